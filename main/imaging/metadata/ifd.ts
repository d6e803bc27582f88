import type { FileBytes } from '../file-bytes'

/**
 * Tagged directories, the structure that TIFF files and EXIF blocks share. Values are little-endian here, whatever the
 * file's own order is.
 */
export interface Directory {
  readonly entries: readonly Entry[]
  /** Directories that entries of this one point to, by tag. */
  readonly children: ReadonlyMap<number, Directory>
}

/** One tag and its value. */
export interface Entry {
  readonly tag: number
  readonly type: number
  readonly count: number
  readonly value: Buffer
}

/** A block of bytes, or the end of one. */
export interface Block {
  readonly bytes: Buffer
  /** How far from the block's start, from which offsets count, the bytes begin. */
  readonly start: number
  readonly littleEndian: boolean
  /** BigTIFF, whose offsets have 64 bits. */
  readonly isBig: boolean
  /** Where the first directory is. */
  readonly first: number
}

/** What a directory is made of, bytes. */
interface Form {
  readonly count: 2 | 8
  readonly entry: 12 | 20
  /** Also of an entry's count, and the room for its value. */
  readonly offset: 4 | 8
}

const forms = {
  classic: { count: 2, entry: 12, offset: 4 },
  big: { count: 8, entry: 20, offset: 8 },
} as const satisfies Record<string, Form>

/** Bytes of a block up to where directories may be: its byte order, its kind, and where the first one is. */
export const headBytes = { classic: 8, big: 16 } as const

/** How directories are built. */
export function formOf({ isBig }: Pick<Block, 'isBig'>): Form {
  return isBig ? forms.big : forms.classic
}

/** Where an entry and its value are inside a block. */
export interface Place {
  readonly tag: number
  readonly type: number
  readonly count: number
  readonly at: number
  readonly valueAt: number
  readonly valueBytes: number
}

/** A directory's places, and where it says what the next directory's offset is. */
export interface Listing {
  readonly places: readonly Place[]
  readonly nextAt: number
}

/** Tags whose value is the offset of another directory. */
export const childTags = { exif: 0x8769, gps: 0x8825, interoperability: 0xa005 } as const

/** Bytes of one value by type code; the last three are BigTIFF's own. */
export const typeBytes: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
  17: 8,
  18: 8,
}

/** Bytes that are swapped together, by type code: a fraction is two numbers. */
export const unitBytes: Readonly<Record<number, number>> = { ...typeBytes, 5: 4, 10: 4 }

/** BigTIFF's code of an offset of a directory. */
const pointerType = 18

/** Plain bytes that some programs write as numbers. */
const iptcTag = 33723

/** More entries than any real directory has: what claims more is broken. */
export const maxEntries = 2000

/** Opens a block; null when it is not one. */
export function openBlock(bytes: Buffer): Block | null {
  const order = bytes.toString('latin1', 0, 4)
  const littleEndian = order.startsWith('II')
  if (order === 'II*\0' || order === 'MM\0*') {
    const block = { bytes, start: 0, littleEndian, isBig: false }
    return bytes.length < headBytes.classic ? null : { ...block, first: readNumber(block, 4, 4) }
  }
  if ((order !== 'II+\0' && order !== 'MM\0+') || bytes.length < headBytes.big) return null
  const block = { bytes, start: 0, littleEndian, isBig: true }
  return { ...block, first: readNumber(block, 8, 8) }
}

/** Opens a file from its first directory on, which comes last in those of libtiff; null when it is not a block. */
export function openLastOf(file: FileBytes): Block | null {
  const block = openBlock(file.read(0, headBytes.big))
  return block && { ...block, start: block.first, bytes: file.read(block.first, file.length - block.first) }
}

function readNumber(
  { bytes, littleEndian }: Pick<Block, 'bytes' | 'littleEndian'>,
  at: number,
  size: 2 | 4 | 8,
): number {
  if (size === 8) return Number(littleEndian ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at))
  return littleEndian ? bytes.readUIntLE(at, size) : bytes.readUIntBE(at, size)
}

/** Writes a whole number in the block's own byte order. */
export function writeNumber(
  { bytes, littleEndian }: Pick<Block, 'bytes' | 'littleEndian'>,
  at: number,
  size: 2 | 4 | 8,
  value: number,
): void {
  if (size === 8 && littleEndian) bytes.writeBigUInt64LE(BigInt(value), at)
  else if (size === 8) bytes.writeBigUInt64BE(BigInt(value), at)
  else if (littleEndian) bytes.writeUIntLE(value, at, size)
  else bytes.writeUIntBE(value, at, size)
}

/** The offset that an entry holds. */
export function pointerAt(block: Block, place: Place): number {
  return readNumber(block, place.valueAt, typeBytes[place.type] === 8 ? 8 : 4)
}

/** The whole number that an entry holds; null when it holds anything else. */
export function numberAt(block: Block, { type, count, valueAt }: Place): number | null {
  if (count !== 1 || (type !== 3 && type !== 4)) return null
  return readNumber(block, valueAt, type === 3 ? 2 : 4)
}

