import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type * as Electron from 'electron'
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

  /**
   * Runs a function in Electron's own process, once. V8's inspector may lose an answer under load: it lets the promise be
   * collected under which it waits for it, as later versions of V8 do not. Then it is asked for again.
   */
  async inMain<R, A = undefined>(work: (electron: typeof Electron, given: A) => R, given?: A): Promise<Awaited<R>> {
    const call = { id: randomUUID(), source: String(work), given }
    for (;;) {
      try {
        return (await this.app.evaluate(runOnce, call)) as Awaited<R>
      } catch (error) {
        if (!String(error).includes('promise was garbage collected')) throw error
      }
    }
  }

  /** Closes the window as a user does who means it; resolves with the exit code. */
  async close(): Promise<number | null> {
    await this.inMain(({ dialog }) => {
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

/** In Electron's own process, where nothing of this file is. What a call has answered is kept for as long as it runs. */
function runOnce(
  electron: typeof Electron,
  { id, source, given }: { readonly id: string; readonly source: string; readonly given: unknown },
): unknown {
  const answers = (globalThis as { answers?: Map<string, unknown> }).answers ?? new Map<string, unknown>()
  Object.assign(globalThis, { answers })
  if (!answers.has(id)) answers.set(id, new Function(`return (${source})`)()(electron, given))
  return answers.get(id)
}

function listenToComplaints(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  return complaints
}
