import { join } from 'node:path'
import { FolderWatcher } from './folder-watcher'

/** What happened on the disk: names by folder; `null`: anything in or below it may have. */
export type DiskChanges = ReadonlyMap<string, ReadonlySet<string> | null>

export interface DiskWatchOptions {
  /** The folders that are to be watched now. */
  readonly folders: () => ReadonlySet<string> | Promise<ReadonlySet<string>>
  /** Gets what happened, some at a time; what happens meanwhile comes with the next call. */
  readonly onChanges: (changes: DiskChanges) => Promise<void>
  readonly onError: (error: unknown) => void
  readonly onRefused?: (error: unknown) => void
  /** Default: as this system does it; see `FolderWatcher`. */
  readonly recursive?: boolean
}

/** How long it has to be quiet before changes are looked at, ms: programs write in several steps. */
const quiet = 250
/** The longest that changes wait for quiet, ms: a copy of thousands of files takes minutes. */
const longest = 1000

/** Follows what happens in folders, a burst at a time. */
export class DiskWatch {
  readonly #watcher: FolderWatcher
  #changes = new Map<string, Set<string> | null>()
  #firstAt = 0
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | null = null
  #isStale = true
  #closed = false

  constructor(readonly options: DiskWatchOptions) {
    const { onRefused } = options
    this.#watcher = new FolderWatcher({
      recursive: options.recursive ?? process.platform !== 'linux',
      onEvent: (folder, name) => this.#note(folder, name),
      ...(onRefused && { onRefused }),
    })
  }

  /** Whether all folders that are there are watched. */
  get isComplete(): boolean {
    return this.#watcher.isComplete
  }

  /** The folders that are to be watched are others now. Resolves once they are watched. */
  async follow(): Promise<void> {
    this.#isStale = true
    while (this.#isStale && !this.#closed) {
      this.#start()
      await this.#running
    }
  }

  /** The same, soon: for many calls in a row. */
  followSoon(): void {
    this.#isStale = true
    this.#schedule()
  }

  /** Has all that was noticed looked at, now; resolves when nothing is left. For tests, and before the end. */
  async settled(): Promise<void> {
    while (this.#running !== null || this.#changes.size > 0) {
      this.#start()
      await this.#running
    }
  }

  /** Releases every watch; resolves once nothing is looked at any more. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#watcher.close()
    await this.#running
  }

  #note(folder: string, name: string | null): void {
    const known = this.#changes.get(folder)
    if (name === null || known === null) this.#changes.set(folder, null)
    else if (known) known.add(name)
    else this.#changes.set(folder, new Set([name]))
    this.#schedule()
  }

  #schedule(): void {
    if (this.#closed || this.#running !== null) return
    const now = performance.now()
    if (this.#timer === undefined) this.#firstAt = now
    clearTimeout(this.#timer)
    const wait = Math.max(0, Math.min(quiet, this.#firstAt + longest - now))
    this.#timer = setTimeout(() => this.#start(), wait)
  }

  #start(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#closed || this.#running !== null) return
    this.#running = this.#run()
      .catch((error: unknown) => this.options.onError(error))
      .finally(() => {
        this.#running = null
        if (this.#changes.size > 0 || this.#isStale) this.#schedule()
      })
  }

  async #run(): Promise<void> {
    const changes = this.#changes
    this.#changes = new Map()
    if (changes.size > 0) {
      await this.#watcher.verify(suspects(changes))
      if (!this.#closed) await this.options.onChanges(changes)
    }
    while (this.#isStale && !this.#closed) {
      this.#isStale = false
      await this.#watcher.set(await this.options.folders())
    }
  }
}

/** Folders that may not be what they were: those in which something happened, and what happened there may be folders. */
function* suspects(changes: DiskChanges): Generator<string> {
  for (const [folder, names] of changes) {
    yield folder
    for (const name of names ?? []) yield join(folder, name)
  }
}
