import type { Size } from '../../../core/geometry/types'
import type { Pace, Share } from '../pace'
import type { Raster } from '../raster'
import { Band } from './band'
import { BitWriter } from './bit-writer'
import { cacheBits, type GroupCodes, GroupCounts, PixelCache, writeSmallImage } from './group-codes'
import { type Predictor, predictors, residuals } from './predictors'

/** Px a side of the blocks that have one predictor and one set of prefix codes: 2 to the power of these bits. */
const blockBits = 5
const blockSide = 1 << blockBits

/** Rows of a block from one to the next by which its predictor is chosen. */
const triedEvery = 4

/** About how many bits a difference takes, in `costsPerBit`. */
const costsPerBit = 16
const costs = Uint8Array.from({ length: 256 }, (_, value) =>
  Math.round(costsPerBit * Math.log2(1 + Math.min(value, 256 - value))),
)

/** Steps of a block's bits per px in which it counts as more restless than another. */
const groupsPerBit = 4

/** Share of the time that choosing takes; the rest is writing. */
const choosing = 0.6

/** The transforms' numbers. */
const transforms = { predictor: 0, subtractGreen: 2 } as const

/** How each block is encoded. */
interface Blocks extends Size {
  readonly predictors: Uint8Array
  readonly groups: Uint8Array
}

/**
 * The lossless data of a WebP (VP8L, RFC 9649) of 8-bit RGB, with or without alpha, in pieces.
 *
 * A library would be better, were there one for large pictures: libwebp takes 24 to 34 bytes for each px, at its least effort
 * still 18, which are 3 GB at 118 megapixels. This takes no more than what it writes. It looks for no repetitions, which
 * photographs hardly have; blocks that are about as restless share their prefix codes.
 * @throws {AppError} `cancelled`
 */
export async function encodeVp8l(picture: Raster, pace: Pace, [from, to]: Share): Promise<readonly Buffer[]> {
  const { width, height, hasAlpha } = picture
  const middle = from + (to - from) * choosing
  const { blocks, counts } = await chooseBlocks(picture, pace, [from, middle])
  const used = [...counts.keys()].sort((a, b) => a - b)
  const codes = used.map((group) => (counts.get(group) as GroupCounts).codes())
  const places = blocks.groups.map((group) => used.indexOf(group))

  const writer = new BitWriter()
  const write = (...numbers: readonly (readonly [value: number, bits: number])[]) => {
    for (const [value, bits] of numbers) writer.write(value, bits)
  }
  // Signature, size, alpha, version.
  write([0x2f, 8], [width - 1, 14], [height - 1, 14], [hasAlpha ? 1 : 0, 1], [0, 3])
  write([1, 1], [transforms.subtractGreen, 2])
  write([1, 1], [transforms.predictor, 2], [blockBits - 2, 3])
  writeSmallImage(
    writer,
    blocks.predictors.map((place) => predictorAt(place)[0]),
  )
  // No more transforms; a cache.
  write([0, 1], [1, 1], [cacheBits, 4])
  const isGrouped = codes.length > 1
  write([isGrouped ? 1 : 0, 1])
  if (isGrouped) {
    write([blockBits - 2, 3])
    writeSmallImage(writer, places)
  }
  for (const group of codes) group.tell(writer)
  await writePixels(writer, picture, { blocks: { ...blocks, groups: places }, codes }, pace, [middle, to])
  return writer.end()
}

function predictorAt(place: number | undefined): (typeof predictors)[number] {
  return predictors[place ?? 0] as (typeof predictors)[number]
}

