import { stat } from 'node:fs/promises'
import { AppError } from '../../core/errors'
import type { Imaging } from '../../core/imaging'
import type { LibraryPhoto } from '../../core/library'
import { forEachOf } from '../shared/pool'
import { isMissing } from '../shared/system-code'
import type { ImportedPhoto } from './importer'
import type { StoredPhoto } from './library-store'
import { type LinkSource, openLink } from './open-link'
import type { PhotoList, PhotoSelection } from './photo-list'

/** Files that are looked at in one go. */
const atOnce = 64
/** Links that are fetched in one go. */
const linksAtOnce = 4

export interface RecheckOptions {
  readonly imaging: Pick<Imaging, 'probe'>
  /** `undefined`: links are not fetched. */
  readonly source: LinkSource | undefined
  readonly signal: AbortSignal
}

/** Whether a photo that could be read is, by size and time, still the file that was read. */
export async function isAsOnDisk(photo: LibraryPhoto): Promise<boolean> {
  return photo.header !== null && (await lookAgain(photo)) === 'same'
}

/**
 * Opens those photos again whose files are not as they were, or could not be read, and fetches the links whose copies
 * are gone. A link that could not be fetched is left until it is added again: its server may take its time. Ends early,
 * without an error, when the signal is aborted.
 * @throws {AppError} when the library cannot be stored.
 */
export async function recheck(list: PhotoList, selection: PhotoSelection, options: RecheckOptions): Promise<void> {
  const photos = list.select(selection)
  for (let at = 0; at < photos.length && !options.signal.aborted; at += atOnce) {
    const { files, links } = await whatChanged(photos.slice(at, at + atOnce))
    try {
      list.refresh(await open(files, options))
      await forEachOf(links, linksAtOnce, async (link) => list.refresh(await fetchAgain(link, options)))
    } catch (error) {
      if (!isCancelled(error)) throw error
    }
  }
}

/** Whether an error is one that an aborted signal caused. */
export function isCancelled(error: unknown): boolean {
  return error instanceof AppError && error.code === 'cancelled'
}

interface Changed {
  readonly files: readonly StoredPhoto[]
  /** Those that have to be fetched. */
  readonly links: readonly string[]
}

async function whatChanged(photos: readonly StoredPhoto[]): Promise<Changed> {
  const states = await Promise.all(photos.map(({ photo }) => lookAgain(photo)))
  const isOpened = ({ photo }: StoredPhoto, index: number): boolean => {
    const state = states[index]
    if (photo.link !== null && state === 'missing') return false
    return state === 'changed' || state === 'missing' || (state === 'same' && !photo.header)
  }
  const links = photos.flatMap(({ photo: { link, header } }, index) =>
    link !== null && header && states[index] === 'missing' ? [link] : [],
  )
  return { files: photos.filter(isOpened), links }
}

async function fetchAgain(
  link: string,
  { imaging, source, signal }: RecheckOptions,
): Promise<readonly ImportedPhoto[]> {
  return source ? [await openLink(link, { source, imaging, signal })] : []
}

async function open(
  photos: readonly StoredPhoto[],
  { imaging, signal }: RecheckOptions,
): Promise<readonly ImportedPhoto[]> {
  const found: ImportedPhoto[] = []
  const byPath = new Map(photos.map((stored) => [stored.photo.path, stored]))
  await imaging.probe([...byPath.keys()], {
    signal,
    onResult: (result) => {
      const stored = byPath.get(result.path)
      if (!stored) return
      const { photo, real } = stored
      found.push({ path: result.path, root: photo.root, real, link: photo.link, result })
    },
  })
  return found
}

/** `folder`: one that is listed because it could not be read; there is nothing to open. */
async function lookAgain(photo: LibraryPhoto): Promise<'same' | 'changed' | 'missing' | 'folder'> {
  try {
    const stats = await stat(photo.path)
    if (stats.isDirectory()) return 'folder'
    return stats.size === photo.bytes && stats.mtimeMs === photo.modifiedMs ? 'same' : 'changed'
  } catch (error) {
    return isMissing(error) ? 'missing' : 'changed'
  }
}
