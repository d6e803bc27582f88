import type { Size } from '../../../core/geometry/types'
import {
  type Block,
  childTags,
  type Directory,
  type Listing,
  listDirectory,
  numberAt,
  openBlock,
  type Place,
  pointerAt,
  readDirectory,
  writeBlock,
  writeNumber,
} from './ifd'
import { percentOfRating } from './stars'

const tags = {
  imageWidth: 0x0100,
  imageLength: 0x0101,
  orientation: 0x0112,
  pixelXDimension: 0xa002,
  pixelYDimension: 0xa003,
  relatedImageWidth: 0x1001,
  relatedImageHeight: 0x1002,
  rating: 0x4746,
  ratingPercent: 0x4749,
} as const
const types = { short: 3, long: 4 } as const

/** What each tag takes in a directory. */
const entryBytes = 12

/** What stands before an EXIF block in JPEG, and by habit elsewhere. */
export const exifPrefix = Buffer.from('Exif\0\0', 'latin1')

/** Tags of a TIFF's first directory that describe the picture rather than how its samples are stored. */
const describing: ReadonlySet<number> = new Set([
  0x010d, // DocumentName
  0x010e, // ImageDescription
  0x010f, // Make
  0x0110, // Model
  0x011a, // XResolution
  0x011b, // YResolution
  0x0128, // ResolutionUnit
  0x0131, // Software
  0x0132, // DateTime
  0x013b, // Artist
  0x013c, // HostComputer
  0x4746, // Rating
  0x4749, // RatingPercent
  0x8298, // Copyright
  0x9c9b, // XPTitle
  0x9c9c, // XPComment
  0x9c9d, // XPAuthor
  0x9c9e, // XPKeywords
  0x9c9f, // XPSubject
])

/** Whether a TIFF tag describes the picture. */
export function describesPicture(tag: number): boolean {
  return describing.has(tag)
}

/** What an output's EXIF is to say. */
export interface ExifFacts {
  /** The output's size, px. */
  readonly size: Size
  /** Whether the place where the photo was taken is left out. Makers' notes, which nobody can read, stay. */
  readonly stripGps: boolean
}

/**
 * A photo's EXIF block for its output: orientation 1, the new size, and without the embedded preview, which shows the
 * photo as it was. All else stays byte for byte where it was, so that makers' notes, which hold offsets, stay whole.
 * @returns null when the block is broken.
 */
export function renewExif(exif: Buffer, { size, stripGps }: ExifFacts): Buffer | null {
  const block = openBlock(Buffer.from(unprefixed(exif)))
  const first = block && listDirectory(block, block.first)
  if (!block || !first) return null
  for (const { places } of [first, ...listingsBelow(block, first)]) {
    setNumber(block, places, tags.orientation, 1)
    setNumber(block, places, tags.imageWidth, size.width)
    setNumber(block, places, tags.imageLength, size.height)
    setNumber(block, places, tags.pixelXDimension, size.width)
    setNumber(block, places, tags.pixelYDimension, size.height)
    setNumber(block, places, tags.relatedImageWidth, size.width)
    setNumber(block, places, tags.relatedImageHeight, size.height)
  }
  // The second directory is the preview's: unlinked, nothing finds it any more.
  writeNumber(block, first.nextAt, 4, 0)
  if (stripGps) removeGps(block, first)
  return block.bytes
}

/** Unlinks the directory of the place, and blanks it with all that it points to. */
function removeGps(block: Block, first: Listing): void {
  const { bytes } = block
  const place = first.places.find(({ tag }) => tag === childTags.gps)
  if (!place) return
  const gps = listDirectory(block, pointerAt(block, place))
  for (const { valueAt, valueBytes, at } of gps?.places ?? []) {
    bytes.fill(0, valueAt, valueAt + valueBytes)
    bytes.fill(0, at, at + entryBytes)
  }
  // What comes behind the entry moves up.
  const end = first.nextAt + 4
  bytes.copyWithin(place.at, place.at + entryBytes, end)
  bytes.fill(0, end - entryBytes, end)
  writeNumber(block, block.first, 2, (first.nextAt - block.first - 2) / entryBytes - 1)
}

/** The directories below a directory; real ones nest twice. */
function listingsBelow(block: Block, { places }: Listing, depth = 0): Listing[] {
  if (depth === 3) return []
  return places.filter(isPointer).flatMap((place) => {
    const child = listDirectory(block, pointerAt(block, place))
    return child ? [child, ...listingsBelow(block, child, depth + 1)] : []
  })
}

function isPointer({ tag }: Place): boolean {
  return Object.values<number>(childTags).includes(tag)
}

/** Sets a whole number where it is; one that two bytes cannot hold makes a short a long. */
function setNumber(block: Block, places: readonly Place[], tag: number, value: number): void {
  for (const place of places) {
    if (place.tag !== tag || place.count !== 1 || (place.type !== types.short && place.type !== types.long)) continue
    const long = place.type === types.long || value > 0xffff
    writeNumber(block, place.at + 2, 2, long ? types.long : types.short)
    writeNumber(block, place.valueAt, 4, 0)
    writeNumber(block, place.valueAt, long ? 4 : 2, value)
  }
}

/** The stars that an EXIF block tells, 0..5; null: none. */
export function ratingOfExif(exif: Buffer): number | null {
  const block = openBlock(unprefixed(exif))
  const place = block && listDirectory(block, block.first)?.places.find(({ tag }) => tag === tags.rating)
  const stars = block && place ? numberAt(block, place) : null
  return stars !== null && stars <= 5 ? stars : null
}

/** Changes the stars of an EXIF block, or a TIFF's first directory, where they are given. It knows no rejects. */
export function rateExif(exif: Buffer, rating: number): void {
  const block = openBlock(unprefixed(exif))
  const places = (block && listDirectory(block, block.first)?.places) ?? []
  if (!block) return
  const stars = Math.max(0, rating)
  setNumber(block, places, tags.rating, stars)
  setNumber(block, places, tags.ratingPercent, percentOfRating(stars))
}

/** An EXIF block as a block of directories. */
export function unprefixed(exif: Buffer): Buffer {
  return exif.subarray(0, exifPrefix.length).equals(exifPrefix) ? exif.subarray(exifPrefix.length) : exif
}

/** The EXIF of a TIFF file as a block; null when it has none to speak of. */
export function exifOfTiff(file: Buffer): Buffer | null {
  const block = openBlock(file)
  const directory = block && readDirectory(block, block.first)
  if (!directory) return null
  const kept: Directory = {
    entries: directory.entries.filter(({ tag }) => describesPicture(tag)),
    children: directory.children,
  }
  return kept.entries.length + kept.children.size > 0 ? writeBlock(kept) : null
}
