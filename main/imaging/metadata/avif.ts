import { type Box, box, headBytes, readBoxes, versionBytes } from './boxes'
import { exifPrefix } from './exif'
import type { FileParts } from './picture-metadata'
import { paddedPacket } from './xmp-document'

/** How the items that hold metadata are called; `content` is what those of type `mime` say of theirs. */
export const kinds = {
  exif: { type: 'Exif', content: null },
  xmp: { type: 'mime', content: 'application/rdf+xml' },
} as const
type Kind = keyof typeof kinds

/** A stretch of bytes that belongs to an item. */
export interface Extent {
  readonly offset: number
  readonly length: number
}

/** Where an item's bytes are. */
export interface Item {
  readonly id: number
  /** 0: in the file, 1: in the box of items' data. */
  readonly method: number
  readonly extents: readonly Extent[]
}

/** The parts of a file that have to do with items. */
export interface Items {
  readonly meta: Box
  readonly children: readonly Box[]
  readonly located: readonly Item[]
  readonly metadata: Readonly<Record<Kind, Item | undefined>>
}

/**
 * An AVIF with another XMP packet: where the last one was if there is room, else at the file's end. The picture's data
 * stays as it is.
 * @returns null when the file is not built as AVIFs are.
 */
export function replaceAvifXmp(file: Buffer, packet: string): FileParts | null {
  return replaceItem(file, 'xmp', (room) => paddedPacket(packet, room))
}

/** The same with another EXIF block: libvips has them written anew by a library that drops what it does not know. */
export function replaceAvifExif(file: Buffer, exif: Buffer): FileParts | null {
  // Before it stands where the block begins behind that.
  const offset = Buffer.from([0, 0, 0, exifPrefix.length])
  return replaceItem(file, 'exif', () => Buffer.concat([offset, exifPrefix, exif]))
}

/** @param bytesFor given the room that there is. */
function replaceItem(file: Buffer, kind: Kind, bytesFor: (room: number) => Buffer): FileParts | null {
  const items = readItems(file)
  if (!items) return null
  const item = items.metadata[kind]
  const [place, ...more] = item?.extents ?? []
  const isWhole = item?.method === 0 && more.length === 0
  const bytes = bytesFor(isWhole && place ? place.length : 0)
  if (isWhole && place?.length === bytes.length)
    return [file.subarray(0, place.offset), bytes, file.subarray(place.offset + place.length)]
  const { meta, located } = items
  const id = item?.id ?? 1 + Math.max(...located.map((other) => other.id))
  // Twice: how long it gets does not depend on where its parts are.
  const { length } = metaBox(items, { kind, id, place: { offset: 0, length: 0 }, shift: 0 })
  const shift = length - (meta.end - meta.start)
  const offset = file.length + shift + headBytes
  const renewed = metaBox(items, { kind, id, place: { offset, length: bytes.length }, shift })
  return [file.subarray(0, meta.start), renewed, file.subarray(meta.end), box('mdat', bytes)]
}

/** An AVIF's EXIF block, where it lies in the file; null when there is none. */
export function exifInAvif(file: Buffer): Buffer | null {
  const [place] = readItems(file)?.metadata.exif?.extents ?? []
  if (!place || place.length < 4) return null
  const item = file.subarray(place.offset, place.offset + place.length)
  return item.subarray(4 + item.readUInt32BE(0))
}

/** What an AVIF says of its items; null when it is not built as AVIFs are. */
export function readItems(file: Buffer): Items | null {
  const meta = readBoxes(file, 0, file.length).find(({ type }) => type === 'meta')
  if (!meta) return null
  const children = readBoxes(meta.data, versionBytes, meta.data.length)
  const child = (type: string) => children.find((box) => box.type === type)
  const [iloc, iinf] = [child('iloc'), child('iinf')]
  if (!iloc || !iinf) return null
  const located = readLocations(iloc.data)
  const infos = readBoxes(iinf.data, versionBytes + (iinf.data[0] === 0 ? 2 : 4), iinf.data.length).map(readInfo)
  const itemOf = (kind: Kind) => {
    const { type, content } = kinds[kind]
    const id = infos.find((info) => info.type === type && (content === null || info.content === content))?.id
    return located.find((item) => item.id === id)
  }
  return { meta, children, located, metadata: { exif: itemOf('exif'), xmp: itemOf('xmp') } }
}

interface ItemInfo {
  readonly id: number
  readonly type: string
  /** Of `mime` items. */
  readonly content: string
}

/** What an item is (`infe`, ISO/IEC 14496-12, 8.11.6); those older than version 2 are none of ours. */
function readInfo({ data }: Box): ItemInfo {
  const long = data[0] === 3
  const at = versionBytes + (long ? 4 : 2) + 2
  const [, content = ''] = data.toString('latin1', at + 4).split('\0')
  const id = long ? data.readUInt32BE(versionBytes) : data.readUInt16BE(versionBytes)
  return { id, type: data.toString('latin1', at, at + 4), content }
}

