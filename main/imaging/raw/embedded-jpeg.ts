import type { Size } from '../../../core/geometry/types'
import type { FileBytes } from '../file-bytes'

/** A JPEG file inside of another file. */
export interface EmbeddedJpeg {
  readonly start: number
  readonly bytes: number
  /** As it is stored, px. */
  readonly size: Size
}

const markers = { startOfImage: 0xd8, endOfImage: 0xd9, startOfScan: 0xda } as const

/** Baseline, extended and progressive: what decoders of photos read. Lossless ones hold the sensor's own data. */
const frames: readonly number[] = [0xc0, 0xc1, 0xc2]

/** Other frames: of those nothing can be made. */
const otherFrames: readonly number[] = [0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]

/** Segments before a frame in any real file. */
const maxSegments = 200

/** Read at once when a file is searched, bytes. */
const chunkBytes = 1024 * 1024

/** The JPEG that begins at a place; null when there is none, or none that is a picture of 8 bits. */
export function jpegAt(file: FileBytes, start: number, bytes: number): EmbeddedJpeg | null {
  if (file.read(start, 3).toString('latin1') !== '\xff\xd8\xff') return null
  let at = start + 2
  for (let i = 0; i < maxSegments; i++) {
    const head = file.read(at, 9)
    if (head.length < 9 || head.readUInt8(0) !== 0xff) return null
    const marker = head.readUInt8(1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (otherFrames.includes(marker) || marker === markers.startOfScan) return null
    if (frames.includes(marker)) {
      const size = { width: head.readUInt16BE(7), height: head.readUInt16BE(5) }
      const isPicture = head.readUInt8(4) === 8 && size.width > 0 && size.height > 0
      return isPicture ? { start, bytes, size } : null
    }
    at += 2 + head.readUInt16BE(2)
  }
  return null
}

/** All JPEGs anywhere in a file: for those makers whose directories do not say where theirs is. */
export function findJpegs(file: FileBytes): EmbeddedJpeg[] {
  const found: EmbeddedJpeg[] = []
  for (let chunkAt = 0; chunkAt < file.length; chunkAt += chunkBytes) {
    // One overlapping part, so that none is missed between two chunks.
    const chunk = Buffer.from(file.read(chunkAt, chunkBytes + 2))
    for (
      let at = chunk.indexOf('\xff\xd8\xff', 0, 'latin1');
      at >= 0;
      at = chunk.indexOf('\xff\xd8\xff', at + 1, 'latin1')
    ) {
      const start = chunkAt + at
      const jpeg = jpegAt(file, start, file.length - start)
      if (jpeg) found.push(jpeg)
    }
  }
  return found
}

/** The one with most px; null when there is none. */
export function largest(jpegs: readonly (EmbeddedJpeg | null)[]): EmbeddedJpeg | null {
  let best: EmbeddedJpeg | null = null
  const area = ({ size }: EmbeddedJpeg) => size.width * size.height
  for (const jpeg of jpegs) {
    if (jpeg && (!best || area(jpeg) > area(best))) best = jpeg
  }
  return best
}
