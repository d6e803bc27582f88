import { AppError } from '../../../core/errors'
import type { Size } from '../../../core/geometry/types'
import type { FileBytes } from '../file-bytes'
import { orientationOf } from '../header'
import { type Directory, numbersEntry, writeBlock } from '../metadata/ifd'
import { embedInJpeg } from '../metadata/jpeg'
import { damaged } from '../photo-errors'
import { openPicture } from '../sharp'
import { readCr3 } from './canon-cr3'
import type { EmbeddedJpeg } from './embedded-jpeg'
import { readRaf } from './fuji-raf'
import type { RawPhoto } from './raw-photo'
import { readTiffRaw } from './tiff-raw'

const orientationTag = 0x0112

/** All that stands before a JPEG's data in any real file, bytes. */
const headBytes = 1024 * 1024

/** A RAW file's embedded picture as a photo of its own. */
export interface RawAsJpeg {
  /** A JPEG file with the RAW file's EXIF, its orientation among it. */
  readonly jpeg: Buffer
  /** Upright, px; null when the file does not say. */
  readonly sensor: Size | null
}

/** Reads a RAW file of any maker by its content; null when it is none. */
export function readRaw(file: FileBytes): RawPhoto | null {
  return readCr3(file) ?? readRaf(file) ?? readTiffRaw(file)
}

/**
 * The largest picture that the camera embedded, with the RAW file's own metadata.
 * @param part `head`: only as much of it as its header needs.
 * @throws {AppError} `image-unsupported` when there is none that can be used, `image-damaged`
 */
export async function rawAsJpeg(
  raw: RawPhoto,
  { file, path, part }: { readonly file: FileBytes; readonly path: string; readonly part: 'whole' | 'head' },
): Promise<RawAsJpeg> {
  const { preview, exif } = raw
  if (raw.isCutOff) throw damaged(path)
  if (!preview) throw withoutPreview(path)
  const bytes = part === 'whole' ? preview.bytes : Math.min(preview.bytes, headBytes)
  const picture = Buffer.from(file.read(preview.start, bytes)) // a copy
  const own = await openPicture(picture).metadata()
  const turn = exif ? turnOf(exif, preview, raw.sensor) : orientationOf(own)
  const jpeg = exif
    ? withMetadata(picture, { ...exif, entries: turned(exif, turn) }, raw.resources, own.icc ?? null)
    : picture
  const upright = (size: Size) => (turn >= 5 ? { width: size.height, height: size.width } : size)
  const sensor = raw.sensor && upright(raw.sensor)
  return { jpeg, sensor }
}

/**
 * The orientation in which the preview is to be seen. A file that turned it already, while its sensor's data lies, has an
 * orientation that holds for the sensor's data only.
 */
function turnOf(exif: Directory, { size }: EmbeddedJpeg, sensor: Size | null): number {
  const value = exif.entries.find(({ tag }) => tag === orientationTag)?.value
  const turn = value && value.length >= 2 ? value.readUInt16LE(0) : 1
  if (turn < 1 || turn > 8) return 1
  const stands = size.height > size.width
  const isTurnedAlready = sensor !== null && turn >= 5 && stands && sensor.width > sensor.height
  return isTurnedAlready ? 1 : turn
}

function turned(exif: Directory, turn: number): Directory['entries'] {
  return [
    ...exif.entries.filter(({ tag }) => tag !== orientationTag),
    numbersEntry(orientationTag, 'short', [turn]),
  ].sort((a, b) => a.tag - b.tag)
}

/** XMP stays apart: JPEG would have to cut long packets up. */
function withMetadata(picture: Buffer, exif: Directory, resources: Buffer | null, profile: Buffer | null): Buffer {
  const metadata = { exif: writeBlock(exif), xmp: null, shortXmp: () => '', density: null, pngChunks: [] }
  return Buffer.concat(embedInJpeg(picture, { ...metadata, profile, photoshop: resources }))
}

function withoutPreview(path: string): AppError {
  const message = `The photo ${path} cannot be used: it is a RAW file without an embedded preview that could be read, and raw data is not developed here. Export it as TIFF or JPEG from your RAW converter first.`
  return new AppError('image-unsupported', message)
}
