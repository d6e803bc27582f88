import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { type ElectronApplication, _electron as electron, expect, type Locator, type Page } from 'playwright/test'
import type { Bridge } from '../../../core/ipc/bridge'
import type { JobState } from '../../../core/job'
import type { LibraryPhoto } from '../../../core/library'
import type { JobView, QueueSnapshot } from '../../../core/queue'
import { ensureElectron } from '../../../scripts/lib/electron-runtime.mjs'
import { root } from '../../../scripts/lib/project.mjs'
import { sandboxArguments } from '../../../scripts/lib/sandbox.mjs'

export interface LaunchOptions {
  /** What OUTFRAME_HOME shall be. */
  readonly home: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** The program in a window of its own, as a user has it. */
export class Outframe {
  private constructor(
    readonly app: ElectronApplication,
    readonly process: ChildProcess,
    readonly page: Page,
    /** What the page said that it should not have: errors, warnings, violations of its policy. */
    readonly complaints: readonly string[],
    /** What the program wrote to stderr. */
    readonly stderr: readonly string[],
  ) {}

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

  /** Resolves once the page is drawn and takes drops. */
  async ready(): Promise<this> {
    await this.page.locator('html[data-ready="true"]').waitFor({ state: 'attached' })
    return this
  }

  /** Drops files and folders on the window, as a file manager does. */
  async drop(paths: readonly string[]): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page)
    const data = { items: [], files: [...paths], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x: 480, y: 300, data })
    }
    await session.detach()
  }

  /** Drops, and waits until all of it is listed. */
  async add(...paths: readonly string[]): Promise<readonly LibraryPhoto[]> {
    const before = (await this.library()).revision
    await this.drop(paths)
    await expect
      .poll(async () => {
        const { revision, importing } = await this.library()
        return revision > before && importing === null
      })
      .toBe(true)
    return (await this.library()).photos
  }

  library() {
    return this.page.evaluate(async () => {
      const { outframe } = window as unknown as { readonly outframe: Bridge }
      const result = await outframe.library.snapshot()
      if (!result.ok) throw new Error(result.error.message)
      return result.value
    })
  }

  queue(): Promise<QueueSnapshot> {
    return this.page.evaluate(async () => {
      const { outframe } = window as unknown as { readonly outframe: Bridge }
      const result = await outframe.queue.snapshot()
      if (!result.ok) throw new Error(result.error.message)
      return result.value
    })
  }

  /** The jobs in the queue's order. */
  async jobs(): Promise<readonly JobView[]> {
    return (await this.queue()).jobs.toSorted((a, b) => a.position - b.position)
  }

  /** Waits until so many jobs are in each of the states that are named. */
  async waitForJobs(wanted: Partial<Record<JobState, number>>, timeout = 45_000): Promise<void> {
    await expect
      .poll(
        async () => {
          const { counts } = (await this.queue()).summary
          return Object.fromEntries(Object.keys(wanted).map((state) => [state, counts[state as JobState]]))
        },
        { timeout },
      )
      .toEqual(wanted)
  }

  /** The button that starts what is chosen. */
  get start(): Locator {
    return this.page.getByRole('button', { name: /^Start \d/ })
  }

  /** Goes to a view by the rail. */
  async view(name: 'Library' | 'Canvas' | 'Queue' | 'Gallery' | 'Settings'): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .click()
  }

  get isRunning(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null
  }

  /** Closes the window as a user does; resolves with the exit code. */
  async close(): Promise<number | null> {
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
