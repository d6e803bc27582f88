import { readBoxes } from '../boxes'
import type { FileBytes } from '../file-bytes'
import { type Item, readItems } from '../metadata/avif'
import { type Associations, essential, type Grid, readAssociations } from '../metadata/avif-grid'
import { type Box, box, readBoxes as readInnerBoxes, versionBytes } from '../metadata/boxes'

/** Px from which on a picture is decoded tile by tile where it is made of tiles: as a whole it takes much memory. */
export const tiledPixels = 40_000_000

/** Tiles up to which libheif decodes a picture as a whole: of a file's 256 parts some are none. */
export const mostTiles = 240

/** More than what says how a picture is made ever takes, bytes. */
const maxMetaBytes = 16 * 1024 * 1024

/** Properties by which a picture is turned once it is put together. */
const turning: readonly string[] = ['irot', 'imir']

/** A HEIC's or AVIF's main picture that is made of tiles. */
export interface PictureGrid extends Grid {
  /** Row by row. */
  readonly tiles: readonly Item[]
  /** Of a tile, px. */
  readonly tileWidth: number
  readonly tileHeight: number
  /** Boxes as they stand: the file's type, what its items are for, and all properties. */
  readonly type: Buffer
  readonly handler: Buffer
  readonly properties: readonly Buffer[]
  readonly ownProperties: Associations
  /** Of each tile. */
  readonly tileProperties: readonly Associations[]
}

/**
 * How a main picture is made of tiles; null when it is not, when it is cut or, as AVIF, turned as a whole, or when that is
 * broken.
 */
export function gridOf(file: FileBytes): PictureGrid | null {
  try {
    return readGrid(file)
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return null
    throw error
  }
}

function readGrid(file: FileBytes): PictureGrid | null {
  const [ftyp, ...boxes] = readBoxes(file)
  const meta = boxes.find(({ type }) => type === 'meta')
  if (ftyp?.type !== 'ftyp' || !meta || meta.end > maxMetaBytes) return null
  const items = readItems(file.read(0, meta.end))
  const child = (type: string) => items?.children.find((one) => one.type === type)
  const [pitm, hdlr, iref, iprp] = [child('pitm'), child('hdlr'), child('iref'), child('iprp')]
  if (!items || !pitm || !hdlr || !iref || !iprp) return null
  const id = pitm.data[0] === 0 ? pitm.data.readUInt16BE(versionBytes) : pitm.data.readUInt32BE(versionBytes)
  const main = items.located.find((item) => item.id === id)
  const shape = main && shapeOf(itemBytes(file, main, child('idat')))
  const [ipco, ipma] = ['ipco', 'ipma'].map((type) =>
    readInnerBoxes(iprp.data, 0, iprp.data.length).find((one) => one.type === type),
  )
  if (!shape || !ipco || !ipma) return null
  const properties = readInnerBoxes(ipco.data, 0, ipco.data.length)
  const propertyOf = (association: number) => properties[(association & ~essential) - 1]
  const ownProperties = readAssociations(ipma.data, id)
  const ownTypes = ownProperties.map((one) => propertyOf(one)?.type ?? '')
  // Tiles of a HEIC are turned by libheif.
  const isAvif = properties.some(({ type }) => type === 'av1C')
  if (ownTypes.includes('clap') || (isAvif && ownTypes.some((type) => turning.includes(type)))) return null
  const ids = tilesOf(iref, id)
  const tiles = ids.map((tile) => items.located.find((item) => item.id === tile)).filter((item) => item !== undefined)
  const tileProperties = ids.map((tile) => readAssociations(ipma.data, tile))
  const size = tileProperties[0]?.map(propertyOf).find((property) => property?.type === 'ispe')
  if (!size || tiles.length < 2 || tiles.length !== shape.columns * shape.rows) return null
  return {
    ...shape,
    tiles,
    tileWidth: size.data.readUInt32BE(versionBytes),
    tileHeight: size.data.readUInt32BE(versionBytes + 4),
    type: file.read(0, ftyp.end),
    handler: box('hdlr', hdlr.data),
    properties: properties.map(({ type, data }) => box(type, data)),
    ownProperties,
    tileProperties,
  }
}

/** An item's bytes, in the file or among the small data in the box of items. */
export function itemBytes(file: FileBytes, { method, extents }: Item, idat?: Box): Buffer {
  const parts = extents.map(({ offset, length }) =>
    method === 0 ? file.read(offset, length) : (idat?.data.subarray(offset, offset + length) ?? Buffer.alloc(0)),
  )
  return Buffer.concat(parts)
}

/** The shape of a grid (ISO/IEC 23008-12, 6.6.2.3.2); null when the data is another picture's. */
function shapeOf(data: Buffer): Grid | null {
  const size = (data.readUInt8(1) & 1) === 1 ? 4 : 2
  if (data[0] !== 0 || data.length !== 4 + 2 * size) return null
  const [width, height] = [data.readUIntBE(4, size), data.readUIntBE(4 + size, size)]
  return { rows: data.readUInt8(2) + 1, columns: data.readUInt8(3) + 1, width, height }
}

/** The pictures that one is made of. */
function tilesOf({ data }: Box, id: number): number[] {
  const size = data[0] === 0 ? 2 : 4
  const references = readInnerBoxes(data, versionBytes, data.length)
  const made = references.find(({ type, data: from }) => type === 'dimg' && from.readUIntBE(0, size) === id)
  if (!made) return []
  return Array.from({ length: made.data.readUInt16BE(size) }, (_, i) => made.data.readUIntBE(size + 2 + i * size, size))
}
