import { readdir } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { photoExtensions } from '../../core/photo'
import { outputMarker } from '../shared/output-marker'
import type { DraftJob } from './plan-batch'
import type { Store } from './store/store'

/** What a batch knows about the output folders it goes to. */
export class OutputRoots {
  readonly #holdsPhotos: ReadonlySet<string>

  private constructor(
    /** Each output folder, and whether it is there. */
    readonly existing: ReadonlyMap<string, boolean>,
    holdsPhotos: ReadonlySet<string>,
  ) {
    this.#holdsPhotos = holdsPhotos
  }

  static async look(drafts: readonly DraftJob[], store: Store): Promise<OutputRoots> {
    const sources = foldersAbove(drafts.map((draft) => draft.photo.source))
    const existing = new Map<string, boolean>()
    const holdsPhotos = new Set<string>()
    for (const root of new Set(drafts.map((draft) => draft.place.root))) {
      const names = await readdir(root).catch(() => null)
      existing.set(root, names !== null)
      if (names === null || names.includes(outputMarker)) continue
      const foreign = names.some((name) => isPhotoName(name) && !store.outputs.isKnown(join(root, name)))
      if (foreign || sources.has(root)) holdsPhotos.add(root)
    }
    return new OutputRoots(existing, holdsPhotos)
  }

  /**
   * Whether an output folder may get the marker that keeps it from being walked. One with photos of the user's own may
   * not: they would be passed over ever after.
   */
  mayMark(root: string): boolean {
    return !this.#holdsPhotos.has(root)
  }
}

function foldersAbove(paths: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>()
  for (const path of paths) {
    for (let folder = dirname(path); !folders.has(folder); folder = dirname(folder)) folders.add(folder)
  }
  return folders
}

function isPhotoName(name: string): boolean {
  return Object.hasOwn(photoExtensions, extname(name).slice(1).toLowerCase())
}
