import type { Metadata } from 'sharp'
import type { PhotoFormat } from '../../../core/photo'
import { withFileBytes } from '../file-bytes'
import { openTiffLike, readRawDirectory } from '../raw/directory'
import { unprefixed } from './exif'
import { childTags, listDirectory, openBlock, pointerAt } from './ifd'
import { namespaces } from './xmp-document'
import { propertyTexts } from './xmp-text'

/** EXIF's times, best first: when it was taken (DateTimeOriginal), when it became a file (DateTimeDigitized). */
const timeTags: readonly number[] = [0x9003, 0x9004]

/** XMP's, best first. */
const properties: readonly (readonly [namespace: string, property: string])[] = [
  [namespaces.exif, 'DateTimeOriginal'],
  [namespaces.xmp, 'CreateDate'],
  ['http://ns.adobe.com/photoshop/1.0/', 'DateCreated'],
]

/** `2026:03:13 18:04:09` as EXIF has it, `2026-03-13T18:04:09.5+08:00` as XMP does; a time may lack its seconds, or all. */
const written = /^(\d{4})[:-](\d{2})[:-](\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?/

/**
 * When a photo was taken, as `PhotoHeader.takenAt` has it: what its EXIF says, else its XMP. Null: neither says anything
 * that is a date.
 * @param path is looked into for TIFF only, whose EXIF is directories of the file itself
 */
export async function takenAtOf(
  path: string,
  format: PhotoFormat,
  { exif, xmp }: Pick<Metadata, 'exif' | 'xmp'>,
): Promise<string | null> {
  const told = format === 'tiff' ? await timesOfTiff(path) : exif ? timesOfExif(exif) : []
  return firstTime(told) ?? (xmp ? takenAtOfPacket(xmp.toString('utf8')) : null)
}

/** The same by an XMP packet alone. */
export function takenAtOfPacket(packet: string): string | null {
  return firstTime(properties.flatMap(([namespace, property]) => propertyTexts(packet, namespace, property)))
}

/** The first of some texts that is a real date, by the camera's clock: what follows the seconds is left out. */
export function firstTime(texts: readonly string[]): string | null {
  for (const text of texts) {
    const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00'] = written.exec(text) ?? []
    const time = `${year}-${month}-${day}T${hour}:${minute}:${second}`
    if (year !== '0000' && isRealTime(time)) return time
  }
  return null
}

/** The 30th of February becomes another day by being read, 25 o'clock nothing at all. */
function isRealTime(time: string): boolean {
  const read = new Date(`${time}Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(time)
}

function timesOfExif(exif: Buffer): readonly string[] {
  const block = openBlock(unprefixed(exif))
  const pointer = block && listDirectory(block, block.first)?.places.find(({ tag }) => tag === childTags.exif)
  const camera = block && pointer ? listDirectory(block, pointerAt(block, pointer)) : null
  if (!block || !camera) return []
  return timeTags.flatMap((tag) => {
    const place = camera.places.find((found) => found.tag === tag)
    return place ? [block.bytes.toString('latin1', place.valueAt, place.valueAt + place.valueBytes)] : []
  })
}

function timesOfTiff(path: string): Promise<readonly string[]> {
  return withFileBytes(path, (file) => {
    const tiff = openTiffLike(file)
    const [pointer = 0] = (tiff && readRawDirectory(tiff, tiff.first)?.numbers(childTags.exif)) ?? []
    const camera = tiff && pointer > 0 ? readRawDirectory(tiff, pointer) : null
    return timeTags.flatMap((tag) => camera?.entry(tag)?.value.toString('latin1') ?? [])
  })
}
