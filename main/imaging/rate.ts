import { randomUUID } from 'node:crypto'
import { chmod, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Metadata } from 'sharp'
import { AppError } from '../../core/errors'
import type { FileMark, RateRequest } from '../../core/imaging'
import { cancelled } from '../shared/cancel'
import { syncFolder } from '../shared/durable'
import { outputError } from '../shared/fs-errors'
import { formatOf } from './header'
import { exifInAvif, replaceAvifXmp } from './metadata/avif'
import { rateExif } from './metadata/exif'
import { exifInJpeg, extendedXmpOf, replaceJpegXmp } from './metadata/jpeg'
import type { FileParts } from './metadata/picture-metadata'
import { replacePngXmp } from './metadata/png'
import { replaceTiffXmp } from './metadata/tiff-xmp'
import { replaceWebpXmp } from './metadata/webp'
import { markedPacket, markedPackets } from './metadata/xmp-rating'
import { unreadable, unsupported } from './photo-errors'
import { openPicture } from './sharp'
import { readWhole } from './source'
import { statFile } from './stat-file'
import { writeParts } from './write'

/** How the names of temporary files begin. */
const prefix = '.outframe-rating-'

/** After so long nobody writes to a temporary file any more, ms. */
const leftoverMs = 600_000

/**
 * Writes a mark into an output: its metadata changes, its picture's data stays as it is. The new file is written beside it
 * and takes its place at once, so that whatever happens the old or the new one is there, whole. A TIFF or AVIF whose old
 * packet has no room for the new one keeps the old one's bytes, to which nothing points any more.
 * @throws {AppError} `image-unsupported` when the file has no room for it; the photo's and the output's codes; `cancelled`
 */
export async function rate({ path, mark }: RateRequest, { signal }: { readonly signal: AbortSignal }): Promise<void> {
  const { size, mode } = await statFile(path)
  const file = await readWhole(path, size, signal)
  const parts = await marked(file, path, mark).catch(async (error: unknown) => {
    throw await unreadable(path, error)
  })
  const folder = dirname(path)
  // New each time: a worker that outlived its process may still write to the last one's.
  const temporary = join(folder, `${prefix}${randomUUID().slice(0, 8)}.part`)
  try {
    await removeLeftovers(folder)
    await writeParts(temporary, parts)
    await chmod(temporary, mode)
    if (signal.aborted) throw cancelled()
    await rename(temporary, path)
    await syncFolder(folder)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error instanceof AppError ? error : outputError(error, folder)
  }
}

/** What a killed process left behind. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix)) continue
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    if (found && Date.now() - found.mtimeMs > leftoverMs) await rm(path, { force: true })
  }
}

async function marked(file: Buffer, path: string, mark: FileMark): Promise<FileParts> {
  const metadata = await openPicture(file).metadata()
  const format = formatOf(metadata, path)
  const parts = partsOf(file, format, metadata, mark)
  if (parts) return parts
  throw unsupported(path, `its ${format} file is built in a way that has no room for marks`)
}

/** The file in pieces; its EXIF is changed where it is. */
function partsOf(file: Buffer, format: string, { xmp, width, height }: Metadata, mark: FileMark): FileParts | null {
  const old = xmp ? xmp.toString('utf8') : null
  const packet = markedPacket(old, mark)
  const change = (exif: Buffer | null) => exif && mark.rating !== undefined && rateExif(exif, mark.rating)
  switch (format) {
    case 'jpeg':
      change(exifInJpeg(file))
      return replaceJpegXmp(file, (guidOf) =>
        markedPackets({ packet: old, extended: extendedXmpOf(file) }, mark, guidOf),
      )
    case 'png':
      return replacePngXmp(file, packet, change)
    case 'webp':
      return replaceWebpXmp(file, { width, height }, packet, change)
    case 'tiff':
      change(file)
      return replaceTiffXmp(file, packet)
    case 'avif':
      change(exifInAvif(file))
      return replaceAvifXmp(file, packet)
    default:
      return null
  }
}
