import { createHash } from 'node:crypto'
import type { ErrorInfo } from '../../core/errors'
import type { Imaging } from '../../core/imaging'
import type { ImportProgress } from '../../core/library'
import type { ProbeResult } from '../../core/photo'
import { importPhotos } from '../library/importer'

/** A photo that was found and could be opened. */
export type OpenedPhoto = Extract<ProbeResult, { kind: 'photo' }> & { readonly root: string }

/** One that was found and could not. */
export interface UnreadablePhoto {
  /** The same for the same path whenever it is met. */
  readonly id: string
  readonly path: string
  readonly error: ErrorInfo
}

export interface FoundPhotos {
  /** Both kinds, in the order of the walk. */
  readonly all: readonly (OpenedPhoto | UnreadablePhoto)[]
  readonly opened: readonly OpenedPhoto[]
  readonly unreadable: readonly UnreadablePhoto[]
  /** How many files, found in folders, are no photos by their name. */
  readonly ignored: number
}

export interface FindOptions {
  readonly recursive: boolean
  readonly signal: AbortSignal
  readonly onProgress: (progress: ImportProgress) => void
}

/**
 * Walks what was given and opens every header.
 * @throws {AppError} `cancelled` once the signal is aborted.
 */
export async function findPhotos(
  paths: readonly string[],
  imaging: Pick<Imaging, 'probe'>,
  options: FindOptions,
): Promise<FoundPhotos> {
  const all: (OpenedPhoto | UnreadablePhoto)[] = []
  const { ignored } = await importPhotos(paths, {
    imaging,
    ...options,
    onPhotos: (photos) => {
      for (const { path, root, result } of photos) {
        all.push(result.kind === 'photo' ? { ...result, root } : { id: idOf(path), path, error: result.error })
      }
    },
  })
  const opened = all.filter((photo) => 'header' in photo)
  const unreadable = all.filter((photo) => 'error' in photo)
  return { all, opened, unreadable, ignored }
}

function idOf(path: string): string {
  return `unreadable-${createHash('sha256').update(path).digest('hex').slice(0, 24)}`
}
