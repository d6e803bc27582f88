import type { Size } from '../../../core/geometry/types'
import type { FileBytes } from '../file-bytes'
import { describesPicture } from '../metadata/exif'
import { childTags, type Directory, type Entry } from '../metadata/ifd'
import { photoshopResources } from '../metadata/photoshop'
import { openTiffLike, type Place, type RawDirectory, readRawDirectory, type TiffLike } from './directory'
import { findJpegs, jpegAt, largest } from './embedded-jpeg'
import type { RawPhoto } from './raw-photo'

const tags = {
  width: 0x0100,
  height: 0x0101,
  compression: 0x0103,
  photometric: 0x0106,
  stripOffsets: 0x0111,
  orientation: 0x0112,
  stripByteCounts: 0x0117,
  subDirectories: 0x014a,
  jpegStart: 0x0201,
  jpegBytes: 0x0202,
  xmp: 700,
  iptc: 33723,
  photoshop: 34377,
  makerNote: 0x927c,
  pixelXDimension: 0xa002,
  pixelYDimension: 0xa003,
  dngVersion: 0xc612,
  defaultCropSize: 0xc620,
} as const

/** Panasonic's and Leica's own tags in the first directory: a whole JPEG, and the borders of what is shown. */
const panasonic = { jpeg: 0x002e, top: 0x0004, left: 0x0005, bottom: 0x0006, right: 0x0007 } as const

/** What stands for TIFF's 42 in Olympus' (`RO`, `RS`) and in Panasonic's and Leica's files. */
const marks = { tiff: 42, olympus: [0x4f52, 0x5352], panasonic: 0x55 } as const

/** Samples behind a colour filter, and those before white balance: what a sensor saw. */
const sensorPhotometrics: readonly number[] = [32803, 34892]

/** Makers' own ways to pack a sensor's data (Sony, Samsung, Nikon, Kodak, Pentax), and DNG's lossy one. */
const sensorCompressions: readonly number[] = [32767, 32769, 32770, 32772, 34713, 34892, 65000, 65535]

/** JPEG as TIFF counts it, old and new. */
const jpegCompressions: readonly number[] = [6, 7]

/** More directories than any real file has. */
const maxDirectories = 64

/** Reads a camera's file that is built like a TIFF; null when it is none, or a plain TIFF. */
export function readTiffRaw(file: FileBytes): RawPhoto | null {
  const tiff = openTiffLike(file)
  const directories = tiff ? allDirectories(tiff) : []
  const [first] = directories
  if (!tiff || !first || !isRaw(tiff, first, directories)) return null
  const exif = keptDirectory(tiff, first)
  const places = directories.flatMap(previewPlaces)
  const listed = largest(places.map(({ start, bytes }) => jpegAt(file, start, Math.min(bytes, file.length - start))))
  return {
    preview: listed ?? largest(findJpegs(file)),
    isCutOff: places.some(({ start }) => start >= file.length),
    exif,
    xmp: first.entry(tags.xmp)?.value ?? null,
    resources: photoshopResources(first.entry(tags.iptc)?.value, first.entry(tags.photoshop)?.value),
    sensor: sensorOf(tiff, directories, exif),
  }
}

/** The directories of the chain with those below them, from the first. */
function allDirectories(tiff: TiffLike): RawDirectory[] {
  const seen = new Set<number>()
  const found: RawDirectory[] = []
  const visit = (offset: number, depth: number) => {
    for (let at = offset; at !== 0 && !seen.has(at) && found.length < maxDirectories; ) {
      seen.add(at)
      const directory = readRawDirectory(tiff, at)
      if (!directory) return
      found.push(directory)
      for (const below of depth < 3 ? directory.numbers(tags.subDirectories) : []) visit(below, depth + 1)
      at = directory.next
    }
  }
  visit(tiff.first, 0)
  return found
}

function isRaw({ file, mark }: TiffLike, first: RawDirectory, directories: readonly RawDirectory[]): boolean {
  if (mark === marks.panasonic || (marks.olympus as readonly number[]).includes(mark)) return true
  if (mark !== marks.tiff) return false
  const isCanon = file.read(8, 2).toString('latin1') === 'CR'
  return isCanon || first.tags.includes(tags.dngVersion) || directories.some(holdsSensorData)
}

