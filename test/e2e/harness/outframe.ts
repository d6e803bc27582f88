import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { type ElectronApplication, _electron as electron, type Page } from 'playwright/test'
import { ensureElectron } from '../../../scripts/lib/electron-runtime.mjs'
import { root } from '../../../scripts/lib/project.mjs'
import { sandboxArguments } from '../../../scripts/lib/sandbox.mjs'
import { OutframeWindow } from './window'

export interface LaunchOptions {
  /** What OUTFRAME_HOME shall be. */
  readonly home: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The guide of the first start is shown, as it is to a user. Default: it was seen before. */
  readonly guide?: boolean
}

/** The program in a window of its own, as a user has it. */
export class Outframe extends OutframeWindow {
  private constructor(
    readonly app: ElectronApplication,
    readonly process: ChildProcess,
    page: Page,
    /** What the page said that it should not have: errors, warnings, violations of its policy. */
    readonly complaints: readonly string[],
    /** What the program wrote to stderr. */
    readonly stderr: readonly string[],
  ) {
    super(page)
  }

  static async launch({ home, args = [], env = {} }: LaunchOptions): Promise<Outframe> {
    const { executable, folder } = await ensureElectron()
    const app = await electron.launch({
      executablePath: executable,
      args: [...sandboxArguments(folder), ...args, root],
      env: { ...process.env, npm_node_execpath: process.execPath, OUTFRAME_HOME: home, ...env } as Record<
        string,
        string
      >,
    })
    const stderr: string[] = []
    app
      .process()
      .stderr?.setEncoding('utf8')
      .on('data', (text: string) => stderr.push(text))
    const page = await app.firstWindow()
    return new Outframe(app, app.process(), page, listenToComplaints(page), stderr)
  }

  get isRunning(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null
  }

  /** Closes the window as a user does who means it; resolves with the exit code. */
  async close(): Promise<number | null> {
    await this.app.evaluate(({ dialog }) => {
      dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
    })
    const ended = once(this.process, 'exit')
    await this.app.close()
    const [code] = await ended
    return code
  }

  /** As a power cut does. */
  async kill(): Promise<void> {
    const ended = once(this.process, 'exit')
    this.process.kill('SIGKILL')
    await ended
  }
}

function listenToComplaints(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  return complaints
}
