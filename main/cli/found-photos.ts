import { createHash } from 'node:crypto'
import type { ErrorInfo } from '../../core/errors'
import type { Imaging } from '../../core/imaging'
import type { ImportProgress } from '../../core/library'
import type { ProbeResult } from '../../core/photo'
import { type ImportedPhoto, importPhotos } from '../library/importer'
import type { LinkSource } from '../library/open-link'
import type { Given } from './given'

/** A photo that was found and could be opened. */
export type OpenedPhoto = Extract<ProbeResult, { kind: 'photo' }> & {
  readonly root: string
  /** What it was fetched from; `null`: a file. */
  readonly link: string | null
}

/** One that was found and could not. */
export interface UnreadablePhoto {
  /** The same for the same path or link whenever it is met. */
  readonly id: string
  /** Path or link. */
  readonly source: string
  readonly error: ErrorInfo
}

export interface FoundPhotos {
  /** Both kinds, in the order of the walk, then links. */
  readonly all: readonly (OpenedPhoto | UnreadablePhoto)[]
  readonly opened: readonly OpenedPhoto[]
  readonly unreadable: readonly UnreadablePhoto[]
  /** How many files, found in folders, are no photos by their name. */
  readonly ignored: number
}

export interface FindOptions {
  readonly imaging: Pick<Imaging, 'probe'>
  /** How links are fetched. */
  readonly links: LinkSource
  readonly recursive: boolean
  readonly signal: AbortSignal
  readonly onProgress: (progress: ImportProgress) => void
}

/**
 * Walks what was given, fetches links, and opens every header.
 * @throws {AppError} `cancelled` once the signal is aborted.
 */
export async function findPhotos({ paths, links }: Given, options: FindOptions): Promise<FoundPhotos> {
  const all: (OpenedPhoto | UnreadablePhoto)[] = []
  const { imaging, recursive, signal, onProgress } = options
  const { ignored } = await importPhotos(paths, {
    imaging,
    recursive,
    signal,
    onProgress,
    given: { links, source: options.links },
    onPhotos: (photos) => all.push(...photos.map(found)),
  })
  const opened = all.filter((photo) => 'header' in photo)
  const unreadable = all.filter((photo) => 'error' in photo)
  return { all, opened, unreadable, ignored }
}

function found({ path, root, link, result }: ImportedPhoto): OpenedPhoto | UnreadablePhoto {
  if (result.kind === 'photo') return { ...result, root, link }
  const source = link ?? path
  return { id: idOf(source), source, error: result.error }
}

function idOf(source: string): string {
  return `unreadable-${createHash('sha256').update(source).digest('hex').slice(0, 24)}`
}
