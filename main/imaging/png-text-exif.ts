import { crc32 } from 'node:zlib'
import type { Metadata } from 'sharp'
import { exifPrefix } from './metadata/exif'
import { openBlock } from './metadata/ifd'

/** Where programs older than the `eXIf` chunk keep EXIF in a PNG. */
const keywords: readonly string[] = ['Raw profile type exif', 'Raw profile type APP1']

/** Signature and header, behind which any chunk may stand. */
const headBytes = 8 + 25

/** EXIF that a PNG holds as text only: a name, a length and hexadecimal digits. Null when there is none. */
export function textExif({ exif, comments = [] }: Metadata): Buffer | null {
  const text = exif ? undefined : comments.find(({ keyword }) => keywords.includes(keyword))?.text
  const digits = /^\s*\S+\s+\d+\s+([0-9a-f\s]+)$/i.exec(text ?? '')?.[1]
  if (digits === undefined) return null
  const bytes = Buffer.from(digits.replace(/\s/g, ''), 'hex')
  const block = bytes.subarray(0, exifPrefix.length).equals(exifPrefix) ? bytes.subarray(exifPrefix.length) : bytes
  return openBlock(block) ? block : null
}

/** A PNG with its EXIF where it is looked for today. */
export function withExif(png: Buffer, exif: Buffer): Buffer {
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from('eXIf', 'latin1'), exif, Buffer.alloc(4)])
  chunk.writeUInt32BE(exif.length, 0)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + exif.length)), 8 + exif.length)
  return Buffer.concat([png.subarray(0, headBytes), chunk, png.subarray(headBytes)])
}
