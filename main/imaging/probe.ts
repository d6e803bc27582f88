import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { AppError, toErrorInfo } from '../../core/errors'
import type { ProbeResult } from '../../core/photo'
import { photoError } from '../shared/fs-errors'
import { headerOf } from './header'
import { labelOfPacket, ratingOf } from './metadata/rating'
import { takenAtOf } from './metadata/taken'
import { emptyFile, unreadable } from './photo-errors'
import { openPhotoFile } from './photo-file'

/** Opens one file's header; never rejects. */
export async function probeFile(path: string): Promise<ProbeResult> {
  try {
    const { size, mtimeMs, ino } = await statFile(path)
    const photo = await openPhotoFile(path, path, 'head')
    const rating = await ratingOf(path, photo.format, photo.metadata)
    const takenAt = await takenAtOf(path, photo.format, photo.metadata)
    const { xmp } = photo.metadata
    const label = xmp && labelOfPacket(xmp.toString('utf8'))
    const header = { ...headerOf(photo, path), rating, takenAt, ...(label !== undefined && { label }) }
    return { kind: 'photo', path, header, stamp: { bytes: size, modifiedMs: mtimeMs }, inode: String(ino) }
  } catch (error) {
    return { kind: 'unreadable', path, error: toErrorInfo(await unreadable(path, error)) }
  }
}

/**
 * Size (bytes) and time of a photo's file. Pipes, sockets and devices are refused before they are opened: that would
 * wait for ever.
 * @throws {AppError} `file-missing`, `file-unreadable`, `file-empty`, `not-an-image`
 */
export async function statFile(path: string): Promise<Stats> {
  const found = await stat(path).catch((error: unknown) => {
    throw photoError(error, path)
  })
  if (!found.isFile()) throw new AppError('not-an-image', `${path} is named like a photo, but it is not a file.`)
  if (found.size === 0) throw emptyFile(path)
  return found
}