/** Chooses each block's predictor, the one that leaves the smallest differences, and counts what is to be written. */
async function chooseBlocks(picture: Raster, pace: Pace, [from, to]: Share) {
  const size = { width: Math.ceil(picture.width / blockSide), height: Math.ceil(picture.height / blockSide) }
  const length = size.width * size.height
  const blocks: Blocks = { ...size, predictors: new Uint8Array(length), groups: new Uint8Array(length) }
  const counts = new Map<number, GroupCounts>()
  const band = new Band(picture, blockSide)
  const chooser = new Chooser(picture.width, band)
  const cache = new PixelCache()
  const out = new Int32Array(picture.width)
  await pace.rows(size.height, from, to, (blockRow) => {
    band.load(blockRow)
    for (let column = 0; column < size.width; column++) {
      const { place, group } = chooser.choose(column)
      blocks.predictors[blockRow * size.width + column] = place
      blocks.groups[blockRow * size.width + column] = group
      if (!counts.has(group)) counts.set(group, new GroupCounts())
    }
    for (const { group, left, right } of spansOf(band, blocks, blockRow, out)) {
      const count = counts.get(group) as GroupCounts
      for (let x = left; x < right; x++) {
        const pixel = out[x] as number
        count.add(pixel, cache.placeOf(pixel))
      }
    }
  })
  return { blocks, counts }
}

/** The parts of a band's rows that lie in one block each, in order; their differences are in `out`. */
function* spansOf(band: Band, blocks: Blocks, blockRow: number, out: Int32Array) {
  for (let row = 0; row < band.rows; row++) {
    const rows = band.at(row)
    const width = rows.line.length - 1
    for (let column = 0; column < blocks.width; column++) {
      const left = column * blockSide
      const right = Math.min(width, left + blockSide)
      const block = blockRow * blocks.width + column
      residuals(rows, left, right, predictorAt(blocks.predictors[block])[1], out)
      yield { group: blocks.groups[block] as number, left, right }
    }
  }
}

/** Finds what suits a block. */
class Chooser {
  readonly #out: Int32Array
  readonly #band: Band

  constructor(width: number, band: Band) {
    this.#out = new Int32Array(width)
    this.#band = band
  }

  /** The place of its predictor, and how restless it is. */
  choose(column: number): { readonly place: number; readonly group: number } {
    const left = column * blockSide
    const right = Math.min(this.#out.length, left + blockSide)
    let [best, least] = [0, Number.POSITIVE_INFINITY]
    for (const [place, [, predict]] of predictors.entries()) {
      const cost = this.#cost(left, right, predict)
      if (cost < least) [best, least] = [place, cost]
    }
    return { place: best, group: Math.floor((least * groupsPerBit) / costsPerBit) }
  }

  /** Of a px, on average. */
  #cost(left: number, right: number, predict: Predictor): number {
    const { rows } = this.#band
    let [cost, pixels] = [0, 0]
    // The last row of each few: in the picture's first, predictors do not count.
    for (let row = Math.min(triedEvery, rows) - 1; row < rows; row += triedEvery) {
      residuals(this.#band.at(row), left, right, predict, this.#out)
      for (let x = left; x < right; x++) cost += costOf(this.#out[x] as number)
      pixels += right - left
    }
    return cost / pixels
  }
}

function costOf(difference: number): number {
  const [blue, green] = [costs[difference & 255] as number, costs[(difference >>> 8) & 255] as number]
  return blue + green + (costs[(difference >>> 16) & 255] as number) + (costs[difference >>> 24] as number)
}

async function writePixels(
  writer: BitWriter,
  picture: Raster,
  { blocks, codes }: { readonly blocks: Blocks; readonly codes: readonly GroupCodes[] },
  pace: Pace,
  [from, to]: Share,
): Promise<void> {
  const band = new Band(picture, blockSide)
  const cache = new PixelCache()
  const out = new Int32Array(picture.width)
  await pace.rows(blocks.height, from, to, (blockRow) => {
    band.load(blockRow)
    for (const { group, left, right } of spansOf(band, blocks, blockRow, out)) {
      const code = codes[group] as GroupCodes
      for (let x = left; x < right; x++) {
        const pixel = out[x] as number
        code.write(writer, pixel, cache.placeOf(pixel))
      }
    }
  })
}
