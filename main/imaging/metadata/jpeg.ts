import { createHash } from 'node:crypto'
import { exifPrefix } from './exif'
import { photoshopPrefix } from './photoshop'
import type { FileParts, PictureMetadata } from './picture-metadata'

const markers = {
  restart: 0xd0,
  endOfImage: 0xd9,
  startOfScan: 0xda,
  app0: 0xe0,
  app1: 0xe1,
  app2: 0xe2,
  app13: 0xed,
  app14: 0xee,
  app15: 0xef,
  comment: 0xfe,
} as const

/** Most bytes that a segment's data can have: its length counts itself in 16 bits. */
const segmentBytes = 0xffff - 2

const xmpPrefix = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1')
const extendedXmpPrefix = Buffer.from('http://ns.adobe.com/xmp/extension/\0', 'latin1')
const profilePrefix = Buffer.from('ICC_PROFILE\0', 'latin1')

/** After the extension's prefix: its GUID (32 characters), its whole length and this part's offset. */
const guidBytes = 32
const extensionHeadBytes = extendedXmpPrefix.length + guidBytes + 8

interface Segment {
  readonly marker: number
  readonly data: Buffer
  /** With its marker and length. */
  readonly bytes: Buffer
}

/** The segments before the picture's data, and where those end. */
function readSegments(file: Buffer): { readonly segments: readonly Segment[]; readonly end: number } {
  const segments: Segment[] = []
  let at = 2
  while (at + 4 <= file.length && file[at] === 0xff) {
    const marker = file.readUInt8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === markers.startOfScan) break
    const length = file.readUInt16BE(at + 2)
    const bytes = file.subarray(at, at + 2 + length)
    segments.push({ marker, data: bytes.subarray(4), bytes })
    at += 2 + length
  }
  return { segments, end: at }
}

function segment(marker: number, ...data: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(0xff00 | marker, 0)
  head.writeUInt16BE(
    data.reduce((sum, { length }) => sum + length, 2),
    2,
  )
  return Buffer.concat([head, ...data])
}

/** Cuts bytes into pieces of at most `size`. */
function pieces(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size))
}

/** An encoded JPEG without metadata, with this metadata. EXIF that no segment can hold is left out. */
export function embedInJpeg(file: Buffer, metadata: PictureMetadata): FileParts {
  const { segments, end } = readSegments(file)
  const replaced: readonly number[] = [markers.app0, markers.app1, markers.app2, markers.app13]
  // JFIF knows grey and YCbCr; what is neither says so in Adobe's segment.
  const isJfif = !segments.some(({ marker }) => marker === markers.app14)
  return [
    file.subarray(0, 2),
    ...(isJfif ? [jfif(metadata.density)] : []),
    ...exifSegments(metadata.exif),
    ...xmpSegments(metadata),
    ...pieces(metadata.photoshop ?? Buffer.alloc(0), segmentBytes - photoshopPrefix.length).map((piece) =>
      segment(markers.app13, photoshopPrefix, piece),
    ),
    ...profileSegments(metadata.profile),
    ...segments.filter(({ marker }) => !replaced.includes(marker)).map(({ marker, data }) => segment(marker, data)),
    file.subarray(end),
  ]
}

/**
 * A JPEG with this metadata instead of all of its own, and without what follows the picture: second pictures have metadata,
 * too. The picture's data stays byte for byte.
 */
export function redescribedJpeg(file: Buffer, metadata: PictureMetadata): FileParts {
  const { segments, end } = readSegments(file)
  const isPicture = ({ marker }: Segment) => marker === markers.app14 || marker < markers.app0 || marker > markers.app15
  const kept = segments.filter((one) => isPicture(one) && one.marker !== markers.comment).map(({ bytes }) => bytes)
  const bare = Buffer.concat([file.subarray(0, 2), ...kept, file.subarray(end, endOfPicture(file, end))])
  return embedInJpeg(bare, metadata)
}

/** Where a JPEG's picture ends, from its first scan on: scans, and tables between them. */
function endOfPicture(file: Buffer, start: number): number {
  for (let at = start; ; ) {
    at = file.indexOf(0xff, at)
    if (at < 0 || at + 1 >= file.length) return file.length
    const marker = file.readUInt8(at + 1)
    if (marker === markers.endOfImage) return at + 2
    // Within a scan: a value of 255, filling, or where it can be taken up again.
    const isData = marker === 0 || marker === 0xff || (marker >= markers.restart && marker < markers.restart + 8)
    if (isData || at + 4 > file.length) at += marker === 0xff ? 1 : 2
    else at += 2 + file.readUInt16BE(at + 2)
  }
}

/** Whether a JPEG can hold an EXIF block. */
export function fitsJpeg(exif: Buffer): boolean {
  return exifPrefix.length + exif.length <= segmentBytes
}

function exifSegments(exif: Buffer | null): Buffer[] {
  return exif && fitsJpeg(exif) ? [segment(markers.app1, exifPrefix, exif)] : []
}

