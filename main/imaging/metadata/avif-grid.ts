import type { Size } from '../../../core/geometry/types'
import { type Item, kinds, locationsBox, readItems } from './avif'
import { type Box, box, headBytes, readBoxes, versionBytes } from './boxes'
import type { FileParts } from './picture-metadata'

/** How a picture is made of tiles, row by row. Tiles are of one size, and may reach beyond the picture. */
export interface Grid extends Size {
  readonly columns: number
  readonly rows: number
}

/** Most px of a picture that is coded as one: what decoders of AVIF's baseline profile take (AV1 level 5.1). */
const mostTilePixels = 8_912_896

/** Px of a picture from which on one with alpha has smaller tiles, which its encoder takes more memory for. */
const largePixels = 64_000_000

/** The fewest columns and rows of tiles that are small enough. */
export function avifGrid({ width, height }: Size, hasAlpha: boolean): Grid {
  const most = hasAlpha && width * height > largePixels ? mostTilePixels / 4 : mostTilePixels
  let [columns, rows] = [1, 1]
  for (;;) {
    const grid = { columns, rows, width, height }
    const tile = tileSize(grid)
    if (tile.width * tile.height <= most) return grid
    if (tile.width >= tile.height) columns++
    else rows++
  }
}

/** Of each tile, px: even, as encoders like it. */
export function tileSize({ columns, rows, width, height }: Grid): Size {
  return { width: evenFrom(width / columns), height: evenFrom(height / rows) }
}

function evenFrom(px: number): number {
  return 2 * Math.ceil(px / 2)
}

/** Properties of an item: places among the file's, from 1, those that a reader has to know marked by the highest bit. */
export type Associations = readonly number[]

export const essential = 0x8000

/**
 * One AVIF of several: tiles that were encoded alike. What the first carries besides its picture is the whole's. The alpha of
 * tiles that have one makes a second grid, which belongs to the first (auxiliary item, ISO/IEC 23000-22, 7.3.5.2).
 * @throws {TypeError} when they are not built as libheif builds them.
 */
export function avifOfTiles(tiles: readonly Buffer[], grid: Grid): FileParts {
  const parsed = tiles.map(readTile)
  const [first] = parsed
  if (!first) throw new TypeError('Expected a tile')
  const size = first.properties.length + 1
  const colour = gridLayer(1, parsed, size)
  const alpha = first.alpha && gridLayer(colour.id + 1, parsed.map(alphaOf), size)
  const layers = alpha ? [colour, alpha] : [colour]
  const described = (['exif', 'xmp'] as const).flatMap((kind) => {
    const data = first.metadata[kind]
    return data ? [{ ...kinds[kind], data }] : []
  })
  const nextId = 1 + Math.max(...layers.map(({ id }) => id))
  const infos = [
    ...layers.flatMap(({ tiles: parts, id }, i) => [
      ...parts.map((part) => infoBox(part.id, 'av01', null, true)),
      infoBox(id, 'grid', null, i > 0),
    ]),
    ...described.map(({ type, content }, i) => infoBox(nextId + i, type, content, true)),
  ]
  const references = [
    ...layers.map(({ id, tiles: parts }) => box('dimg', uints(2, id, parts.length, ...parts.map((part) => part.id)))),
    ...(alpha ? [box('auxl', uints(2, alpha.id, 1, colour.id))] : []),
    ...described.map((_, i) => box('cdsc', uints(2, nextId + i, 1, colour.id))),
  ]
  const associations = layers.flatMap(({ id, tiles: parts, own, ofTiles }) => [
    ...parts.map((part) => associationsOf(part.id, ofTiles)),
    associationsOf(id, own),
  ])
  const shape = Buffer.concat([Buffer.from([0, 1, grid.rows - 1, grid.columns - 1]), uints(4, grid.width, grid.height)])
  const contents = [
    ...layers.flatMap((layer) => layer.tiles),
    ...described.map(({ data }, i) => ({ id: nextId + i, data })),
  ]
  const shaped = layers.map(({ id }): Item => ({ id, method: 1, extents: [{ offset: 0, length: shape.length }] }))

  const metaAt = (offset: number) =>
    fullBox(
      'meta',
      0,
      first.handler,
      fullBox('pitm', 0, uints(2, colour.id)),
      locationsBox([...located(contents, offset), ...shaped]),
      fullBox('iinf', 0, uints(2, infos.length), ...infos),
      fullBox('iref', 0, ...references),
      box(
        'iprp',
        box('ipco', ...first.properties, fullBox('ispe', 0, uints(4, grid.width, grid.height))),
        associationsBox(associations),
      ),
      box('idat', shape),
    )
  // Twice: how long it gets does not depend on where its parts are.
  const start = first.type.length + metaAt(0).length + headBytes
  const length = contents.reduce((sum, { data }) => sum + data.length, 0)
  const head = Buffer.concat([uints(4, length + headBytes), Buffer.from('mdat')])
  return [first.type, metaAt(start), head, ...contents.map(({ data }) => data)]
}

interface Content {
  readonly id: number
  readonly data: Buffer
}

/** Tiles and the grid that they make. */
interface Layer {
  readonly id: number
  readonly tiles: readonly Content[]
  /** Of the grid, and of each tile. */
  readonly own: Associations
  readonly ofTiles: Associations
}

