import { stat } from 'node:fs/promises'
import { AppError } from '../../core/errors'
import type { Imaging } from '../../core/imaging'
import type { LibraryPhoto } from '../../core/library'
import type { ImportedPhoto } from './importer'
import type { StoredPhoto } from './library-store'
import type { PhotoList, PhotoSelection } from './photo-list'

/** Files that are looked at in one go. */
const atOnce = 64

/** Whether a photo that could be read is, by size and time, still the file that was read. */
export async function isAsOnDisk(photo: LibraryPhoto): Promise<boolean> {
  return photo.header !== null && (await lookAgain(photo)) === 'same'
}

/**
 * Opens those photos again whose files are not as they were, or could not be read. Ends early, without an error, when
 * the signal is aborted.
 * @throws {AppError} when the library cannot be stored.
 */
export async function recheck(
  list: PhotoList,
  selection: PhotoSelection,
  imaging: Pick<Imaging, 'probe'>,
  signal: AbortSignal,
): Promise<void> {
  const photos = list.select(selection)
  for (let at = 0; at < photos.length && !signal.aborted; at += atOnce) {
    const changed = await whatChanged(photos.slice(at, at + atOnce))
    try {
      list.refresh(await open(changed, imaging, signal))
    } catch (error) {
      if (!isCancelled(error)) throw error
    }
  }
}

/** Whether an error is one that an aborted signal caused. */
export function isCancelled(error: unknown): boolean {
  return error instanceof AppError && error.code === 'cancelled'
}

async function whatChanged(photos: readonly StoredPhoto[]): Promise<readonly StoredPhoto[]> {
  const states = await Promise.all(photos.map(({ photo }) => lookAgain(photo)))
  return photos.filter(({ photo }, index) => states[index] === 'changed' || (states[index] === 'same' && !photo.header))
}

async function open(
  photos: readonly StoredPhoto[],
  imaging: Pick<Imaging, 'probe'>,
  signal: AbortSignal,
): Promise<readonly ImportedPhoto[]> {
  const found: ImportedPhoto[] = []
  const byPath = new Map(photos.map((stored) => [stored.photo.path, stored]))
  await imaging.probe([...byPath.keys()], {
    signal,
    onResult: (result) => {
      const stored = byPath.get(result.path)
      if (stored) found.push({ path: result.path, root: stored.photo.root, real: stored.real, result })
    },
  })
  return found
}

/** `folder`: one that is listed because it could not be read; there is nothing to open. */
async function lookAgain(photo: LibraryPhoto): Promise<'same' | 'changed' | 'folder'> {
  try {
    const stats = await stat(photo.path)
    if (stats.isDirectory()) return 'folder'
    return stats.size === photo.bytes && stats.mtimeMs === photo.modifiedMs ? 'same' : 'changed'
  } catch {
    return 'changed'
  }
}
