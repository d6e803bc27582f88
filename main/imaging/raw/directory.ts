import type { FileBytes } from '../file-bytes'
import { type Entry, formOf, maxEntries, typeBytes, unitBytes } from '../metadata/ifd'

/** A file, or a part of one, that is built like a TIFF. */
export interface TiffLike {
  readonly file: FileBytes
  readonly littleEndian: boolean
  /** What stands where TIFF has its 42: some makers write letters of their own, BigTIFF its 43. */
  readonly mark: number
  /** Where the first directory is. */
  readonly first: number
}

/** Where an entry's value is. */
interface Field {
  readonly type: number
  readonly count: number
  readonly at: number
}

/** A part of a file. */
export interface Place {
  readonly start: number
  readonly bytes: number
}

/** A directory of which values are read when they are asked for. */
export interface RawDirectory {
  readonly tags: readonly number[]
  /** The offset of the directory that follows in the chain; 0: none. */
  readonly next: number
  /** A value as it is stored, little-endian; null when it is not there, or longer than `maxValueBytes`. */
  entry(tag: number): Entry | null
  /** Whole numbers, and fractions as such; none when the tag is not there. */
  numbers(tag: number): readonly number[]
  /** Where the value is and how long, bytes: for values that are files themselves. */
  place(tag: number): Place | null
}

/** Values longer than this are read by their place only, bytes. */
const maxValueBytes = 4 * 1024 * 1024

/** BigTIFF's mark: its offsets and counts have 64 bits. */
const bigMark = 43

/** Opens what begins like a TIFF, whatever the maker's mark; null when it does not. */
export function openTiffLike(file: FileBytes): TiffLike | null {
  const head = file.read(0, 16)
  const order = head.toString('latin1', 0, 2)
  if (head.length < 8 || (order !== 'II' && order !== 'MM')) return null
  const littleEndian = order === 'II'
  const mark = numberIn({ littleEndian }, head, 2, 2)
  const isBig = mark === bigMark && head.length === 16
  return {
    file,
    littleEndian,
    mark,
    first: isBig ? numberIn({ littleEndian }, head, 8, 8) : numberIn({ littleEndian }, head, 4, 4),
  }
}

function numberIn(
  { littleEndian }: Pick<TiffLike, 'littleEndian'>,
  bytes: Buffer,
  at: number,
  size: 2 | 4 | 8,
): number {
  if (size === 8) return Number(littleEndian ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at))
  return littleEndian ? bytes.readUIntLE(at, size) : bytes.readUIntBE(at, size)
}

/** Lists a directory; null when it does not lie inside the file. */
export function readRawDirectory(tiff: TiffLike, offset: number): RawDirectory | null {
  const { file } = tiff
  if (offset < 8) return null
  const form = formOf({ isBig: tiff.mark === bigMark })
  const number = (bytes: Buffer, at: number, size: 2 | 4 | 8) => numberIn(tiff, bytes, at, size)
  const head = file.read(offset, form.count)
  const count = head.length === form.count ? number(head, 0, form.count) : 0
  if (count === 0 || count > maxEntries) return null
  const table = file.read(offset + form.count, count * form.entry + form.offset)
  if (table.length < count * form.entry) return null
  const fields = new Map<number, Field>()
  for (let i = 0; i < count; i++) {
    const at = i * form.entry
    const type = number(table, at + 2, 2)
    const values = number(table, at + 4, form.offset)
    const inside = at + 4 + form.offset
    const bytes = (typeBytes[type] ?? 0) * values
    const valueAt = bytes <= form.offset ? offset + form.count + inside : number(table, inside, form.offset)
    if (bytes > 0 && valueAt + bytes <= file.length) {
      fields.set(number(table, at, 2), { type, count: values, at: valueAt })
    }
  }
  const next = table.length === count * form.entry + form.offset ? number(table, count * form.entry, form.offset) : 0
  return directoryOf(tiff, fields, next)
}

function directoryOf(tiff: TiffLike, fields: ReadonlyMap<number, Field>, next: number): RawDirectory {
  const place = (tag: number) => {
    const field = fields.get(tag)
    return field ? { start: field.at, bytes: field.count * (typeBytes[field.type] ?? 0) } : null
  }
  const entry = (tag: number): Entry | null => {
    const field = fields.get(tag)
    const where = place(tag)
    if (!field || !where || where.bytes > maxValueBytes) return null
    const value = Buffer.from(tiff.file.read(where.start, where.bytes)) // a copy
    const unit = unitBytes[field.type] ?? 1
    if (!tiff.littleEndian && unit > 1) {
      for (let at = 0; at + unit <= value.length; at += unit) value.subarray(at, at + unit).reverse()
    }
    return { tag, type: field.type, count: field.count, value }
  }
  return { tags: [...fields.keys()], next, entry, place, numbers: (tag) => numbersOf(entry(tag)) }
}

/** A type's code, and that of the first of BigTIFF's own. */
const floatType = 11
const firstBigType = 16

function numbersOf(entry: Entry | null): readonly number[] {
  if (!entry) return []
  const { type, value } = entry
  const size = typeBytes[type] ?? 1
  return Array.from({ length: Math.floor(value.length / size) }, (_, i) => {
    const at = i * size
    if (type === 5 || type === 10) return value.readUInt32LE(at) / Math.max(1, value.readUInt32LE(at + 4))
    if (type === floatType) return value.readFloatLE(at)
    if (type >= firstBigType) return Number(value.readBigUInt64LE(at))
    if (size === 8) return value.readDoubleLE(at)
    return value.readUIntLE(at, size)
  })
}
