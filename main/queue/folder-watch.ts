import type { JobView } from '../../core/queue'
import type { JobList } from './job-list'
import { placed } from './place-outputs'
import type { JobTools } from './run-job'
import type { Clock } from './types'

/** How often it is looked again, ms: soon enough for somebody who has just connected a disk, never a burden. */
const lookEvery = 30_000

/** Looks now and then whether blocked output folders can be used again. */
export class FolderWatch {
  readonly #tools: Pick<JobTools, 'gate' | 'store'>
  readonly #list: JobList
  readonly #clock: Clock
  readonly #reopened: (ids: readonly string[]) => Promise<void>
  #cancelLook: (() => void) | null = null

  constructor(parts: {
    readonly tools: Pick<JobTools, 'gate' | 'store'>
    readonly list: JobList
    readonly clock: Clock
    /** Gets the jobs of a folder that can be used again. */
    readonly reopened: (ids: readonly string[]) => Promise<void>
  }) {
    this.#tools = parts.tools
    this.#list = parts.list
    this.#clock = parts.clock
    this.#reopened = parts.reopened
  }

  /** Looks again after a while if jobs wait for their folder and the queue runs, else not. */
  watch(running: boolean): void {
    const wanted = running && this.#list.tally.blocked('output') > 0
    if (wanted === (this.#cancelLook !== null)) return
    this.#cancelLook?.()
    this.#cancelLook = wanted ? this.#clock.after(lookEvery, () => void this.#look()) : null
  }

  async #look(): Promise<void> {
    for (const ids of this.#waitingByFolder().values()) {
      if (await this.#isOpen(ids)) await this.#reopened(ids)
    }
    const stillWanted = this.#cancelLook !== null
    this.#cancelLook = null
    this.watch(stillWanted)
  }

  #waitingByFolder(): ReadonlyMap<string, string[]> {
    const byFolder = new Map<string, string[]>()
    for (const view of this.#list.views()) {
      const folder = this.#folderOfWaiting(view)
      if (folder === null) continue
      const ids = byFolder.get(folder)
      if (ids) ids.push(view.id)
      else byFolder.set(folder, [view.id])
    }
    return byFolder
  }

  #folderOfWaiting(view: JobView): string | null {
    if (view.reason !== 'output' || !this.#list.inScope(view)) return null
    return this.#list.get(view.id)?.folder ?? null
  }

  async #isOpen([first]: readonly string[]): Promise<boolean> {
    if (first === undefined) return false
    try {
      const { gate, store } = this.#tools
      await gate.open(await placed(first, store))
      return true
    } catch {
      return false
    }
  }
}
