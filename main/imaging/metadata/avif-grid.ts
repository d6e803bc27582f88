import type { Size } from '../../../core/geometry/types'
import { type Item, kinds, locationsBox, readItems } from './avif'
import { box, headBytes, readBoxes, versionBytes } from './boxes'
import type { FileParts } from './picture-metadata'

/** How a picture is made of tiles, row by row. Tiles are of one size, and may reach beyond the picture. */
export interface Grid extends Size {
  readonly columns: number
  readonly rows: number
}

/** Most px of a picture that is coded as one: what decoders of AVIF's baseline profile take (AV1 level 5.1). */
const mostTilePixels = 8_912_896

/** The fewest columns and rows of tiles that are small enough. */
export function avifGrid({ width, height }: Size): Grid {
  let [columns, rows] = [1, 1]
  for (;;) {
    const grid = { columns, rows, width, height }
    const tile = tileSize(grid)
    if (tile.width * tile.height <= mostTilePixels) return grid
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
 * One AVIF of several: tiles that were encoded alike. What the first carries besides its picture is the whole's.
 * @throws {TypeError} when they are not built as libheif builds them.
 */
export function avifOfTiles(tiles: readonly Buffer[], grid: Grid): FileParts {
  const parsed = tiles.map(readTile)
  const [first] = parsed
  if (!first) throw new TypeError('Expected a tile')
  const main = tiles.length + 1
  const described = (['exif', 'xmp'] as const).flatMap((kind) => {
    const data = first.metadata[kind]
    return data ? [{ ...kinds[kind], data }] : []
  })
  const properties = [...first.properties, fullBox('ispe', 0, uints(4, grid.width, grid.height))]
  const isOf = (association: number, types: readonly string[]) =>
    types.includes(properties[(association & ~essential) - 1]?.toString('latin1', 4, 8) ?? '')
  // The decoder's settings and the size are each tile's own, all else is the whole's, too.
  const shared = first.associations.filter((one) => !isOf(one, ['av1C', 'ispe']))
  const infos = [
    ...tiles.map((_, i) => infoBox(i + 1, 'av01', null, true)),
    infoBox(main, 'grid', null, false),
    ...described.map(({ type, content }, i) => infoBox(main + 1 + i, type, content, true)),
  ]
  const references = [
    box('dimg', uints(2, main, tiles.length, ...tiles.map((_, i) => i + 1))),
    ...described.map((_, i) => box('cdsc', uints(2, main + 1 + i, 1, main))),
  ]
  const associations = [
    ...tiles.map((_, i) => associationsOf(i + 1, first.associations)),
    associationsOf(main, [properties.length, ...shared]),
  ]
  const shape = Buffer.concat([Buffer.from([0, 1, grid.rows - 1, grid.columns - 1]), uints(4, grid.width, grid.height)])
  const contents = [...parsed.map(({ data }) => data), ...described.map(({ data }) => data)]

  const metaAt = (offset: number) =>
    fullBox(
      'meta',
      0,
      first.handler,
      fullBox('pitm', 0, uints(2, main)),
      locationsBox(located(contents, main, shape.length, offset)),
      fullBox('iinf', 0, uints(2, infos.length), ...infos),
      fullBox('iref', 0, ...references),
      box('iprp', box('ipco', ...properties), associationsBox(associations)),
      box('idat', shape),
    )
  // Twice: how long it gets does not depend on where its parts are.
  const start = first.type.length + metaAt(0).length + headBytes
  const length = contents.reduce((sum, data) => sum + data.length, 0)
  const head = Buffer.concat([uints(4, length + headBytes), Buffer.from('mdat')])
  return [first.type, metaAt(start), head, ...contents]
}

/** Where tiles, the grid's shape (in the box of items' data) and metadata are. */
function located(contents: readonly Buffer[], main: number, shapeBytes: number, start: number): readonly Item[] {
  let offset = start
  const items = contents.map((data, i): Item => {
    const item = { id: i + 1 < main ? i + 1 : i + 2, method: 0, extents: [{ offset, length: data.length }] }
    offset += data.length
    return item
  })
  return [...items, { id: main, method: 1, extents: [{ offset: 0, length: shapeBytes }] }]
}

interface Tile {
  /** Boxes as they stand: the file's type, what its items are for, and all properties. */
  readonly type: Buffer
  readonly handler: Buffer
  readonly properties: readonly Buffer[]
  readonly associations: Associations
  /** The coded picture. */
  readonly data: Buffer
  readonly metadata: Readonly<Record<'exif' | 'xmp', Buffer | null>>
}

function readTile(file: Buffer): Tile {
  const items = readItems(file)
  const child = (type: string) => items?.children.find((box) => box.type === type)
  const [pitm, hdlr, iprp] = [child('pitm'), child('hdlr'), child('iprp')]
  const [ftyp] = readBoxes(file, 0, file.length)
  const parts = iprp ? readBoxes(iprp.data, 0, iprp.data.length) : []
  const [ipco, ipma] = ['ipco', 'ipma'].map((type) => parts.find((box) => box.type === type))
  if (!items || !ftyp || !pitm || !hdlr || !ipco || !ipma) throw new TypeError('Expected an AVIF with a main picture')
  const id = pitm.data.readUInt16BE(versionBytes)
  const bytesOf = (item: Item | undefined) =>
    item ? Buffer.concat(item.extents.map(({ offset, length }) => file.subarray(offset, offset + length))) : null
  const data = bytesOf(items.located.find((item) => item.id === id))
  if (!data) throw new TypeError('Expected the main picture to be in the file')
  return {
    type: file.subarray(ftyp.start, ftyp.end),
    handler: box('hdlr', hdlr.data),
    properties: readBoxes(ipco.data, 0, ipco.data.length).map(({ type, data: inside }) => box(type, inside)),
    associations: readAssociations(ipma.data, id),
    data,
    metadata: { exif: bytesOf(items.metadata.exif), xmp: bytesOf(items.metadata.xmp) },
  }
}

/** The properties of an item (`ipma`, ISO/IEC 23008-12, 9.3). */
export function readAssociations(data: Buffer, wanted: number): Associations {
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
    if (id === wanted) return associations
  }
  throw new TypeError('Expected the main picture to have properties')
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
