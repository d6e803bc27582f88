import { setMaxListeners } from 'node:events'
import PQueue from 'p-queue'
import type { Imaging } from '../../core/imaging'
import type { ImportProgress } from '../../core/library'
import type { ProbeResult } from '../../core/photo'
import { isUnaddressable } from './names'
import { type LinkSource, openLink } from './open-link'
import { type WalkItem, walk } from './walk'

/** A file that is to be listed, opened or not. */
export interface ImportedPhoto {
  readonly path: string
  /** The given path it was found under. */
  readonly root: string
  /** What it is recognised by: the path without links, or the link it was fetched from. */
  readonly real: string
  /** `null`: a file that was found. */
  readonly link: string | null
  readonly result: ProbeResult
}

type PhotoItem = Extract<WalkItem, { kind: 'photo' }>

/** What is known of a photo before it is opened. */
export type FoundPhoto = Pick<ImportedPhoto, 'path' | 'real' | 'link'>

/** Links that are fetched after the walk. */
export interface GivenLinks {
  /** As the user gave them; each once. */
  readonly links: readonly string[]
  readonly source: LinkSource
}

export interface ImportOptions {
  readonly imaging: Pick<Imaging, 'probe'>
  /** Default true. */
  readonly recursive?: boolean
  readonly signal?: AbortSignal
  /** Photos it says true of are counted as known, and neither opened nor handed on. Default: none is. */
  readonly isKnown?: (photo: FoundPhoto) => boolean | Promise<boolean>
  readonly given?: GivenLinks
  /** Gets the photos, a few at a time, in the order of the walk. */
  readonly onPhotos: (photos: readonly ImportedPhoto[]) => void
  /** Gets the counts whenever they have changed. */
  readonly onProgress?: (progress: ImportProgress) => void
}

/** What an import has done before it began. */
export const noProgress: ImportProgress = { walking: true, found: 0, probed: 0, unreadable: 0, ignored: 0, known: 0 }

/** Chunks of the walk that are opened at once: enough to keep every worker busy. */
const chunksAtOnce = 4
/** Chunks that may wait: the walk runs ahead, so that the count is soon the whole one, yet not without end. */
const chunksAhead = 64

/**
 * Walks files and folders, fetches links, and opens the header of every photo found. Photos are handed on as they
 * come; one that cannot be read is handed on with its reason.
 * @returns the final counts.
 * @throws {AppError} `cancelled` once the signal is aborted; what was handed on by then stays.
 */
export function importPhotos(paths: readonly string[], options: ImportOptions): Promise<ImportProgress> {
  return new Import(options).run(paths)
}

class Import {
  readonly #opening = new PQueue({ concurrency: chunksAtOnce })
  #progress = noProgress
  #failed = false
  #handedOn: Promise<void> = Promise.resolve()

  constructor(readonly options: ImportOptions) {
    // Every task that opens headers listens; the usual 10 would be taken for a leak.
    if (options.signal) setMaxListeners(0, options.signal)
  }

  async run(paths: readonly string[]): Promise<ImportProgress> {
    try {
      for await (const { items, ignored } of walk(paths, this.options)) {
        const unreadable = items.filter((item) => item.kind === 'unreadable').length
        this.#count({ found: items.length, unreadable, ignored })
        await this.#handOn(() => this.#open(items))
        if (this.#failed) break
      }
      const { given } = this.options
      this.#progress = { ...this.#progress, walking: false }
      this.#count({ found: given?.links.length ?? 0 })
      if (given) for (const link of given.links) await this.#handOn(() => this.#fetch(link, given.source))
      await this.#handedOn
    } finally {
      // What is still being opened must not count any more once this is over.
      this.#failed = true
      await this.#opening.onIdle()
    }
    return this.#progress
  }

  /** Has photos opened, and handed on after those before them; waits while too many wait already. */
  async #handOn(open: () => Promise<readonly ImportedPhoto[]>): Promise<void> {
    const opened = this.#opening.add(open)
    this.#handedOn = Promise.all([this.#handedOn, opened]).then(([, photos]) => this.options.onPhotos(photos))
    this.#handedOn.catch(() => {
      this.#failed = true
    })
    await this.#opening.onSizeLessThan(chunksAhead)
  }

  /** The photo of one link; none when it is known. */
  async #fetch(link: string, source: LinkSource): Promise<readonly ImportedPhoto[]> {
    if (this.#failed) return []
    const { imaging, isKnown, signal } = this.options
    const photo = await openLink(link, { source, imaging, ...(signal && { signal }) })
    const readable = photo.result.kind === 'photo'
    const known = readable && (await isKnown?.(photo)) === true
    this.#count(known ? { known: 1 } : { probed: 1, unreadable: readable ? 0 : 1 })
    return known ? [] : [photo]
  }

  /** What is to be listed of a chunk, in its order. */
  async #open(items: readonly WalkItem[]): Promise<readonly ImportedPhoto[]> {
    if (this.#failed) return []
    const { imaging, isKnown, signal } = this.options
    const wanted = await unknown(items, isKnown)
    this.#count({ known: items.length - wanted.length })
    const opened = new Map<string, ProbeResult>()
    await imaging.probe(
      wanted.filter((item) => item.kind === 'photo').map((item) => item.path),
      {
        ...(signal && { signal }),
        onResult: (result) => {
          opened.set(result.path, result)
          this.#count({ probed: 1, unreadable: result.kind === 'unreadable' ? 1 : 0 })
        },
      },
    )
    return wanted.map((item) =>
      imported(item, item.kind === 'photo' ? (opened.get(item.path) ?? unanswered(item)) : item),
    )
  }

  #count({ found = 0, probed = 0, unreadable = 0, ignored = 0, known = 0 }: Partial<ImportProgress>): void {
    const before = this.#progress
    this.#progress = {
      walking: before.walking,
      found: before.found + found,
      probed: before.probed + probed,
      unreadable: before.unreadable + unreadable,
      ignored: before.ignored + ignored,
      known: before.known + known,
    }
    this.options.onProgress?.(this.#progress)
  }
}

async function unknown(items: readonly WalkItem[], isKnown: ImportOptions['isKnown']): Promise<readonly WalkItem[]> {
  if (!isKnown) return items
  const known = await Promise.all(items.map((item) => item.kind === 'photo' && isKnown({ ...item, link: null })))
  return items.filter((_, index) => !known[index])
}

function imported(item: WalkItem, result: ProbeResult): ImportedPhoto {
  const { path, root } = item
  return { path, root, real: item.kind === 'photo' ? item.real : path, link: null, result: explained(result) }
}

/** No photo may get lost, not even by a bug in what opens them. */
function unanswered({ path }: PhotoItem): ProbeResult {
  return { kind: 'unreadable', path, error: { code: 'internal', message: `${path} was not opened. Add it again.` } }
}

/** A file whose name is not Unicode cannot be addressed: "missing" would be a riddle. */
function explained(result: ProbeResult): ProbeResult {
  if (result.kind === 'photo' || result.error.code !== 'file-missing' || !isUnaddressable(result.path)) return result
  const message = `The name of ${result.path} is not Unicode, so it cannot be opened. Rename the file.`
  return { kind: 'unreadable', path: result.path, error: { code: 'file-unreadable', message } }
}