function jfif(density: number | null): Buffer {
  const data = Buffer.from('JFIF\0\x01\x02\0\0\x01\0\x01\0\0', 'latin1')
  if (density !== null) {
    data.writeUInt8(1, 7) // per inch
    data.writeUInt16BE(Math.min(density, 0xffff), 8)
    data.writeUInt16BE(Math.min(density, 0xffff), 10)
  }
  return segment(markers.app0, data)
}

function profileSegments(profile: Buffer | null): Buffer[] {
  if (!profile) return []
  const chunks = pieces(profile, segmentBytes - profilePrefix.length - 2)
  return chunks.map((chunk, i) => segment(markers.app2, profilePrefix, Buffer.from([i + 1, chunks.length]), chunk))
}

/**
 * A JPEG with the XMP packets that `change` makes of its own; all else stays byte for byte.
 * @returns null when the first packet is too long for a segment.
 */
export function replaceJpegXmp(
  file: Buffer,
  change: (guidOf: (extended: string) => string) => { readonly packet: string; readonly extended: string | null },
): FileParts | null {
  const { packet, extended } = change(guidOf)
  if (xmpPrefix.length + Buffer.byteLength(packet) > segmentBytes) return null
  const { segments, end } = readSegments(file)
  const first = segments.findIndex(isXmp)
  // JFIF's and EXIF's own want to come before it.
  const place = first < 0 ? segments.findLastIndex((one) => one.marker === markers.app0 || isExif(one)) + 1 : first
  const kept = (part: readonly Segment[]) => part.filter((one) => !isXmp(one)).map(({ bytes }) => bytes)
  return [
    file.subarray(0, 2),
    ...kept(segments.slice(0, place)),
    segment(markers.app1, xmpPrefix, Buffer.from(packet)),
    ...(extended === null ? [] : extensionSegments(extended)),
    ...kept(segments.slice(place)),
    file.subarray(end),
  ]
}

function isXmp({ marker, data }: Segment): boolean {
  const starts = (prefix: Buffer) => data.subarray(0, prefix.length).equals(prefix)
  return marker === markers.app1 && (starts(xmpPrefix) || starts(extendedXmpPrefix))
}

function isExif({ marker, data }: Segment): boolean {
  return marker === markers.app1 && data.subarray(0, exifPrefix.length).equals(exifPrefix)
}

/** A JPEG's EXIF block, where it lies in the file; null when there is none. */
export function exifInJpeg(file: Buffer): Buffer | null {
  const found = readSegments(file).segments.find(isExif)
  return found?.data.subarray(exifPrefix.length) ?? null
}

function guidOf(extended: string): string {
  return createHash('md5').update(extended).digest('hex').toUpperCase()
}

/** XMP as Adobe's specification (part 3, 1.1.3.1) has it: what is too long goes into an extension, named by its MD5. */
function xmpSegments({ xmp, shortXmp }: PictureMetadata): Buffer[] {
  if (xmp === null) return []
  const packet = Buffer.from(xmp)
  if (xmpPrefix.length + packet.length <= segmentBytes) return [segment(markers.app1, xmpPrefix, packet)]
  return [segment(markers.app1, xmpPrefix, Buffer.from(shortXmp(guidOf(xmp)))), ...extensionSegments(xmp)]
}

function extensionSegments(extended: string): Buffer[] {
  const packet = Buffer.from(extended)
  const guid = Buffer.from(guidOf(extended), 'latin1')
  const size = segmentBytes - extensionHeadBytes
  return pieces(packet, size).map((piece, i) => {
    const place = Buffer.alloc(8)
    place.writeUInt32BE(packet.length, 0)
    place.writeUInt32BE(i * size, 4)
    return segment(markers.app1, extendedXmpPrefix, guid, place, piece)
  })
}

/** The extended XMP packet of a JPEG, put together; null when there is none or a part is missing. */
export function extendedXmpOf(file: Buffer): string | null {
  const parts = readSegments(file)
    .segments.filter(({ marker, data }) => marker === markers.app1 && data.length > extensionHeadBytes)
    .map(({ data }) => data)
    .filter((data) => data.subarray(0, extendedXmpPrefix.length).equals(extendedXmpPrefix))
  const guid = parts[0]?.subarray(extendedXmpPrefix.length, extendedXmpPrefix.length + guidBytes)
  if (!guid) return null
  const placed = parts
    .filter((data) => data.subarray(extendedXmpPrefix.length, extendedXmpPrefix.length + guidBytes).equals(guid))
    .map((data) => ({
      whole: data.readUInt32BE(extensionHeadBytes - 8),
      offset: data.readUInt32BE(extensionHeadBytes - 4),
      data: data.subarray(extensionHeadBytes),
    }))
    .sort((a, b) => a.offset - b.offset)
  const packet = Buffer.concat(placed.map(({ data }) => data))
  return packet.length === placed[0]?.whole ? packet.toString('utf8') : null
}
