import { isDeepStrictEqual } from 'node:util'
import { readBoxes } from '../boxes'
import type { FileBytes } from '../file-bytes'
import { type Item, readItems } from '../metadata/avif'
import { type Associations, essential, type Grid, readAssociations } from '../metadata/avif-grid'
import { type Box, box, readBoxes as readInnerBoxes, versionBytes } from '../metadata/boxes'
import { type Placing, placed, type Step } from './placing'

/** Px from which on a picture is decoded tile by tile where it is made of tiles: as a whole it takes much memory. */
export const tiledPixels = 40_000_000

/** Tiles up to which libheif decodes a picture as a whole: of a file's 256 parts some are none. */
export const mostTiles = 240

/** More than what says how a picture is made ever takes, bytes. */
const maxMetaBytes = 16 * 1024 * 1024

/** What libheif takes for a picture's alpha (`auxC`). */
const alphaKinds: readonly string[] = [
  'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha',
  'urn:mpeg:hevc:2015:auxid:1',
  'urn:mpeg:avc:2015:auxid:1',
]

/** Properties by which a picture becomes another; those of `iscl` change its size. */
const stepTypes: readonly string[] = ['clap', 'irot', 'imir', 'iscl']

/** Tiles that make a picture, row by row. */
export interface Layer {
  readonly tiles: readonly Item[]
  /** Of each tile, and of the whole. */
  readonly tileProperties: readonly Associations[]
  readonly ownProperties: Associations
}

/** How the tiles of a layer make a picture: alpha's in the same way as the colours'. */
interface Shape extends Grid {
  /** Of a tile, px. */
  readonly tileWidth: number
  readonly tileHeight: number
  /** What is done with the picture once it is put together. */
  readonly steps: readonly Step[]
}

/** A HEIC's or AVIF's main picture that is made of tiles. */
export interface PictureGrid extends Shape {
  readonly colour: Layer
  /** Null when it is wholly opaque. */
  readonly alpha: Layer | null
  /** Whether colours are multiplied with alpha. */
  readonly isPremultiplied: boolean
  /** What the steps make of it. */
  readonly placing: Placing
  /** Boxes as they stand: the file's type, what its items are for, and all properties. */
  readonly type: Buffer
  readonly handler: Buffer
  readonly properties: readonly Buffer[]
}

/**
 * How a main picture is made of tiles; null when it is not, when its alpha is made otherwise or something is done with it
 * that cannot be done with each tile, or when that is broken.
 */
export function gridOf(file: FileBytes): PictureGrid | null {
  try {
    return readGrid(file)
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return null
    throw error
  }
}

/** What a file says of its items. */
interface Contents {
  /** By their numbers. */
  readonly items: ReadonlyMap<number, Item>
  readonly associations: ReadonlyMap<number, Associations>
  readonly references: readonly Reference[]
  readonly properties: readonly Box[]
  readonly dataOf: (item: Item) => Buffer
}

interface Reference {
  readonly type: string
  readonly from: number
  readonly to: readonly number[]
}

function readGrid(file: FileBytes): PictureGrid | null {
  const [ftyp, ...boxes] = readBoxes(file)
  const meta = boxes.find(({ type }) => type === 'meta')
  if (ftyp?.type !== 'ftyp' || !meta || meta.end > maxMetaBytes) return null
  const items = readItems(file.read(0, meta.end))
  const child = (type: string) => items?.children.find((one) => one.type === type)
  const [pitm, hdlr, iref, iprp] = [child('pitm'), child('hdlr'), child('iref'), child('iprp')]
  if (!items || !pitm || !hdlr || !iref || !iprp) return null
  const [ipco, ipma] = ['ipco', 'ipma'].map((type) =>
    readInnerBoxes(iprp.data, 0, iprp.data.length).find((one) => one.type === type),
  )
  if (!ipco || !ipma) return null
  const contents: Contents = {
    items: new Map(items.located.map((item) => [item.id, item])),
    associations: readAssociations(ipma.data),
    references: readReferences(iref),
    properties: readInnerBoxes(ipco.data, 0, ipco.data.length),
    dataOf: (item) => itemBytes(file, item, child('idat')),
  }
  const id = pitm.data[0] === 0 ? pitm.data.readUInt16BE(versionBytes) : pitm.data.readUInt32BE(versionBytes)
  const [alphaOfMain, ...more] = alphasIn(contents)
  const colour = readLayer(contents, id)
  const alpha = alphaOfMain ? readLayer(contents, alphaOfMain.from) : null
  if (alpha && !(alphaOfMain?.to.includes(id) && isDeepStrictEqual(alpha.shape, colour.shape))) return null
  const placing = placed(colour.shape, colour.shape.steps)
  if (!placing || more.length > 0) return null
  return {
    ...colour.shape,
    colour: colour.layer,
    alpha: alpha?.layer ?? null,
    isPremultiplied: contents.references.some(({ type, from }) => type === 'prem' && from === id),
    placing,
    type: file.read(0, ftyp.end),
    handler: box('hdlr', hdlr.data),
    properties: contents.properties.map(({ type, data }) => box(type, data)),
  }
}

