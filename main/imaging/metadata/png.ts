import { crc32, deflateSync } from 'node:zlib'
import { bufferBytes, type FileBytes } from '../file-bytes'
import { type FileParts, type Frame, framed, type PictureMetadata } from './picture-metadata'

const signatureBytes = 8

/** Where a PNG's header ends, bytes. */
const headerEnd = signatureBytes + 25

/** Within so many bytes the data of PNGs without metadata begins: header, resolution, at most a palette. */
const dataWithin = 4096

/** Keyword of the text chunk that holds XMP. */
const xmpKeyword = 'XML:com.adobe.xmp'

/** Inches in a metre. */
const inchesPerMetre = 1 / 0.0254

/** Chunks of a source that say how its colours are meant when there is no profile, and its texts. */
const colourChunks: readonly string[] = ['cICP', 'cHRM', 'gAMA', 'sRGB']
const textChunks: readonly string[] = ['tEXt', 'zTXt', 'iTXt']

interface Chunk {
  readonly type: string
  readonly data: Buffer
  /** With length and checksum. */
  readonly bytes: Buffer
}

/** The chunks of a PNG up to its picture data. */
function* readChunks(file: Buffer): Generator<Chunk> {
  for (let at = signatureBytes; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at)
    const type = file.toString('latin1', at + 4, at + 8)
    yield { type, data: file.subarray(at + 8, at + 8 + length), bytes: file.subarray(at, at + 12 + length) }
    at += 12 + length
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(12 + data.length)
  bytes.writeUInt32BE(data.length, 0)
  bytes.write(type, 4, 'latin1')
  data.copy(bytes, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length)
  return bytes
}

/** A PNG with another XMP packet, and its EXIF block given to `change`; all else stays byte for byte. */
export function replacePngXmp(file: Buffer, packet: string, change: (exif: Buffer) => void): FileParts {
  const parts: Buffer[] = [file.subarray(0, signatureBytes)]
  let isWritten = false
  for (const { type, data, bytes } of readChunks(file)) {
    if (textChunks.includes(type) && keywordOf(data) === xmpKeyword) continue
    if (type === 'IDAT' && !isWritten) {
      parts.push(xmpChunk(packet))
      isWritten = true
    }
    if (type === 'eXIf') {
      change(data)
      parts.push(chunk(type, data))
    } else parts.push(bytes)
  }
  return parts
}

/** An encoded PNG without metadata, with this metadata. */
export function embedInPng(file: Buffer, metadata: PictureMetadata): FileParts {
  return framed(file, frameOfPng(bufferBytes(file), metadata))
}

/** What gives an encoded PNG its metadata: chunks between its header and its data. */
export function frameOfPng(file: FileBytes, metadata: PictureMetadata): Frame {
  const kept: Buffer[] = []
  let from = signatureBytes
  for (const { type, bytes } of readChunks(file.read(0, dataWithin))) {
    if (type === 'IDAT') break
    if (type !== 'IHDR' && type !== 'pHYs') kept.push(bytes)
    from += bytes.length
  }
  return { before: [file.read(0, headerEnd), ...metadataChunks(metadata), ...kept], from, after: [] }
}

function metadataChunks({ profile, density, exif, xmp, photoshop, pngChunks }: PictureMetadata): Buffer[] {
  const chunks: Buffer[] = []
  if (profile)
    chunks.push(chunk('iCCP', Buffer.concat([Buffer.from('ICC profile\0\0', 'latin1'), deflateSync(profile)])))
  chunks.push(...pngChunks)
  if (density !== null) chunks.push(chunk('pHYs', physical(density)))
  if (exif) chunks.push(chunk('eXIf', exif))
  if (xmp !== null) chunks.push(xmpChunk(xmp))
  if (photoshop) chunks.push(chunk('zTXt', rawProfile('iptc', photoshop)))
  return chunks
}

function xmpChunk(packet: string): Buffer {
  return chunk('iTXt', Buffer.concat([Buffer.from(`${xmpKeyword}\0\0\0\0\0`, 'latin1'), Buffer.from(packet)]))
}

function physical(density: number): Buffer {
  const data = Buffer.alloc(9)
  const perMetre = Math.round(density * inchesPerMetre)
  data.writeUInt32BE(perMetre, 0)
  data.writeUInt32BE(perMetre, 4)
  data.writeUInt8(1, 8)
  return data
}

/** PNG has no place of its own for IPTC; this is how ImageMagick and ExifTool write and find it. */
function rawProfile(name: string, data: Buffer): Buffer {
  const hex = data.toString('hex').replace(/.{72}/g, '$&\n')
  const text = Buffer.from(`\n${name}\n${String(data.length).padStart(8)}\n${hex}\n`, 'latin1')
  return Buffer.concat([Buffer.from(`Raw profile type ${name}\0\0`, 'latin1'), deflateSync(text)])
}

/**
 * What of a PNG's own chunks holds for a PNG made from it: its texts (those that tell a place only on demand) and, when
 * the colours stay, how they are meant.
 */
export function chunksToKeep(
  file: Buffer,
  { colours, places }: { readonly colours: boolean; readonly places: boolean },
): Buffer[] {
  const kept: Buffer[] = []
  for (const { type, data, bytes } of readChunks(file)) {
    if (type === 'IDAT' || type === 'IEND') continue
    const isText = textChunks.includes(type) && !isReplaced(data) && (places || !/gps/i.test(keywordOf(data)))
    if (isText || (colours && colourChunks.includes(type))) kept.push(bytes)
  }
  return kept.sort((a, b) => Number(isTextChunk(a)) - Number(isTextChunk(b)))
}

function isTextChunk(bytes: Buffer): boolean {
  return textChunks.includes(bytes.toString('latin1', 4, 8))
}

/** XMP and EXIF written as text are read as such and written anew. */
function isReplaced(data: Buffer): boolean {
  const keyword = keywordOf(data)
  return keyword === xmpKeyword || /^Raw profile type (exif|xmp|icc|icm|APP1)$/.test(keyword)
}

function keywordOf(data: Buffer): string {
  return data.toString('latin1', 0, Math.max(0, data.indexOf(0)))
}
