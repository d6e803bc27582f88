import { stat } from 'node:fs/promises'
import { AppError } from '../../core/errors'
import type { Imaging } from '../../core/imaging'
import type { LibraryPhoto } from '../../core/library'
import { forEachOf } from '../shared/pool'
import { isMissing } from '../shared/system-code'
import type { ImportedPhoto } from './importer'
import type { StoredPhoto } from './library-store'
import { type Candidate, findMoved, type Move, matchMoved } from './moves'
import { isUnaddressable } from './names'
import { type LinkSource, openLink } from './open-link'
import type { PhotoList, PhotoSelection } from './photo-list'

/** Files that are looked at in one go. */
const atOnce = 64
/** The same where nobody waits for it: thumbnails come in between. */
const fewAtOnce = 16
/** Links that are fetched in one go. */
const linksAtOnce = 4

export interface RecheckOptions {
  readonly imaging: Pick<Imaging, 'probe'>
  /** `undefined`: links are not fetched. */
  readonly source: LinkSource | undefined
  readonly signal: AbortSignal
  /** Files that have just appeared: what is gone may be there now, and need not be looked for. */
  readonly appeared?: readonly Candidate[]
}

/** Whether a photo that could be read is, by size and time, still the file that was read. */
export async function isAsOnDisk(photo: LibraryPhoto): Promise<boolean> {
  return photo.header !== null && (await lookAgain(photo)) === 'same'
}

/**
 * Opens those photos again whose files are not as they were, or could not be read, and fetches the links whose copies
 * are gone. A link that could not be fetched is left until it is added again: its server may take its time. A file that
 * is gone is looked for first: moved or renamed, it is the same photo. Ends early, without an error, when the signal is
 * aborted.
 * @throws {AppError} when the library cannot be stored.
 */
export async function recheck(list: PhotoList, selection: PhotoSelection, options: RecheckOptions): Promise<void> {
  const photos = list.select(selection)
  const lost: StoredPhoto[] = []
  try {
    for (let at = 0; at < photos.length && !options.signal.aborted; at += atOnce) {
      const { files, links, gone } = await whatChanged(photos.slice(at, at + atOnce))
      lost.push(...gone)
      list.refresh(await open(files, options))
      await forEachOf(links, linksAtOnce, async (link) => list.refresh(await fetchAgain(link, options)))
    }
    if (lost.length > 0) await follow(list, lost, options)
  } catch (error) {
    if (!isCancelled(error)) throw error
  }
}

/** Opens photos of which an older version did not keep all that is kept now. Ends early when the signal is aborted. */
export async function completeHeaders(list: PhotoList, options: RecheckOptions): Promise<void> {
  const photos = list.select('all').filter(({ photo: { header } }) => header && header.takenAt === undefined)
  try {
    for (let at = 0; at < photos.length && !options.signal.aborted; at += fewAtOnce) {
      const ids = photos.slice(at, at + fewAtOnce).map(({ photo }) => photo.id)
      list.refresh(await open(list.select(ids), options))
    }
  } catch (error) {
    if (!isCancelled(error)) throw error
  }
}

/** Gives photos whose files are gone their new places, and says of the others that they are missing. */
async function follow(list: PhotoList, lost: readonly StoredPhoto[], options: RecheckOptions): Promise<void> {
  const near = options.appeared ? await matchMoved(lost, options.appeared) : []
  list.move(near)
  const still = without(lost, near)
  const far = still.length > 0 ? await findMoved(list, still, options.signal) : []
  if (options.signal.aborted) return
  list.move(far)
  const gone = without(still, far).map(({ photo }) => photo.id)
  for (let at = 0; at < gone.length && !options.signal.aborted; at += atOnce) {
    list.refresh(await open(list.select(gone.slice(at, at + atOnce)), options))
  }
}

function without(lost: readonly StoredPhoto[], moves: readonly Move[]): readonly StoredPhoto[] {
  const found = new Set(moves.map(({ id }) => id))
  return lost.filter(({ photo }) => !found.has(photo.id))
}

/** Whether an error is one that an aborted signal caused. */
export function isCancelled(error: unknown): boolean {
  return error instanceof AppError && error.code === 'cancelled'
}

interface Changed {
  /** Those that have to be opened. */
  readonly files: readonly StoredPhoto[]
  /** Those that have to be fetched. */
  readonly links: readonly string[]
  /** Those whose files are not there any more, which is news. */
  readonly gone: readonly StoredPhoto[]
}

async function whatChanged(photos: readonly StoredPhoto[]): Promise<Changed> {
  const states = await Promise.all(photos.map(({ photo }) => lookAgain(photo)))
  const isOpened = ({ photo }: StoredPhoto, index: number): boolean => {
    const state = states[index]
    return state === 'changed' || (state === 'same' && !photo.header)
  }
  const missing = photos.filter((_, index) => states[index] === 'missing')
  return {
    files: photos.filter(isOpened),
    links: missing.flatMap(({ photo: { link, header } }) => (link !== null && header ? [link] : [])),
    gone: missing.filter(({ photo }) => photo.link === null && !isKnownToBeLost(photo)),
  }
}

/** One whose name is not Unicode was never found: it is said already why. */
function isKnownToBeLost({ error, header, path }: LibraryPhoto): boolean {
  return error?.code === 'file-missing' || (header === null && isUnaddressable(path))
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

/**
 * `folder`: one that is listed because it could not be read; there is nothing to open. Where a photo was
 * before, it is missing.
 */
async function lookAgain(photo: LibraryPhoto): Promise<'same' | 'changed' | 'missing' | 'folder'> {
  try {
    const stats = await stat(photo.path)
    if (stats.isDirectory()) return photo.header ? 'missing' : 'folder'
    return stats.size === photo.bytes && stats.mtimeMs === photo.modifiedMs ? 'same' : 'changed'
  } catch (error) {
    return isMissing(error) ? 'missing' : 'changed'
  }
}