/** Lists a directory; null when it does not lie inside the block. Entries of unknown type or outside are left out. */
export function listDirectory(block: Block, offset: number): Listing | null {
  const { bytes, start } = block
  const form = formOf(block)
  const first = offset - start
  if (!(offset >= headBytes.classic && first >= 0 && first + form.count <= bytes.length)) return null
  const count = readNumber(block, first, form.count)
  const nextAt = first + form.count + count * form.entry
  if (count > maxEntries || nextAt + form.offset > bytes.length) return null
  const places: Place[] = []
  for (let i = 0; i < count; i++) {
    const at = first + form.count + i * form.entry
    const type = readNumber(block, at + 2, 2)
    const values = readNumber(block, at + 4, form.offset)
    const valueBytes = (typeBytes[type] ?? 0) * values
    const inside = at + 4 + form.offset
    const valueAt = valueBytes <= form.offset ? inside : readNumber(block, inside, form.offset) - start
    if (valueBytes === 0 || valueAt < 0 || valueAt + valueBytes > bytes.length) continue
    places.push({ tag: readNumber(block, at, 2), type, count: values, at, valueAt, valueBytes })
  }
  return { places, nextAt }
}

/** Reads a directory and those below it; null when it is broken. */
export function readDirectory(block: Block, offset: number, depth = 0): Directory | null {
  const listing = listDirectory(block, offset)
  if (!listing) return null
  const entries: Entry[] = []
  const children = new Map<number, Directory>()
  const pointers: readonly number[] = Object.values(childTags)
  for (const place of listing.places) {
    if (!pointers.includes(place.tag)) {
      entries.push(readEntry(block, place))
      continue
    }
    // Real ones nest twice; a directory that points to itself must not be followed for ever.
    const child = depth < 3 ? readDirectory(block, pointerAt(block, place), depth + 1) : null
    if (child) children.set(place.tag, child)
  }
  return { entries, children }
}

function readEntry({ bytes, littleEndian }: Block, { tag, type, count, valueAt, valueBytes }: Place): Entry {
  const value = Buffer.from(bytes.subarray(valueAt, valueAt + valueBytes)) // a copy
  const unit = tag === iptcTag ? 1 : (unitBytes[type] ?? 1)
  if (!littleEndian && unit > 1) {
    for (let at = 0; at < value.length; at += unit) value.subarray(at, at + unit).reverse()
  }
  return { tag, type, count, value }
}

/** An entry of whole numbers (2 or 4 bytes each). */
export function numbersEntry(tag: number, type: 'short' | 'long', values: readonly number[]): Entry {
  const size = type === 'short' ? 2 : 4
  const value = Buffer.alloc(values.length * size)
  values.forEach((number, i) => {
    value.writeUIntLE(number, i * size, size)
  })
  return { tag, type: type === 'short' ? 3 : 4, count: values.length, value }
}

/** An entry of plain bytes. */
export function bytesEntry(tag: number, type: 'byte' | 'undefined', value: Buffer): Entry {
  return { tag, type: type === 'byte' ? 1 : 7, count: value.length, value }
}

/** A directory and all below it as little-endian bytes that will lie at `offset` (even). */
export function writeDirectory(directory: Directory, offset: number, isBig = false): Buffer {
  const form = formOf({ isBig })
  const pointers = [...directory.children.keys()].map((tag) => numbersEntry(tag, 'long', [0]))
  const entries = [...directory.entries, ...pointers].sort((a, b) => a.tag - b.tag)
  const head = Buffer.alloc(form.count + entries.length * form.entry + form.offset)
  const write = (value: number, at: number, size: 2 | 4 | 8) =>
    writeNumber({ bytes: head, littleEndian: true }, at, size, value)
  write(entries.length, 0, form.count)
  const parts: Buffer[] = [head]
  let end = offset + head.length
  const append = (bytes: Buffer) => {
    const start = end
    parts.push(bytes, Buffer.alloc(bytes.length % 2))
    end += bytes.length + (bytes.length % 2)
    return start
  }
  entries.forEach(({ tag, type, count, value }, i) => {
    const at = form.count + i * form.entry
    const valueAt = at + 4 + form.offset
    const child = directory.children.get(tag)
    write(tag, at, 2)
    // Offsets beyond four gigabytes have a type of their own.
    write(child && isBig ? pointerType : type, at + 2, 2)
    write(count, at + 4, form.offset)
    if (child) write(append(writeDirectory(child, end, isBig)), valueAt, form.offset)
    else if (value.length <= form.offset) value.copy(head, valueAt)
    else write(append(value), valueAt, form.offset)
  })
  return Buffer.concat(parts)
}

/** A directory as a block of its own: what EXIF blocks are. */
export function writeBlock(directory: Directory): Buffer {
  const head = Buffer.from('II*\0\x08\0\0\0', 'latin1')
  return Buffer.concat([head, writeDirectory(directory, head.length)])
}
