import { toErrorInfo } from '../../core/errors'
import type { ProbeResult } from '../../core/photo'
import { headerOf } from './header'
import { labelOfPacket, ratingOf } from './metadata/rating'
import { takenAtOf } from './metadata/taken'
import { unreadable } from './photo-errors'
import { openPhotoFile } from './photo-file'
import { statFile } from './stat-file'

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
