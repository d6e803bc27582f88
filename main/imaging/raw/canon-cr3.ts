import { type Box, boxBytes, findBox, readBoxes } from '../boxes'
import { bufferBytes, type FileBytes } from '../file-bytes'
import { childTags, type Directory } from '../metadata/ifd'
import { openTiffLike, type Place, readRawDirectory } from './directory'
import { type EmbeddedJpeg, findJpegs, jpegAt, largest } from './embedded-jpeg'
import type { RawPhoto } from './raw-photo'
import { keptDirectory, wholeDirectory } from './tiff-raw'

const brand = 'ftypcrx '

/** Canon's boxes of metadata, of previews, and Adobe's of XMP. */
const uuids = {
  metadata: '85c0b687820f11e08111f4ce462b6a48',
  preview: 'eaf42b5e1c984b88b9fbb7dc406e4d16',
  xmp: 'be7acfcb97a942e89c71999491e3afac',
} as const

const uuidBytes = 16

/** ImageWidth and ImageLength: the whole picture's. */
const sizeTags = { width: 0x0100, height: 0x0101 } as const

/** How far into a preview's box its JPEG may begin, bytes. */
const previewHeadBytes = 64

/** Reads a Canon CR3; null when it is none. */
export function readCr3(file: FileBytes): RawPhoto | null {
  if (file.read(4, brand.length).toString('latin1') !== brand) return null
  const boxes = readBoxes(file)
  const moov = boxes.find(({ type }) => type === 'moov')
  const inside = moov ? readBoxes(file, moov.start, moov.end) : []
  const described = metadataOf(file, uuidBox(file, inside, uuids.metadata))
  const xmp = uuidBox(file, boxes, uuids.xmp)
  const samples = inside.flatMap((box) => (box.type === 'trak' ? (firstSample(file, box) ?? []) : []))
  const tracks = samples.map(({ start, bytes }) => jpegAt(file, start, Math.min(bytes, file.length - start)))
  const listed = largest([...tracks, previewOf(file, uuidBox(file, boxes, uuids.preview))])
  return {
    preview: listed ?? largest(findJpegs(file)),
    isCutOff: samples.some(({ start }) => start >= file.length),
    ...described,
    xmp: xmp ? Buffer.from(boxBytes(file, xmp)) : null,
    resources: null,
  }
}

/** The inside of the box of an id; null when there is none. */
function uuidBox(file: FileBytes, boxes: readonly Box[], id: string): Box | null {
  const found = boxes.find(({ type, start }) => type === 'uuid' && file.read(start, uuidBytes).toString('hex') === id)
  return found ? { ...found, start: found.start + uuidBytes } : null
}

/** CMT1 is the first directory, CMT2 EXIF, CMT4 GPS: each a small TIFF of its own. */
function metadataOf(file: FileBytes, box: Box | null): Pick<RawPhoto, 'exif' | 'sensor'> {
  const parts = box ? readBoxes(file, box.start, box.end) : []
  const open = (type: string) => {
    const part = parts.find((found) => found.type === type)
    const tiff = part ? openTiffLike(bufferBytes(Buffer.from(boxBytes(file, part)))) : null
    const directory = tiff && readRawDirectory(tiff, tiff.first)
    return directory ? { tiff, directory } : null
  }
  const first = open('CMT1')
  if (!first) return { exif: null, sensor: null }
  const children = new Map<number, Directory>()
  const camera = open('CMT2')
  const place = open('CMT4')
  if (camera) children.set(childTags.exif, wholeDirectory(camera.tiff, camera.directory))
  if (place) children.set(childTags.gps, wholeDirectory(place.tiff, place.directory))
  const [width = 0] = first.directory.numbers(sizeTags.width)
  const [height = 0] = first.directory.numbers(sizeTags.height)
  return {
    exif: { entries: keptDirectory(first.tiff, first.directory).entries, children },
    sensor: width > 0 && height > 0 ? { width, height } : null,
  }
}

/** Where the first sample of a track is: the whole picture's JPEG, a small one, or the sensor's data. */
function firstSample(file: FileBytes, track: Box): Place | null {
  const samples = findBox(file, ['mdia', 'minf', 'stbl'], readBoxes(file, track.start, track.end))
  const tables = samples ? readBoxes(file, samples.start, samples.end) : []
  const table = (type: string) => {
    const box = tables.find((found) => found.type === type)
    return box ? boxBytes(file, box) : Buffer.alloc(0)
  }
  const long = table('co64')
  const short = table('stco')
  const start = long.length >= 16 ? Number(long.readBigUInt64BE(8)) : short.length >= 12 ? short.readUInt32BE(8) : null
  const sizes = table('stsz')
  if (start === null || sizes.length < 12) return null
  const same = sizes.readUInt32BE(4)
  const bytes = same > 0 ? same : sizes.length >= 16 ? sizes.readUInt32BE(12) : 0
  return { start, bytes }
}

function previewOf(file: FileBytes, box: Box | null): EmbeddedJpeg | null {
  if (!box) return null
  const offset = file.read(box.start, previewHeadBytes).indexOf('\xff\xd8\xff', 0, 'latin1')
  return offset < 0 ? null : jpegAt(file, box.start + offset, box.end - box.start - offset)
}
