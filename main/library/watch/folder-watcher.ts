import { type FSWatcher, statSync, watch } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'

/** Gets what happened: to what is called `name` in a folder, or `null`: to anything in or below it. */
export type OnEvent = (folder: string, name: string | null) => void

export interface FolderWatcherOptions {
  readonly onEvent: OnEvent
  /** Told once when the system watches no more folders: what is not watched has to be looked at now and then. */
  readonly onRefused?: (error: unknown) => void
  /**
   * Whether one watch of the system's covers all below a folder: not on Linux, where Node would watch each file. There
   * each folder has a watch of its own, of which there are some ten thousands at least (inotify's `max_user_watches`).
   */
  readonly recursive?: boolean
}

interface Watched {
  readonly watcher: FSWatcher
  readonly inode: number
}

/** Folders attached before others have a turn. */
const sliceLength = 50

/**
 * Watches folders, never files: tells what happens in them. One that is not there is waited for in the nearest folder
 * above it that is.
 */
export class FolderWatcher {
  readonly #watched = new Map<string, Watched>()
  #wanted: ReadonlySet<string> = new Set()
  /** Folders above missing ones, watched for their coming. */
  #waiting: ReadonlySet<string> = new Set()
  #refused = false
  #closed = false
  #isBegun = false
  #isRefusalTold = false

  constructor(readonly options: FolderWatcherOptions) {}

  /** Whether all that is there is watched. */
  get isComplete(): boolean {
    return !this.#refused
  }

  /** Wanted folders that are not there. */
  get missing(): readonly string[] {
    return [...this.#wanted].filter((folder) => !this.#watched.has(folder))
  }

  /**
   * Watches these, and no others any more. Resolves once they are. One that is new is told as an event of all in it, but
   * for the first time: something may have happened there before it was watched.
   */
  async set(folders: ReadonlySet<string>): Promise<void> {
    this.#wanted = this.options.recursive ? topmost(folders) : folders
    this.#refused = false
    for (const folder of this.#watched.keys()) if (!this.#isNeeded(folder)) this.#drop(folder)
    const tellsNew = this.#isBegun
    this.#isBegun = true
    await this.#attachAll(tellsNew)
  }

  /**
   * Looks at folders in which something happened: a watch stays with a folder that was moved away, and another may be in
   * its place. A wanted one that has come (back) is told as an event of all in it.
   */
  async verify(suspects: Iterable<string>): Promise<void> {
    for (const folder of suspects) {
      const watched = this.#watched.get(folder)
      if (!watched) continue
      const inode = await stat(folder).then(
        (stats) => stats.ino,
        () => null,
      )
      if (inode !== watched.inode) this.#drop(folder)
    }
    if (this.missing.length > 0 || this.#waiting.size > 0) await this.#attachAll(true)
  }

  close(): void {
    this.#closed = true
    for (const folder of [...this.#watched.keys()]) this.#drop(folder)
  }

  async #attachAll(tellsNew: boolean): Promise<void> {
    let looked = 0
    for (const folder of this.missing) {
      if (this.#closed || this.#refused) return
      if (this.#attach(folder) && tellsNew) this.options.onEvent(folder, null)
      if (++looked % sliceLength === 0) await nextTurn()
    }
    if (this.#closed) return
    this.#waiting = new Set(this.missing.flatMap((folder) => nearestAbove(folder) ?? []))
    for (const folder of this.#watched.keys()) if (!this.#isNeeded(folder)) this.#drop(folder)
    for (const folder of this.#waiting) if (!this.#watched.has(folder)) this.#attach(folder)
  }

  /** Whether it is watched now. */
  #attach(folder: string): boolean {
    try {
      const stats = statSync(folder)
      if (!stats.isDirectory()) return false
      const recursive = this.options.recursive === true && this.#wanted.has(folder)
      const watcher = watch(folder, { recursive, persistent: false })
      watcher.on('change', (_event, name) => this.#tell(folder, name === null ? null : String(name)))
      watcher.on('error', () => {
        this.#drop(folder)
        this.options.onEvent(folder, null)
      })
      this.#watched.set(folder, { watcher, inode: stats.ino })
      return true
    } catch (error) {
      if (isRefusal(error)) this.#refuse(error)
      return false
    }
  }

  #tell(folder: string, name: string | null): void {
    // Also what a system that watches all below says of deeper folders.
    const path = name === null ? folder : join(folder, name)
    if (name === null) this.options.onEvent(folder, null)
    else this.options.onEvent(dirname(path), basename(path))
    // A folder's own end is told with its own name: then it may be any of both.
    if (name === basename(folder)) this.options.onEvent(folder, null)
  }

  #refuse(error: unknown): void {
    this.#refused = true
    if (!this.#isRefusalTold) this.options.onRefused?.(error)
    this.#isRefusalTold = true
  }

  #isNeeded(folder: string): boolean {
    return this.#wanted.has(folder) || this.#waiting.has(folder)
  }

  #drop(folder: string): void {
    this.#watched.get(folder)?.watcher.close()
    this.#watched.delete(folder)
  }
}

/** Those of which no other one is above. */
function topmost(folders: ReadonlySet<string>): ReadonlySet<string> {
  const isBelowAnother = (folder: string) => {
    for (let above = dirname(folder), last = folder; above !== last; last = above, above = dirname(above)) {
      if (folders.has(above)) return true
    }
    return false
  }
  return new Set([...folders].filter((folder) => !isBelowAnother(folder)))
}

function nearestAbove(folder: string): string | null {
  for (let above = dirname(folder), last = folder; above !== last; last = above, above = dirname(above)) {
    try {
      if (statSync(above).isDirectory()) return above
    } catch {
      // Neither is this one there.
    }
    if (above.endsWith(sep)) return null
  }
  return null
}

/** Whether the system has no more watches: of inotify, or of open files. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOSPC', 'EMFILE', 'ENFILE'].includes(String(error.code))
}
