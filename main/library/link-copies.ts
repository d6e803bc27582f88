import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../core/errors'
import type { StorageUse } from '../../core/storage'
import { replaceFile } from '../shared/durable'
import type { Connect, Fetched } from '../shared/fetch-file'
import { nameOfLink } from './link'
import { linkError } from './link-error'

/** Largest file that is fetched, bytes: a gigapixel JPEG is about half of it. */
const maxBytes = 500_000_000
/** Longest wait without progress, and for the whole, ms. */
const [idleMs, totalMs] = [30_000, 60 * 60_000]

const unfinished = '.part'

/** What is known of a link's copy; kept beside it, so that the server can be asked whether it is still the same. */
const noteSchema = z.object({
  link: z.string(),
  /** Below the folder of copies, with `/`. */
  file: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
})
type Note = z.infer<typeof noteSchema>

export interface LinkCopiesOptions {
  /** Where copies are kept. Absolute; made when it is needed. One process at a time uses it. */
  readonly folder: string
  readonly connect: Connect
}

/**
 * Copies of the photos that links lead to. A copy never changes: a link that leads to something else by now gets
 * another file, so that jobs made from the first still find their photo.
 */
export class LinkCopies {
  readonly #options: LinkCopiesOptions
  #cleaned: Promise<void> | undefined

  constructor(options: LinkCopiesOptions) {
    this.#options = options
  }

  /**
   * The copy of a link, absolute: fetched, or kept from before when the server says that it is unchanged, or when
   * there is no network.
   * @throws {AppError} why there is none, with the link's own address; `cancelled`
   */
  async fetch(link: string, signal?: AbortSignal): Promise<string> {
    await this.#makeReady()
    const { folder, connect } = this.#options
    const kept = await this.#kept(link)
    const part = join(folder, `${nameOf(link)}-${randomUUID()}${unfinished}`)
    // Loaded with the first link: it brings a client along that takes longer to load than all the rest of the library.
    const { fetchFile } = await import('../shared/fetch-file')
    const fetched = await fetchFile(link, part, {
      connect,
      idleMs,
      totalMs,
      maxBytes,
      headers: kept ? validators(kept) : {},
      ...(signal && { signal }),
    })
    if (fetched.kind === 'saved') return this.#take(link, part, fetched)
    if (kept && (fetched.kind === 'unchanged' || fetched.kind === 'unreachable')) return this.#path(kept)
    throw linkError(link, fetched, maxBytes)
  }

  /** Where a link's copy would be that could not be fetched. */
  placeOf(link: string): string {
    return join(this.#options.folder, nameOf(link), nameOfLink(link, null))
  }

  /** Removes a link's copy, which was no photo. */
  async forget(link: string): Promise<void> {
    const note = await this.#note(link)
    if (note) await rm(dirname(dirname(this.#path(note))), { recursive: true, force: true })
    await rm(this.#noteFile(link), { force: true })
  }

  /** What the copies take up, bytes, and what of it is of copies that are kept. */
  async use(isKept: (path: string) => boolean): Promise<StorageUse> {
    const sizes = await Promise.all((await this.#copies()).map(async (copy) => [copy, await sizeOf(copy)] as const))
    const sum = (counted: typeof sizes) => counted.reduce((total, [, bytes]) => total + bytes, 0)
    return { bytes: sum(sizes), needed: sum(sizes.filter(([copy]) => isKept(copy))) }
  }

  /** Removes the copies that are not kept. */
  async clear(isKept: (path: string) => boolean): Promise<void> {
    const { folder } = this.#options
    for (const copy of await this.#copies()) {
      if (!isKept(copy)) await rm(dirname(dirname(copy)), { recursive: true, force: true })
    }
    for (const name of await readdir(folder).catch(() => [])) {
      if (!name.endsWith('.json')) continue
      const note = noteSchema.safeParse(await readJson(join(folder, name)))
      if (!note.success || !(await isThere(this.#path(note.data), note.data.bytes))) await rm(join(folder, name))
    }
  }

  /** Absolute paths of all copies, `<content>/<host>/<file>` below the folder. */
  async #copies(): Promise<readonly string[]> {
    const { folder } = this.#options
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
    return entries
      .filter((entry) => entry.isFile() && dirname(dirname(entry.parentPath)) === folder)
      .map((entry) => join(entry.parentPath, entry.name))
  }

  /** Puts what was fetched in its place, unless the same is there. */
  async #take(link: string, part: string, fetched: Extract<Fetched, { kind: 'saved' }>): Promise<string> {
    const { bytes, sha256, headers } = fetched
    const content = createHash('sha256').update(`${link}\n${sha256}`).digest('hex').slice(0, 16)
    // The host's folder gives {folder} in names of outputs a meaning.
    const folders = `${content}/${nameOfHost(link)}`
    const file = `${folders}/${nameOfLink(link, headers['content-type'] ?? null)}`
    const note: Note = {
      link,
      file,
      bytes,
      sha256,
      etag: headers.etag ?? null,
      lastModified: headers['last-modified'] ?? null,
    }
    const path = this.#path(note)
    if (await isThere(path, bytes)) {
      await unlink(part)
    } else {
      await mkdir(dirname(path), { recursive: true })
      await rename(part, path)
    }
    await replaceFile(this.#noteFile(link), JSON.stringify(note))
    return path
  }

  /** The note of a copy that is there, whole. */
  async #kept(link: string): Promise<Note | null> {
    const note = await this.#note(link)
    return note && (await isThere(this.#path(note), note.bytes)) ? note : null
  }

  async #note(link: string): Promise<Note | null> {
    try {
      const note = noteSchema.safeParse(JSON.parse(await readFile(this.#noteFile(link), 'utf8')))
      return note.success && note.data.link === link ? note.data : null
    } catch {
      // None, or one that cannot be read: the link is fetched anew.
      return null
    }
  }

  #noteFile(link: string): string {
    return join(this.#options.folder, `${nameOf(link)}.json`)
  }

  #path({ file }: Note): string {
    return join(this.#options.folder, ...file.split('/'))
  }

  /** Makes the folder, and removes, once, what an earlier process left unfinished. */
  async #makeReady(): Promise<void> {
    const { folder } = this.#options
    try {
      await mkdir(folder, { recursive: true })
      this.#cleaned ??= removeUnfinished(folder)
      await this.#cleaned
    } catch (error) {
      const message = `Links cannot be fetched: their folder ${folder} cannot be written to.`
      throw new AppError('state-unwritable', message, { cause: error })
    }
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return null
  }
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0
}

async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (name.endsWith(unfinished)) await rm(join(folder, name))
}

function nameOf(link: string): string {
  return createHash('sha256').update(link).digest('hex').slice(0, 24)
}

function nameOfHost(link: string): string {
  return new URL(link).hostname.replaceAll(/[^\w.-]/g, '_')
}

/** What asks a server to answer only when the file is another by now. */
function validators({ etag, lastModified }: Note): Readonly<Record<string, string>> {
  return { ...(etag !== null && { 'if-none-match': etag }), ...(lastModified && { 'if-modified-since': lastModified }) }
}

async function isThere(path: string, bytes: number): Promise<boolean> {
  try {
    return (await stat(path)).size === bytes
  } catch {
    return false
  }
}