/** Where all items are (`iloc`, 8.11.3), in offsets from the file's start. */
function readLocations(data: Buffer): Item[] {
  const version = data.readUInt8(0)
  const sizes = data.readUInt16BE(versionBytes)
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15]
  const indexSize = version > 0 ? sizes & 15 : 0
  let at = versionBytes + 2
  const next = (size: number) => {
    at += size
    return size === 0 ? 0 : size === 8 ? Number(data.readBigUInt64BE(at - 8)) : data.readUIntBE(at - size, size)
  }
  const idSize = version < 2 ? 2 : 4
  return Array.from({ length: next(idSize) }, () => {
    const id = next(idSize)
    const method = version > 0 ? next(2) & 15 : 0
    next(2) // which file: this one
    const base = next(baseSize)
    const extents = Array.from({ length: next(2) }, () => {
      next(indexSize)
      return { offset: base + next(offsetSize), length: next(lengthSize) }
    })
    return { id, method, extents }
  })
}

/** Where metadata is to be, and by how much all else behind the box of items moves. */
interface Placing {
  readonly kind: Kind
  readonly id: number
  readonly place: Extent
  readonly shift: number
}

/** The box of items with one of them at a place. */
function metaBox({ meta, children, located, metadata }: Items, { kind, id, place, shift }: Placing): Buffer {
  const moved = located
    .filter((item) => item.id !== id)
    .map((item) => ({
      ...item,
      extents: item.extents.map(({ offset, length }) => {
        const behind = item.method === 0 && offset >= meta.end
        return { offset: offset + (behind ? shift : 0), length }
      }),
    }))
  const locations = locationsBox([...moved, { id, method: 0, extents: [place] }])
  const isNew = metadata[kind] === undefined
  const pitm = children.find(({ type }) => type === 'pitm')?.data
  const parts = children.map(({ type, data }) => {
    if (type === 'iloc') return locations
    if (type === 'iinf' && isNew) return withInfo(data, id, kind)
    return type === 'iref' && isNew ? withReference(data, id, pitm) : box(type, data)
  })
  const hasReferences = children.some(({ type }) => type === 'iref')
  if (isNew && !hasReferences) parts.push(withReference(Buffer.alloc(versionBytes), id, pitm))
  return box('meta', meta.data.subarray(0, versionBytes), ...parts)
}

/** Where items are: version 1, which knows of data in boxes, with 4 bytes for offsets and lengths. */
export function locationsBox(items: readonly Item[]): Buffer {
  const head = Buffer.from([1, 0, 0, 0, 0x44, 0, 0, 0])
  head.writeUInt16BE(items.length, 6)
  const entries = items.map(({ id, method, extents }) => {
    const entry = Buffer.alloc(8 + 8 * extents.length)
    entry.writeUInt16BE(id, 0)
    entry.writeUInt16BE(method, 2)
    entry.writeUInt16BE(extents.length, 6)
    extents.forEach(({ offset, length }, i) => {
      entry.writeUInt32BE(offset, 8 + 8 * i)
      entry.writeUInt32BE(length, 12 + 8 * i)
    })
    return entry
  })
  return box('iloc', head, ...entries)
}

/** The list of items with one more. */
function withInfo(data: Buffer, id: number, kind: Kind): Buffer {
  const list = Buffer.from(data)
  if (list[0] === 0) list.writeUInt16BE(list.readUInt16BE(versionBytes) + 1, versionBytes)
  else list.writeUInt32BE(list.readUInt32BE(versionBytes) + 1, versionBytes)
  // Version 2, hidden; its number, no protection.
  const head = Buffer.from([2, 0, 0, 1, 0, 0, 0, 0])
  head.writeUInt16BE(id, versionBytes)
  const { type, content } = kinds[kind]
  const name = content === null ? `${type}\0` : `${type}\0${content}\0\0`
  return box('iinf', list, box('infe', head, Buffer.from(name, 'latin1')))
}

/** The references with one more: the item describes the picture. */
function withReference(data: Buffer, id: number, pitm: Buffer | undefined): Buffer {
  const long = data[0] === 1
  const primary = pitm ? (pitm[0] === 0 ? pitm.readUInt16BE(versionBytes) : pitm.readUInt32BE(versionBytes)) : 1
  const size = long ? 4 : 2
  const reference = Buffer.alloc(2 * size + 2)
  reference.writeUIntBE(id, 0, size)
  reference.writeUInt16BE(1, size)
  reference.writeUIntBE(primary, size + 2, size)
  return box('iref', data, box('cdsc', reference))
}
