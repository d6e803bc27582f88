import type { Target } from '../../core/geometry/types'
import type { Imaging } from '../../core/imaging'
import type { ImportProgress, LibraryPatch, LibraryPhoto, LibrarySnapshot } from '../../core/library'
import { Imports } from './imports'
import { LibraryStore } from './library-store'
import { look } from './look'
import { Patches } from './patches'
import { PhotoList, type PhotoSelection } from './photo-list'
import { recheck } from './recheck'
import { pathsInText } from './text-paths'

export type { PhotoSelection } from './photo-list'

/** The photos of the window: what was dropped, until it is removed. Outlives the program. */
export interface Library {
  /** All there is. */
  snapshot(): LibrarySnapshot
  /** Tells what changes, a few times a second; answers with the function that ends it. */
  onPatch(listener: (patch: LibraryPatch) => void): () => void
  /** One photo as it is now. */
  photo(id: string): LibraryPhoto | undefined
  /** Photos that exist: for `all` in the order of the library, else in the order asked for. */
  photos(selection: PhotoSelection): readonly LibraryPhoto[]
  /**
   * Walks files and folders and lists every photo in them. Imports wait for each other. Resolves with its counts once
   * all is listed, or when it was cancelled; what was listed by then stays.
   * @throws {AppError} `state-unwritable` when the library cannot be stored.
   */
  add(paths: readonly string[]): Promise<ImportProgress>
  /** What text from a clipboard names and is there, file URLs and absolute paths: for `add`. */
  pathsIn(text: string): Promise<readonly string[]>
  /** Stops the imports that run or wait. */
  cancelImport(): void
  /** Forgets photos; their files stay. `all` cancels imports, too. @throws {AppError} as `add` */
  remove(selection: PhotoSelection): void
  /** Gives photos a target of their own; `null`: the batch's again. @throws {AppError} as `add` */
  setTarget(ids: readonly string[], target: Target | null): void
  /**
   * Looks whether files have changed, are gone or have come back, and opens those again. For the whole library once
   * the window is up, and for photos that are about to become jobs.
   * @throws {AppError} as `add`
   */
  recheck(selection: PhotoSelection): Promise<void>
  /** Cancels what runs and closes the store. */
  close(): Promise<void>
}

export interface LibraryOptions {
  /** The state folder, owned by this process. */
  readonly stateDir: string
  readonly imaging: Pick<Imaging, 'probe'>
  /** Gets what the user need not act on. Default: silence. */
  readonly log?: { warn(message: string): void }
}

/**
 * Opens the library as it was left, without looking at its files; see `recheck`. A damaged store is put aside, and an
 * empty library opens.
 * @throws {AppError} `state-unreadable` when a newer version wrote the store, `state-unwritable` when it cannot be opened.
 */
export function openLibrary({ stateDir, imaging, log }: LibraryOptions): Library {
  const store = LibraryStore.open(stateDir)
  if (store.damaged) log?.warn(`The library was damaged; it is kept as ${store.damaged}, and an empty one begun.`)
  const patches = new Patches()
  const list = new PhotoList(store, patches)
  const imports = new Imports(list, imaging)
  const closing = new AbortController()
  const rechecks = new Set<Promise<void>>()
  const photos = (selection: PhotoSelection) => list.select(selection).map(({ photo }) => photo)
  return {
    snapshot: () => ({ revision: patches.revision, photos: photos('all'), importing: patches.importing }),
    onPatch: (listener) => patches.listen(listener),
    photo: (id) => list.get(id),
    photos,
    add: (paths) => imports.add(paths),
    pathsIn: async (text) => {
      const named = await Promise.all(pathsInText(text).map(async (path) => ((await isThere(path)) ? [path] : [])))
      return named.flat()
    },
    cancelImport: () => imports.cancel(),
    remove: (selection) => {
      if (selection === 'all') imports.cancel()
      list.remove(selection)
    },
    setTarget: (ids, target) => list.setTarget(ids, target),
    recheck: async (selection) => {
      const done = recheck(list, selection, imaging, closing.signal)
      rechecks.add(done)
      await done.finally(() => rechecks.delete(done))
    },
    close: async () => {
      closing.abort()
      imports.cancel()
      await Promise.allSettled([imports.settled(), ...rechecks])
      patches.close()
      store.close()
    },
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await look(path)).kind !== 'failed'
}
