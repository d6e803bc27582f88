import type { WatchFolder, WatchView } from '../../../core/watch'
import { HotFolder, type HotFolderParts } from './hot-folder'

/** Watched folders: what is new in them comes into the library. */
export interface WatchFolders {
  /** Watches these, and no others any more; what was known of those is forgotten. Resolves once all were looked at. */
  set(folders: readonly WatchFolder[]): Promise<void>
  views(): readonly WatchView[]
  /** Brings in what was in one when watching began. */
  takeExisting(id: string): Promise<void>
  /** Looks at all of them: for what no system tells. */
  lookAgain(): Promise<void>
  /** Notes that something is started by itself; false when it was before. @throws {AppError} */
  claimStart(key: string): boolean
}

/** What the folders of one library share. */
export type WatchFoldersParts = Omit<HotFolderParts, 'others'>

/** The watched folders of one library. */
export class HotFolders implements WatchFolders {
  readonly #folders = new Map<string, HotFolder>()

  constructor(readonly parts: WatchFoldersParts) {}

  async set(folders: readonly WatchFolder[]): Promise<void> {
    const wanted = new Set(folders.map(({ id }) => id))
    const gone = [...this.#folders.values()].filter(({ folder }) => !wanted.has(folder.id))
    const begun: HotFolder[] = []
    for (const { folder } of gone) this.#folders.delete(folder.id)
    for (const folder of folders) {
      const known = this.#folders.get(folder.id)
      if (known) known.folder = folder
      else begun.push(this.#add(folder))
    }
    await Promise.all([
      ...gone.map(async (hot) => {
        await hot.close()
        this.parts.seen.forget(hot.folder.id)
      }),
      ...begun.map((hot) => hot.begin()),
    ])
    this.parts.onChange()
  }

  views(): readonly WatchView[] {
    return [...this.#folders.values()].map(({ view }) => view)
  }

  async takeExisting(id: string): Promise<void> {
    await this.#folders.get(id)?.takeExisting()
  }

  async lookAgain(): Promise<void> {
    await Promise.all([...this.#folders.values()].map((hot) => hot.look()))
  }

  claimStart(key: string): boolean {
    return this.parts.seen.claim(key, Date.now())
  }

  async close(): Promise<void> {
    await Promise.all([...this.#folders.values()].map((hot) => hot.close()))
  }

  #add(folder: WatchFolder): HotFolder {
    const others = () => [...this.#folders.values()].map((hot) => hot.folder.path)
    const hot = new HotFolder(folder, { ...this.parts, others })
    this.#folders.set(folder.id, hot)
    return hot
  }
}
