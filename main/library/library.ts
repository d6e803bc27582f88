import { AppError } from '../../core/errors'
import type { Imaging } from '../../core/imaging'
import type { ImportProgress, LibraryPatch, LibraryPhoto, LibrarySnapshot, OwnChange } from '../../core/library'
import type { MovedFile } from '../../core/photo'
import type { StorageUse } from '../../core/storage'
import type { HotFolderParts } from './arrivals/hot-folder'
import { HotFolders, type WatchFolders } from './arrivals/watch-folders'
import { readGivenText } from './given-text'
import { Imports } from './imports'
import { LibraryStore } from './library-store'
import { LinkCopies, type LinkCopiesOptions } from './link-copies'
import { look } from './look'
import type { LinkSource } from './open-link'
import { Patches } from './patches'
import { PhotoList, type PhotoSelection } from './photo-list'
import { recheck } from './recheck'
import { LibraryWatch } from './watch/library-watch'

export type { PhotoSelection } from './photo-list'

/** How long a file has to stay as it is before it counts as whole, ms: programs that write do not pause longer. */
const defaultSettleMs = 1500

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
  /**
   * Adds what text from a clipboard or a drop names: files and folders that are there, and links, which are fetched;
   * see `readGivenText`. Resolves as `add` does, with how many of each were understood.
   * @throws {AppError} as `add`
   */
  addText(text: string): Promise<{ readonly paths: number; readonly links: number }>
  /** Stops the imports that run or wait. */
  cancelImport(): void
  /** Forgets photos; their files stay. `all` cancels imports, too. @throws {AppError} as `add` */
  remove(selection: PhotoSelection): void
  /**
   * Brings back what was removed since the program started: ids, places, targets and prompts. Their files are looked at
   * again. @throws {AppError} as `add`
   */
  putBack(ids: readonly string[]): void
  /**
   * Gives photos targets and prompts of their own, all or none of it; answers with the changes that take exactly that
   * back. @throws {AppError} as `add`
   */
  setOwn(changes: readonly OwnChange[]): readonly OwnChange[]
  /**
   * Looks whether files have changed, are gone or have come back, and opens those again; a link whose copy is gone is
   * fetched again. For the whole library once the window is up, and for photos that are about to become jobs.
   * @throws {AppError} as `add`
   */
  recheck(selection: PhotoSelection): Promise<void>
  /**
   * Notices from now on what happens to files of the library while the program runs: changed, gone, moved, renamed, back.
   * Looks at all of them first, and opens those again of which an older version kept less. Resolves once that is done.
   * @throws {AppError} as `add`
   */
  watch(): Promise<void>
  /** Folders whose new photos come in by themselves. */
  readonly watchFolders: WatchFolders
  /** What the copies of links take up; `alsoKept`: paths of copies that something else needs. */
  linkUse(alsoKept: ReadonlySet<string>): Promise<StorageUse>
  /**
   * Removes the copies of links that neither the library nor anybody else needs.
   * @throws {AppError} `bad-request` while photos are being added, which may be copies
   */
  clearLinks(alsoKept: ReadonlySet<string>): Promise<void>
  /** Cancels what runs and closes the store. */
  close(): Promise<void>
}

export interface LibraryOptions {
  /** The state folder, owned by this process. */
  readonly stateDir: string
  readonly imaging: Pick<Imaging, 'probe'>
  /** How links become photos. Default: links are not understood. */
  readonly links?: LinkCopiesOptions & Pick<LinkSource, 'root'>
  /** Of watched folders. Default: nothing is an output, what has a header is whole, and nothing that comes in is started. */
  readonly arrivals?: Partial<Pick<HotFolderParts, 'isOutput' | 'isWhole' | 'onArrival' | 'onChange' | 'settleMs'>>
  /** Gets photos that were found again under other paths, once the library has them there. */
  readonly onMoved?: (moved: readonly MovedFile[]) => void
  /** Gets what the user need not act on. Default: silence. */
  readonly log?: { warn(message: string): void }
}

