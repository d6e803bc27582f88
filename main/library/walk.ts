import { basename, join, resolve, sep } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { AppError, type ErrorInfo, toErrorInfo } from '../../core/errors'
import { outputMarker } from '../shared/output-marker'
import { isMissing } from '../shared/system-code'
import { type Found, type Listing, list, look } from './look'
import { isHidden, isNamedLikePhoto } from './names'
import { pathError } from './path-error'

/** Something the walk found that is to be listed. `root` is the given path it was found under; both absolute. */
export type WalkItem =
  | {
      readonly kind: 'photo'
      readonly path: string
      readonly root: string
      /** The path without links: the same for one file reached in two ways. */
      readonly real: string
    }
  | { readonly kind: 'unreadable'; readonly path: string; readonly root: string; readonly error: ErrorInfo }

/** A few finds, and how many files were passed over since the chunk before. */
export interface WalkChunk {
  readonly items: readonly WalkItem[]
  readonly ignored: number
}

export interface WalkOptions {
  /** Default true; false: only the files directly inside each given folder. */
  readonly recursive?: boolean
  readonly signal?: AbortSignal
  /** Gets every folder that is gone through. */
  readonly onFolder?: (path: string) => void
}

/** Items in the first chunk, so that something shows at once, and in the largest. */
const firstChunk = 16
const largestChunk = 512
/** Most time between chunks, ms, so that a slow disk shows progress. */
const chunkPeriod = 100
/** Subfolders that are listed ahead of the one being gone through: it hides the latency of a network share. */
const readAhead = 4
/** Links that are resolved at once. */
const linksAtOnce = 32

/**
 * Finds photos under the given files and folders, in chunks, no faster than they are taken.
 *
 * The given paths are taken in path order (by code units), and so is everything under each. What is reached through
 * links comes last, so a file is listed once and, where it can be, under its real path; no folder is gone through
 * twice. A file that is given directly is listed whatever its name. Hidden files and files that are not named like
 * photos are counted as ignored; hidden and output folders are passed over. What cannot be read is listed with its
 * reason; what disappears meanwhile is not.
 * @throws {AppError} `cancelled` once the signal is aborted.
 */
export async function* walk(given: readonly string[], options: WalkOptions = {}): AsyncGenerator<WalkChunk> {
  const finder = new Finder(options.recursive ?? true, options.onFolder)
  let yielded = performance.now()
  for await (const _ of finder.run([...new Set(given.map((path) => resolve(path)))].sort(byCodeUnits))) {
    if (options.signal?.aborted) throw new AppError('cancelled', 'The import was cancelled.')
    if (!finder.full && performance.now() - yielded < chunkPeriod) continue
    yield finder.take()
    await nextTurn()
    yielded = performance.now()
  }
  const rest = finder.take()
  if (rest.items.length > 0 || rest.ignored > 0) yield rest
}

/** A folder to go through; `listing` once it is being read ahead. */
interface Folder {
  readonly path: string
  readonly real: string
  readonly root: string
  listing?: Promise<Listing>
}

/** A folder being gone through: what is in it, in path order, and how far that and its reading ahead have come. */
interface Frame {
  readonly folder: Folder
  readonly entries: readonly (Folder | { readonly photo: string })[]
  readonly folders: readonly Folder[]
  next: number
  opened: number
}

/** Collects finds. `run` pauses after each folder and whenever it is `full`, for its caller to `take` them. */
class Finder {
  #items: WalkItem[] = []
  #ignored = 0
  #size = firstChunk
  /** Real paths of every file listed and every folder gone through. */
  readonly #seen = new Set<string>()
  #links: { readonly path: string; readonly root: string }[] = []

  constructor(
    readonly recursive: boolean,
    readonly onFolder: WalkOptions['onFolder'],
  ) {}

  get full(): boolean {
    return this.#items.length >= this.#size
  }

