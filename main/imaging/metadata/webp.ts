import type { Size } from '../../../core/geometry/types'
import type { FileParts, PictureMetadata } from './picture-metadata'

/** Bits of the extended header that say which chunks there are. */
const flags = { profile: 0x20, alpha: 0x10, exif: 0x08, xmp: 0x04 } as const

const riffHeadBytes = 12

interface Chunk {
  readonly type: string
  readonly data: Buffer
  /** With its head and padding. */
  readonly bytes: Buffer
}

function readChunks(file: Buffer): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = riffHeadBytes; at + 8 <= file.length; ) {
    const size = file.readUInt32LE(at + 4)
    const end = at + 8 + size + (size % 2)
    const type = file.toString('latin1', at, at + 4)
    chunks.push({ type, data: file.subarray(at + 8, at + 8 + size), bytes: file.subarray(at, end) })
    at = end
  }
  return chunks
}

function chunk(type: string, data: Buffer): Buffer {
  return Buffer.concat([chunkHead(type, data.length), data, Buffer.alloc(data.length % 2)])
}

function chunkHead(type: string, length: number): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 0, 'latin1')
  head.writeUInt32LE(length, 4)
  return head
}

/** An encoded WebP without metadata, with this metadata. */
export function embedInWebp(file: Buffer, size: Size, metadata: PictureMetadata): FileParts {
  if (!isDescribed(metadata)) return [file]
  const chunks = readChunks(file).filter(({ type }) => type !== 'VP8X')
  return described(
    chunks.map(({ bytes }) => bytes),
    { ...size, hasAlpha: chunks.some(hasAlpha) },
    metadata,
  )
}

/** A WebP of lossless data (VP8L) in pieces, with this metadata. */
export function webpOfLossless(
  data: readonly Buffer[],
  picture: Size & { readonly hasAlpha: boolean },
  metadata: PictureMetadata,
): FileParts {
  const length = data.reduce((sum, piece) => sum + piece.length, 0)
  const chunk = [chunkHead('VP8L', length), ...data, Buffer.alloc(length % 2)]
  return isDescribed(metadata) ? described(chunk, picture, metadata) : riff(chunk)
}

function isDescribed({ profile, exif, xmp }: PictureMetadata): boolean {
  return profile !== null || exif !== null || xmp !== null
}

/** WebP has no place for IPTC and resolution: EXIF and XMP hold them. */
function described(
  picture: readonly Buffer[],
  shape: Size & { readonly hasAlpha: boolean },
  metadata: PictureMetadata,
): FileParts {
  const { profile, exif, xmp } = metadata
  return riff([
    chunk('VP8X', extendedHeader(shape, metadata)),
    ...(profile ? [chunk('ICCP', profile)] : []),
    ...picture,
    ...(exif ? [chunk('EXIF', exif)] : []),
    ...(xmp === null ? [] : [chunk('XMP ', Buffer.from(xmp))]),
  ])
}

/** A WebP with another XMP packet, and its EXIF block given to `change`; all else stays byte for byte. */
export function replaceWebpXmp(file: Buffer, size: Size, packet: string, change: (exif: Buffer) => void): FileParts {
  const chunks = readChunks(file)
  const extended = chunks.find(({ type }) => type === 'VP8X')
  const xmp = Buffer.from(packet)
  if (!extended) {
    const shape = { ...size, hasAlpha: chunks.some(hasAlpha) }
    const header = extendedHeader(shape, { profile: null, exif: null, xmp: packet })
    return riff([chunk('VP8X', header), ...chunks.map(({ bytes }) => bytes), chunk('XMP ', xmp)])
  }
  const header = Buffer.from(extended.data)
  header.writeUInt8((header[0] ?? 0) | flags.xmp, 0)
  const exif = chunks.find(({ type }) => type === 'EXIF')
  if (exif) change(exif.data)
  const kept = chunks.filter(({ type }) => type !== 'VP8X' && type !== 'XMP ').map(({ bytes }) => bytes)
  return riff([chunk('VP8X', header), ...kept, chunk('XMP ', xmp)])
}

function riff(parts: readonly Buffer[]): FileParts {
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(
    parts.reduce((sum, { length }) => sum + length, 4),
    4,
  )
  return [head, ...parts]
}

function extendedHeader(
  { width, height, hasAlpha: isTransparent }: Size & { readonly hasAlpha: boolean },
  { profile, exif, xmp }: Pick<PictureMetadata, 'profile' | 'exif' | 'xmp'>,
): Buffer {
  const header = Buffer.alloc(10)
  header.writeUInt8(
    (profile ? flags.profile : 0) |
      (isTransparent ? flags.alpha : 0) |
      (exif ? flags.exif : 0) |
      (xmp === null ? 0 : flags.xmp),
    0,
  )
  header.writeUIntLE(width - 1, 4, 3)
  header.writeUIntLE(height - 1, 7, 3)
  return header
}

/** Lossless data says it in bit 28 after its signature byte; lossy data has a chunk of its own for alpha. */
function hasAlpha({ type, data }: Chunk): boolean {
  return type === 'ALPH' || (type === 'VP8L' && ((data[4] ?? 0) & 0x10) !== 0)
}
