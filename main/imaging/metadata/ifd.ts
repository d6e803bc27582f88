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

/** A block of bytes in which offsets count from its start. */
export interface Block {
  readonly bytes: Buffer
  readonly littleEndian: boolean
  /** Where the first directory is. */
  readonly first: number
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

/** Bytes of one value, by type code. */
const typeBytes: Readonly<Record<number, number>> = {
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
}

/** Bytes that are swapped together, by type code: a fraction is two numbers. */
const unitBytes: Readonly<Record<number, number>> = { ...typeBytes, 5: 4, 10: 4 }

/** Plain bytes that some programs write as numbers. */
const iptcTag = 33723

/** More entries than any real directory has: what claims more is broken. */
const maxEntries = 2000

/** Opens a block; null when it is not one. BigTIFF is not read. */
export function openBlock(bytes: Buffer): Block | null {
  const order = bytes.toString('latin1', 0, 4)
  if (order !== 'II*\0' && order !== 'MM\0*') return null
  if (bytes.length < 8) return null
  const littleEndian = order.startsWith('II')
  return { bytes, littleEndian, first: readNumber({ bytes, littleEndian }, 4, 4) }
}

function readNumber({ bytes, littleEndian }: Pick<Block, 'bytes' | 'littleEndian'>, at: number, size: 2 | 4): number {
  return littleEndian ? bytes.readUIntLE(at, size) : bytes.readUIntBE(at, size)
}

/** Writes a whole number in the block's own byte order. */
export function writeNumber({ bytes, littleEndian }: Block, at: number, size: 2 | 4, value: number): void {
  if (littleEndian) bytes.writeUIntLE(value, at, size)
  else bytes.writeUIntBE(value, at, size)
}

/** The offset that an entry holds. */
export function pointerAt(block: Block, place: Place): number {
  return readNumber(block, place.valueAt, 4)
}

/** The whole number that an entry holds; null when it holds anything else. */
export function numberAt(block: Block, { type, count, valueAt }: Place): number | null {
  if (count !== 1 || (type !== 3 && type !== 4)) return null
  return readNumber(block, valueAt, type === 3 ? 2 : 4)
}

/** Lists a directory; null when it does not lie inside the block. Entries of unknown type or outside are left out. */
export function listDirectory(block: Block, offset: number): Listing | null {
  const { bytes } = block
  if (offset < 8 || offset + 2 > bytes.length) return null
  const count = readNumber(block, offset, 2)
  const nextAt = offset + 2 + count * 12
  if (count > maxEntries || nextAt + 4 > bytes.length) return null
  const places: Place[] = []
  for (let i = 0; i < count; i++) {
    const at = offset + 2 + i * 12
    const type = readNumber(block, at + 2, 2)
    const values = readNumber(block, at + 4, 4)
    const valueBytes = (typeBytes[type] ?? 0) * values
    const valueAt = valueBytes <= 4 ? at + 8 : readNumber(block, at + 8, 4)
    if (valueBytes === 0 || valueAt + valueBytes > bytes.length) continue
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
export function writeDirectory(directory: Directory, offset: number): Buffer {
  const pointers = [...directory.children.keys()].map((tag) => numbersEntry(tag, 'long', [0]))
  const entries = [...directory.entries, ...pointers].sort((a, b) => a.tag - b.tag)
  const head = Buffer.alloc(2 + entries.length * 12 + 4)
  head.writeUInt16LE(entries.length, 0)
  const parts: Buffer[] = [head]
  let end = offset + head.length
  const append = (bytes: Buffer) => {
    const start = end
    parts.push(bytes, Buffer.alloc(bytes.length % 2))
    end += bytes.length + (bytes.length % 2)
    return start
  }
  entries.forEach(({ tag, type, count, value }, i) => {
    const at = 2 + i * 12
    head.writeUInt16LE(tag, at)
    head.writeUInt16LE(type, at + 2)
    head.writeUInt32LE(count, at + 4)
    const child = directory.children.get(tag)
    if (child) head.writeUInt32LE(append(writeDirectory(child, end)), at + 8)
    else if (value.length <= 4) value.copy(head, at + 8)
    else head.writeUInt32LE(append(value), at + 8)
  })
  return Buffer.concat(parts)
}

/** A directory as a block of its own: what EXIF blocks are. */
export function writeBlock(directory: Directory): Buffer {
  const head = Buffer.from('II*\0\x08\0\0\0', 'latin1')
  return Buffer.concat([head, writeDirectory(directory, head.length)])
}
