import { bufferBytes, type FileBytes } from '../file-bytes'
import { describesPicture } from './exif'
import {
  bytesEntry,
  type Directory,
  type Entry,
  headBytes,
  numbersEntry,
  openBlock,
  openLastOf,
  readDirectory,
  writeDirectory,
  writeNumber,
} from './ifd'
import { iptcOf } from './photoshop'
import { type FileParts, type Frame, framed, type PictureMetadata } from './picture-metadata'

const tags = {
  xmp: 700,
  xResolution: 282,
  yResolution: 283,
  resolutionUnit: 296,
  iptc: 33723,
  photoshop: 34377,
  profile: 34675,
} as const

/** Tags that libvips writes about its own work rather than about the picture. */
const resolution: readonly number[] = [tags.xResolution, tags.yResolution, tags.resolutionUnit]

/** EXIF's code of "per inch". */
const perInch = 2

/** An encoded TIFF without metadata, with this metadata. */
export function embedInTiff(file: Buffer, metadata: PictureMetadata): FileParts {
  return framed(file, frameOfTiff(bufferBytes(file), metadata))
}

/**
 * What gives an encoded TIFF its metadata: a new first directory is appended that takes the place of the old one. The
 * picture's data stays where it is.
 */
export function frameOfTiff(file: FileBytes, metadata: PictureMetadata): Frame {
  const block = openLastOf(file)
  const directory = block && readDirectory(block, block.first)
  if (!block || !directory) throw new TypeError('Expected sharp to write a TIFF with a directory')
  const described = exifDirectory(metadata.exif)
  const added = metadataEntries(metadata, described)
  const addedTags = new Set(added.map(({ tag }) => tag))
  const entries = [...directory.entries.filter(({ tag }) => !addedTags.has(tag)), ...added]
  const start = file.length + (file.length % 2)
  const { littleEndian, isBig } = block
  const from = isBig ? headBytes.big : headBytes.classic
  const head = Buffer.from(file.read(0, from)) // a copy
  writeNumber({ bytes: head, littleEndian }, isBig ? 8 : 4, isBig ? 8 : 4, start)
  const appended = writeDirectory({ entries, children: described?.children ?? new Map() }, start, isBig)
  return { before: [head], from, after: [Buffer.alloc(start - file.length), appended] }
}

function exifDirectory(exif: Buffer | null): Directory | null {
  const block = exif && openBlock(exif)
  return block ? readDirectory(block, block.first) : null
}

function metadataEntries(metadata: PictureMetadata, described: Directory | null): Entry[] {
  const { profile, xmp, photoshop, density } = metadata
  const entries = (described?.entries ?? []).filter(({ tag }) => describesPicture(tag))
  if (density !== null && !entries.some(({ tag }) => tag === tags.xResolution)) {
    const kept = entries.filter(({ tag }) => !resolution.includes(tag))
    entries.splice(0, entries.length, ...kept, ...resolutionEntries(density))
  }
  if (profile) entries.push(bytesEntry(tags.profile, 'undefined', profile))
  if (xmp !== null) entries.push(bytesEntry(tags.xmp, 'byte', Buffer.from(xmp)))
  if (photoshop) entries.push(bytesEntry(tags.photoshop, 'byte', photoshop))
  const iptc = photoshop && iptcOf(photoshop)
  if (iptc) entries.push(bytesEntry(tags.iptc, 'undefined', iptc))
  return entries
}

function resolutionEntries(density: number): Entry[] {
  const rational = (tag: number): Entry => {
    const { value } = numbersEntry(tag, 'long', [Math.round(density * 100), 100])
    return { tag, type: 5, count: 1, value }
  }
  return [rational(tags.xResolution), rational(tags.yResolution), numbersEntry(tags.resolutionUnit, 'short', [perInch])]
}

/** IPTC and Photoshop's resources of a TIFF file, as it stores them. */
export function resourcesOfTiff(file: Buffer): {
  readonly iptc: Buffer | undefined
  readonly photoshop: Buffer | undefined
} {
  const block = openBlock(file)
  const entries = (block && readDirectory(block, block.first)?.entries) ?? []
  const value = (tag: number) => entries.find((entry) => entry.tag === tag)?.value
  return { iptc: value(tags.iptc), photoshop: value(tags.photoshop) }
}