  take(): WalkChunk {
    const chunk = { items: this.#items, ignored: this.#ignored }
    this.#items = []
    this.#ignored = 0
    this.#size = Math.min(this.#size * 2, largestChunk)
    return chunk
  }

  async *run(given: readonly string[]): AsyncGenerator<void> {
    for (const path of given) yield* this.#start(path)
    while (this.#links.length > 0) {
      const links = this.#links.sort((a, b) => byCodeUnits(a.path, b.path))
      this.#links = []
      for (let at = 0; at < links.length; at += linksAtOnce) {
        const found = await Promise.all(
          links.slice(at, at + linksAtOnce).map(async (link) => ({ ...link, found: await look(link.path) })),
        )
        for (const link of found) yield* this.#follow(link.path, link.root, link.found)
      }
    }
  }

  /** A path the user gave: listed, or gone through. */
  async *#start(path: string): AsyncGenerator<void> {
    const found = await look(path)
    if (found.kind === 'failed') this.#unreadable(path, path, pathError(found.error, 'file', path))
    else if (found.kind === 'folder') yield* this.#tree({ path, real: found.real, root: path })
    else if (found.kind === 'file') this.#photo(path, path, found.real)
    else this.#unreadable(path, path, new AppError('file-unreadable', `${path} is neither a file nor a folder.`))
    yield
  }

  async *#follow(path: string, root: string, found: Found): AsyncGenerator<void> {
    const named = isNamedLikePhoto(basename(path))
    if (found.kind === 'folder') {
      if (this.recursive) yield* this.#tree({ path, root, real: found.real })
    } else if (found.kind === 'file' && named) this.#photo(path, root, found.real)
    else if (found.kind === 'failed' && named) this.#unreadable(path, root, pathError(found.error, 'file', path))
    else this.#ignored++
    yield
  }

  /** Goes through a folder and all below it, depth first, without recursion. */
  async *#tree(top: Folder): AsyncGenerator<void> {
    const first = await this.#open(top)
    const frames = first ? [first] : []
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const entry = frame.entries[frame.next++]
      if (!entry) {
        frames.pop()
      } else if ('photo' in entry) {
        const { path, real, root } = frame.folder
        this.#photo(join(path, entry.photo), root, join(real, entry.photo))
        if (this.full) yield
      } else {
        const ahead = frame.folders.slice(frame.opened, ++frame.opened + readAhead)
        for (const folder of ahead) folder.listing ??= list(folder.path)
        const inner = await this.#open(entry)
        if (inner) frames.push(inner)
        yield
      }
    }
  }

  /** Reads a folder; `undefined` when there is nothing to go through. */
  async #open(folder: Folder): Promise<Frame | undefined> {
    if (this.#seen.has(folder.real)) return undefined
    this.#seen.add(folder.real)
    const listing = await (folder.listing ?? list(folder.path))
    if (listing.kind === 'failed') {
      // It was there a moment ago: one that is gone by now was removed meanwhile.
      if (isMissing(listing.error)) return undefined
      this.#unreadable(folder.path, folder.root, pathError(listing.error, 'folder', folder.path))
      return undefined
    }
    if (listing.entries.some(({ name }) => name === outputMarker)) return undefined
    this.onFolder?.(folder.path)
    return this.#frame(folder, listing.entries)
  }

  #frame(folder: Folder, listed: Extract<Listing, { kind: 'entries' }>['entries']): Frame {
    const keyed: { readonly key: string; readonly entry: Frame['entries'][number] }[] = []
    for (const found of listed) {
      const { name } = found
      const path = join(folder.path, name)
      if (isHidden(name)) this.#ignored += found.isDirectory() ? 0 : 1
      else if (found.isSymbolicLink()) this.#links.push({ path, root: folder.root })
      else if (found.isFile() && isNamedLikePhoto(name)) keyed.push({ key: name, entry: { photo: name } })
      else if (!found.isDirectory()) this.#ignored++
      // With the separator at its end, sorting by name is sorting by path: "a-b.jpg" comes before "a/c.jpg".
      else if (this.recursive) {
        keyed.push({ key: name + sep, entry: { path, real: join(folder.real, name), root: folder.root } })
      }
    }
    const entries = keyed.sort((a, b) => byCodeUnits(a.key, b.key)).map(({ entry }) => entry)
    return { folder, entries, folders: entries.filter((entry) => 'path' in entry), next: 0, opened: 0 }
  }

  #photo(path: string, root: string, real: string): void {
    if (this.#seen.has(real)) return
    this.#seen.add(real)
    this.#items.push({ kind: 'photo', path, root, real })
  }

  #unreadable(path: string, root: string, error: AppError): void {
    this.#items.push({ kind: 'unreadable', path, root, error: toErrorInfo(error) })
  }
}

/** Path order: by code units, the same on every machine and in every language. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