function holdsSensorData(directory: RawDirectory): boolean {
  const [photometric = 0] = directory.numbers(tags.photometric)
  const [compression = 0] = directory.numbers(tags.compression)
  return sensorPhotometrics.includes(photometric) || sensorCompressions.includes(compression)
}

/** Where a directory says that JPEGs are. */
function previewPlaces(directory: RawDirectory): Place[] {
  const one = (tag: number) => {
    const [value = 0, ...more] = directory.numbers(tag)
    return more.length === 0 ? value : 0
  }
  const isStrip = jpegCompressions.includes(one(tags.compression)) && !holdsSensorData(directory)
  const places = [
    { start: one(tags.jpegStart), bytes: one(tags.jpegBytes) },
    isStrip ? { start: one(tags.stripOffsets), bytes: one(tags.stripByteCounts) } : null,
    directory.place(panasonic.jpeg),
  ]
  return places.filter((place): place is Place => place !== null && place.start > 0 && place.bytes > 0)
}

function sensorOf(tiff: TiffLike, directories: readonly RawDirectory[], exif: Directory): Size | null {
  const [first] = directories
  const one = (directory: RawDirectory | undefined, tag: number) => directory?.numbers(tag)[0] ?? 0
  if (tiff.mark === marks.panasonic) {
    const { top, left, bottom, right } = panasonic
    return sizeOf(one(first, right) - one(first, left), one(first, bottom) - one(first, top))
  }
  const sizes = (tiff.mark === marks.tiff ? directories.filter(holdsSensorData) : directories.slice(0, 1)).map(
    (directory) => {
      const [width = one(directory, tags.width), height = one(directory, tags.height)] = directory.numbers(
        tags.defaultCropSize,
      )
      return sizeOf(width, height)
    },
  )
  const best = sizes.reduce((most, size) => (size && (!most || size.width > most.width) ? size : most), null)
  if (best) return best
  const camera = exif.children.get(childTags.exif)
  return sizeOf(numberIn(camera, tags.pixelXDimension), numberIn(camera, tags.pixelYDimension))
}

function sizeOf(width: number, height: number): Size | null {
  return width >= 1 && height >= 1 ? { width: Math.round(width), height: Math.round(height) } : null
}

function numberIn(directory: Directory | undefined, tag: number): number {
  const value = directory?.entries.find((entry) => entry.tag === tag)?.value
  return value && value.length >= 2 ? value.readUIntLE(0, value.length >= 4 ? 4 : 2) : 0
}

/**
 * What of a first directory describes the picture, with the directories below it. Makers' notes are left out: they hold
 * offsets into the camera's own file, and would be broken in any other.
 */
export function keptDirectory(tiff: TiffLike, first: RawDirectory): Directory {
  const kept = first.tags.filter((tag) => describesPicture(tag) || tag === tags.orientation)
  return { entries: entriesOf(first, kept), children: childrenOf(tiff, first, 0) }
}

function childrenOf(tiff: TiffLike, directory: RawDirectory, depth: number): Map<number, Directory> {
  const children = new Map<number, Directory>()
  for (const tag of Object.values(childTags)) {
    const [offset = 0] = directory.numbers(tag)
    // Real ones nest twice; a directory that points to itself must not be followed for ever.
    const child = offset > 0 && depth < 3 ? readRawDirectory(tiff, offset) : null
    if (child) children.set(tag, wholeDirectory(tiff, child, depth + 1))
  }
  return children
}

/** A directory without makers' notes, with those below it. */
export function wholeDirectory(tiff: TiffLike, directory: RawDirectory, depth = 1): Directory {
  const pointers: readonly number[] = [...Object.values(childTags), tags.makerNote]
  const own = directory.tags.filter((tag) => !pointers.includes(tag))
  return { entries: entriesOf(directory, own), children: childrenOf(tiff, directory, depth) }
}

function entriesOf(directory: RawDirectory, own: readonly number[]): Entry[] {
  return own.flatMap((tag) => directory.entry(tag) ?? [])
}