/**
 * Opens the library as it was left, without looking at its files; see `recheck`. A damaged store is put aside, and an
 * empty library opens.
 * @throws {AppError} `state-unreadable` when a newer version wrote the store, `state-unwritable` when it cannot be opened.
 */
export function openLibrary({ stateDir, imaging, links, arrivals, onMoved, log }: LibraryOptions): Library {
  const store = LibraryStore.open(stateDir)
  if (store.damaged) log?.warn(`The library was damaged; it is kept as ${store.damaged}, and an empty one begun.`)
  const patches = new Patches()
  const list = new PhotoList(store, patches)
  if (onMoved) list.onMoved = onMoved
  const imports = new Imports(list, imaging)
  const source = links && { copies: new LinkCopies(links), root: links.root }
  const closing = new AbortController()
  const rechecks = new Set<Promise<void>>()
  const watching = new LibraryWatch(list, { imaging, source, signal: closing.signal, ...(log && { log }) })
  const watchFolders = new HotFolders({
    isOutput: () => false,
    isWhole: async () => true,
    onArrival: async () => ({ started: 0, held: null }),
    onChange: () => undefined,
    settleMs: defaultSettleMs,
    ...arrivals,
    list,
    seen: store.seen,
    imaging,
    signal: closing.signal,
    onError: (error) => log?.warn(`A watched folder was not looked at: ${String(error)}`),
  })
  const follow = async (work: Promise<void>) => {
    rechecks.add(work)
    await work.finally(() => rechecks.delete(work))
  }
  const photos = (selection: PhotoSelection) => list.select(selection).map(({ photo }) => photo)
  const isKept = (alsoKept: ReadonlySet<string>) => {
    const listed = new Set(photos('all').flatMap(({ link, path }) => (link === null ? [] : [path])))
    return (path: string) => listed.has(path) || alsoKept.has(path)
  }
  return {
    linkUse: async (alsoKept) => (await source?.copies.use(isKept(alsoKept))) ?? { bytes: 0, needed: 0 },
    clearLinks: async (alsoKept) => {
      if (patches.importing !== null)
        throw new AppError('bad-request', 'Photos are being added. Clear copies after that.')
      await source?.copies.clear(isKept(alsoKept))
    },
    snapshot: () => {
      // What is in it has been told by then: who asks is not ahead of who listens.
      patches.flush()
      return { revision: patches.revision, photos: photos('all'), importing: patches.importing }
    },
    onPatch: (listener) => patches.listen(listener),
    photo: (id) => list.get(id),
    photos,
    add: (paths) => imports.add(paths),
    addText: async (text) => {
      const named = readGivenText(text)
      const there = await Promise.all(named.paths.map(isThere))
      const paths = named.paths.filter((_, index) => there[index])
      const given = source && named.links.length > 0 ? { links: named.links, source } : undefined
      if (paths.length > 0 || given) await imports.add(paths, given)
      return { paths: paths.length, links: given?.links.length ?? 0 }
    },
    cancelImport: () => imports.cancel(),
    remove: (selection) => {
      if (selection === 'all') imports.cancel()
      list.remove(selection)
    },
    putBack: (ids) => {
      list.putBack(ids)
      // Nobody has looked at their files meanwhile.
      follow(recheck(list, ids, { imaging, source, signal: closing.signal })).catch((error: unknown) =>
        log?.warn(`Photos that were put back were not looked at: ${String(error)}`),
      )
    },
    setOwn: (changes) => {
      const before = list.change(changes)
      // Told before it is answered: who changes it further then knows what it is.
      patches.flush()
      return before
    },
    recheck: (selection) => follow(recheck(list, selection, { imaging, source, signal: closing.signal })),
    watch: () => follow(watching.begin()),
    watchFolders,
    close: async () => {
      closing.abort()
      imports.cancel()
      await Promise.allSettled([imports.settled(), watching.close(), watchFolders.close(), ...rechecks])
      patches.close()
      store.close()
    },
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await look(path)).kind !== 'failed'
}
