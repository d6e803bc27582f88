import type { Size } from '../../../core/geometry/types'
import type { FileBytes } from '../file-bytes'
import { jpegFrame } from '../jpeg-frame'

/** A JPEG file inside of another file. */
export interface EmbeddedJpeg {
  readonly start: number
  readonly bytes: number
  /** As it is stored, px. */
  readonly size: Size
}

/** Read at once when a file is searched, bytes. */
const chunkBytes = 1024 * 1024

/** The JPEG that begins at a place; null when there is none, or none that is a photo's: sensors' data often is one, too. */
export function jpegAt(file: FileBytes, start: number, bytes: number): EmbeddedJpeg | null {
  const frame = jpegFrame(file, start)
  if (!frame || frame.coding === 'other' || frame.bits !== 8) return null
  return frame.size.width > 0 && frame.size.height > 0 ? { start, bytes, size: frame.size } : null
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