/** @throws {TypeError} when an item is not made of tiles, or in a way in which it cannot be decoded by them */
function readLayer(contents: Contents, id: number): { readonly layer: Layer; readonly shape: Shape } {
  const { items, references, associations, dataOf } = contents
  const main = items.get(id)
  const grid = main && shapeOf(dataOf(main))
  const ids = references.find(({ type, from }) => type === 'dimg' && from === id)?.to ?? []
  const tiles = ids.map((tile) => items.get(tile)).filter((item) => item !== undefined)
  const tileProperties = ids.map((tile) => associations.get(tile) ?? [])
  const ofTiles = tileProperties.map((own) => propertiesOf(contents, own))
  const [size, ...sizes] = ofTiles.map((own) => own.find(({ type }) => type === 'ispe')?.data)
  const isPlain = !ofTiles.flat().some(({ type }) => stepTypes.includes(type))
  const isEven = size !== undefined && sizes.every((other) => other?.equals(size))
  if (!grid || !isEven || !isPlain || tiles.length < 2 || tiles.length !== grid.columns * grid.rows)
    throw new TypeError('Expected a picture made of tiles')
  const ownProperties = associations.get(id) ?? []
  const own = propertiesOf(contents, ownProperties)
  const shape = {
    ...grid,
    tileWidth: size.readUInt32BE(versionBytes),
    tileHeight: size.readUInt32BE(versionBytes + 4),
    steps: own.filter(({ type }) => stepTypes.includes(type)).map(stepOf),
  }
  return { layer: { tiles, tileProperties, ownProperties }, shape }
}

function propertiesOf({ properties }: Contents, associations: Associations): Box[] {
  return associations
    .map((association) => properties[(association & ~essential) - 1])
    .filter((property) => property !== undefined)
}

/** What pictures there are that are the alpha of others. */
function alphasIn(contents: Contents): Reference[] {
  const isAlpha = ({ type, data }: Box) =>
    type === 'auxC' && alphaKinds.includes(data.toString('latin1', versionBytes).split('\0')[0] ?? '')
  return contents.references.filter(
    ({ type, from }) => type === 'auxl' && propertiesOf(contents, contents.associations.get(from) ?? []).some(isAlpha),
  )
}

/** What a property does with a picture. @throws {TypeError} when that is nothing that is known here */
function stepOf({ type, data }: Box): Step {
  if (type === 'irot') return { kind: 'turn', quarters: data.readUInt8(0) & 3 }
  if (type === 'imir') return { kind: 'mirror', way: (data.readUInt8(0) & 1) === 0 ? 'vertical' : 'horizontal' }
  // Fractions (ISO/IEC 14496-12, 12.1.4): the size, and how far its middle is from the picture's.
  const [width = 0, height = 0] = [0, 8].map((at) => data.readUInt32BE(at) / data.readUInt32BE(at + 4))
  const [x = 0, y = 0] = [16, 24].map((at) => data.readInt32BE(at) / data.readUInt32BE(at + 4))
  const isWhole = [width, height, 2 * x, 2 * y].every(Number.isInteger) && width > 0 && height > 0
  if (type !== 'clap' || !isWhole) throw new TypeError(`Expected to cut at whole px, got ${type}`)
  return { kind: 'crop', size: { width, height }, middle: { x, y } }
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

/** What items have to do with one another (`iref`, ISO/IEC 14496-12, 8.11.12). */
function readReferences({ data }: Box): Reference[] {
  const size = data[0] === 0 ? 2 : 4
  return readInnerBoxes(data, versionBytes, data.length).map(({ type, data: inside }) => {
    const count = inside.readUInt16BE(size)
    const to = Array.from({ length: count }, (_, i) => inside.readUIntBE(size + 2 + i * size, size))
    return { type, from: inside.readUIntBE(0, size), to }
  })
}
