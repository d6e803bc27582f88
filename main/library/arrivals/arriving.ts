import { stat } from 'node:fs/promises'
import { forEachOf } from '../../shared/pool'
import type { WalkItem } from '../walk'

type PhotoItem = Extract<WalkItem, { kind: 'photo' }>

/** Files that are looked at at a time. */
const lanes = 32

/** A file that has come, as it was when it was looked at last. */
export interface Arriving {
  readonly item: PhotoItem
  /** Its number on its disk, size and time; see `fileOf`. */
  readonly file: string
  /** Since when it has been like that, ms of the process' clock. */
  readonly since: number
  /** Whether it could not be opened like that: it waits for its next change. */
  readonly refused: boolean
}

/** A file by its number on its disk, size and time: the same under another name. Null: it is not there, or no file. */
export async function fileOf(path: string): Promise<string | null> {
  try {
    const stats = await stat(path)
    return stats.isFile() ? `${stats.ino}:${stats.size}:${stats.mtimeMs}` : null
  } catch {
    return null
  }
}

/** The same for many; those that are not there are left out. */
export async function filesOf(items: readonly PhotoItem[]): Promise<ReadonlyMap<PhotoItem, string>> {
  const files = new Map<PhotoItem, string>()
  await forEachOf(items, lanes, async (item) => {
    const file = await fileOf(item.path)
    if (file !== null) files.set(item, file)
  })
  return files
}

function isEmpty(file: string): boolean {
  return file.split(':')[1] === '0'
}

/** Files that are still being written, until each has been the same for a while. */
export class ArrivingFiles {
  readonly #files = new Map<string, Arriving>()

  constructor(
    /** How long a file has to stay as it is, ms. */
    readonly settleMs: number,
  ) {}

  get size(): number {
    return this.#files.size
  }

  /** Whether some may settle by themselves: the others wait for a change. */
  get isSettling(): boolean {
    return [...this.#files.values()].some(({ refused, file }) => !refused && !isEmpty(file))
  }

  note(item: PhotoItem, file: string): void {
    const known = this.#files.get(item.real)
    if (known?.file === file) return
    this.#files.set(item.real, { item, file, since: performance.now(), refused: false })
  }

  /** Looks at them again, and takes those out that have been the same for long enough, and those that are gone. */
  async settled(): Promise<readonly Arriving[]> {
    const settled: Arriving[] = []
    const known = [...this.#files.values()]
    const now = await filesOf(known.map(({ item }) => item))
    for (const arriving of known) {
      const { item, since, refused } = arriving
      const file = now.get(item)
      if (file === undefined) this.#files.delete(item.real)
      else if (file !== arriving.file) this.note(item, file)
      else if (!refused && !isEmpty(file) && performance.now() - since >= this.settleMs) {
        this.#files.delete(item.real)
        settled.push(arriving)
      }
    }
    return settled
  }

  /** Has one wait for its next change: as it is it cannot be opened. */
  refuse(arriving: Arriving): void {
    this.#files.set(arriving.item.real, { ...arriving, refused: true })
  }
}
