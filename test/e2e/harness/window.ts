import { expect, type Locator, type Page } from 'playwright/test'
import type { Bridge } from '../../../core/ipc/bridge'
import type { JobState } from '../../../core/job'
import type { LibraryPhoto } from '../../../core/library'
import type { JobView, QueueSnapshot } from '../../../core/queue'
import type { AppSettings } from '../../../core/settings'

/** The program's page, however it was reached. */
export class OutframeWindow {
  constructor(readonly page: Page) {}

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

  settings(): Promise<AppSettings> {
    return this.page.evaluate(async () => {
      const { outframe } = window as unknown as { readonly outframe: Bridge }
      const result = await outframe.settings.get()
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

  /** Waits until something is being composed; how much at once is up to the machine. */
  async waitForComposing(): Promise<void> {
    const composing = async () => (await this.queue()).summary.counts.composing
    await expect.poll(composing, { timeout: 45_000, intervals: [50] }).toBeGreaterThan(0)
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
    // The rail answers at once, the view itself a moment later.
    await this.page.locator(`main[data-view="${name.toLowerCase()}"]`).waitFor()
  }
}
