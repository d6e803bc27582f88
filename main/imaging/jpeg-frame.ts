import type { Size } from '../../core/geometry/types'
import type { FileBytes } from './file-bytes'

/** What a JPEG says about its picture before its data. */
export interface JpegFrame {
  /** `other`: lossless and hierarchical ones, which no decoder of photos reads. */
  readonly coding: 'baseline' | 'progressive' | 'arithmetic' | 'other'
  /** Bits per sample. */
  readonly bits: number
  /** As it is stored, px. */
  readonly size: Size
}

const startOfScan = 0xda

const codings: Readonly<Record<number, JpegFrame['coding']>> = {
  192: 'baseline',
  193: 'baseline',
  194: 'progressive',
  201: 'arithmetic',
  202: 'arithmetic',
  // Between them stand tables: 196 (Huffman's), 200 (reserved) and 204 (arithmetic's).
  195: 'other',
  197: 'other',
  198: 'other',
  199: 'other',
  203: 'other',
  205: 'other',
  206: 'other',
  207: 'other',
}

/** Segments before a frame in any real file. */
const maxSegments = 500

/** The frame of the JPEG that begins at a place; null when there is none. */
export function jpegFrame(file: FileBytes, start: number): JpegFrame | null {
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
    const coding = codings[marker]
    if (coding) {
      const size = { width: head.readUInt16BE(7), height: head.readUInt16BE(5) }
      return { coding, bits: head.readUInt8(4), size }
    }
    if (marker === startOfScan) return null
    at += 2 + head.readUInt16BE(2)
  }
  return null
}

/** Why a JPEG must not be given to libjpeg, which would call it damaged, in words for the user. Null: it may. */
export function jpegTrap(file: FileBytes): string | null {
  const frame = jpegFrame(file, 0)
  if (frame?.coding === 'other') return 'it is a lossless or hierarchical JPEG'
  return frame && frame.bits !== 8 ? `it is a JPEG of ${frame.bits} bits per sample` : null
}