/** @param size the place of the grid's size among the properties */
function gridLayer(firstId: number, pictures: readonly TilePicture[], size: number): Layer {
  const tiles = pictures.map(({ data }, i) => ({ id: firstId + i, data }))
  const [{ associations, properties } = { associations: [], properties: [] }] = pictures
  const typeOf = (association: number) => properties[(association & ~essential) - 1]?.toString('latin1', 4, 8) ?? ''
  return {
    id: firstId + tiles.length,
    tiles,
    // The decoder's settings and the size are each tile's own, all else is the whole's, too.
    own: [size, ...associations.filter((one) => !['av1C', 'ispe'].includes(typeOf(one)))],
    // What it is to another picture is the whole's alone.
    ofTiles: associations.filter((one) => typeOf(one) !== 'auxC'),
  }
}

function alphaOf({ alpha }: Tile): TilePicture {
  if (!alpha) throw new TypeError('Expected all tiles to have alpha')
  return alpha
}

/** Where tiles and metadata are, one after another. */
export function located(contents: readonly Content[], start: number): readonly Item[] {
  let offset = start
  return contents.map(({ id, data }): Item => {
    const item = { id, method: 0, extents: [{ offset, length: data.length }] }
    offset += data.length
    return item
  })
}

/** A coded picture. */
interface TilePicture {
  readonly data: Buffer
  /** All properties of its file, as boxes. */
  readonly properties: readonly Buffer[]
  /** Which of them are its own. */
  readonly associations: Associations
}

interface Tile extends TilePicture {
  /** Boxes as they stand: the file's type, and what its items are for. */
  readonly type: Buffer
  readonly handler: Buffer
  /** How opaque it is; null: wholly. */
  readonly alpha: TilePicture | null
  readonly metadata: Readonly<Record<'exif' | 'xmp', Buffer | null>>
}

function readTile(file: Buffer): Tile {
  const items = readItems(file)
  const child = (type: string) => items?.children.find((box) => box.type === type)
  const [pitm, hdlr, iprp, iref] = [child('pitm'), child('hdlr'), child('iprp'), child('iref')]
  const [ftyp] = readBoxes(file, 0, file.length)
  const parts = iprp ? readBoxes(iprp.data, 0, iprp.data.length) : []
  const [ipco, ipma] = ['ipco', 'ipma'].map((type) => parts.find((box) => box.type === type))
  if (!items || !ftyp || !pitm || !hdlr || !ipco || !ipma) throw new TypeError('Expected an AVIF with a main picture')
  const bytesOf = (item: Item | undefined) =>
    item ? Buffer.concat(item.extents.map(({ offset, length }) => file.subarray(offset, offset + length))) : null
  const properties = readBoxes(ipco.data, 0, ipco.data.length).map(({ type, data: inside }) => box(type, inside))
  const all = readAssociations(ipma.data)
  const pictureOf = (id: number): TilePicture => {
    const data = bytesOf(items.located.find((item) => item.id === id))
    const associations = all.get(id)
    if (!data || !associations) throw new TypeError('Expected the picture to be in the file')
    return { data, properties, associations }
  }
  const id = pitm.data.readUInt16BE(versionBytes)
  const alphaId = iref ? auxiliaryOf(iref, id) : null
  return {
    ...pictureOf(id),
    type: file.subarray(ftyp.start, ftyp.end),
    handler: box('hdlr', hdlr.data),
    alpha: alphaId === null ? null : pictureOf(alphaId),
    metadata: { exif: bytesOf(items.metadata.exif), xmp: bytesOf(items.metadata.xmp) },
  }
}

/** The picture that belongs to another; what libheif writes has none but an alpha. */
function auxiliaryOf(iref: Box, id: number): number | null {
  const references = readBoxes(iref.data, versionBytes, iref.data.length)
  const found = references.find(({ type, data }) => type === 'auxl' && data.readUInt16BE(4) === id)
  return found ? found.data.readUInt16BE(0) : null
}

/** The properties of all items (`ipma`, ISO/IEC 23008-12, 9.3). */
export function readAssociations(data: Buffer): ReadonlyMap<number, Associations> {
  const all = new Map<number, Associations>()
  const [version, isWide] = [data.readUInt8(0), (data.readUInt8(3) & 1) === 1]
  let at = versionBytes
  const next = (size: 1 | 2 | 4) => {
    at += size
    return data.readUIntBE(at - size, size)
  }
  for (let entries = next(4); entries > 0; entries--) {
    const id = next(version < 1 ? 2 : 4)
    const associations = Array.from({ length: next(1) }, () => {
      const value = next(isWide ? 2 : 1)
      return isWide ? value : (value & 0x7f) | (value & 0x80 ? essential : 0)
    })
    if (!all.has(id)) all.set(id, associations)
  }
  return all
}

export function associationsOf(id: number, associations: Associations): Buffer {
  return Buffer.concat([uints(2, id), Buffer.from([associations.length]), uints(2, ...associations)])
}

/** With 16 bits for each association. */
export function associationsBox(entries: readonly Buffer[]): Buffer {
  return fullBox('ipma', 1, uints(4, entries.length), ...entries)
}

/** What an item is: version 2, with a number of 16 bits, not protected. */
export function infoBox(id: number, type: string, content: string | null, isHidden: boolean): Buffer {
  const head = Buffer.from([2, 0, 0, isHidden ? 1 : 0, 0, 0, 0, 0])
  head.writeUInt16BE(id, versionBytes)
  return box('infe', head, Buffer.from(content === null ? `${type}\0` : `${type}\0${content}\0\0`, 'latin1'))
}

/** A box of version 0. */
export function fullBox(type: string, flags: number, ...data: readonly Buffer[]): Buffer {
  return box(type, Buffer.from([0, 0, 0, flags]), ...data)
}

/** Whole numbers of so many bytes each. */
export function uints(bytes: 2 | 4, ...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(bytes * values.length)
  for (const [i, value] of values.entries()) buffer.writeUIntBE(value, i * bytes, bytes)
  return buffer
}
