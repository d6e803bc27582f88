import { type Level, type Taps, tapsAt } from '../level'
import { type Axes, distancesAlong, type MirrorDepth, sourcesAlong } from './reach'
import { photoCells } from './reduce'

/** How fast the surroundings dissolve. */
export interface Blur {
  /** Width of the blur for each px of distance, far from the photo. */
  readonly rate: number
  /** Distance over which the blur sets in, px. */
  readonly onset: number
}

/** A level's detail is this share of its cells' side: when the blur is wider, it begins to go. */
const detailSize = 0.7

/** Width of the blur, px, at `distance` px from the photo: nothing at the seam, gently more, then in proportion. */
export function blurWidth(distance: number, { rate, onset }: Blur): number {
  return distance === 0 ? 0 : (rate * distance * distance) / (distance + onset)
}

/**
 * Share of detail `size` px wide that is left under a blur of `width` px: all while the blur is narrower, none once it is
 * `octaves` times twice as wide. What is lost gives way to the next coarser level.
 */
export function detailLeft(width: number, size: number, octaves: number): number {
  if (width <= size) return 1
  const lost = Math.log2(width / size) / octaves
  return lost >= 1 ? 0 : 1 - lost * lost * (3 - 2 * lost)
}

/** Two rows of a level, as places in its numbers, and the share of the lower one. */
interface RowPair {
  readonly upper: number
  readonly lower: number
  readonly share: number
}

function rowPair(taps: Taps, row: number, line: number): RowPair {
  return {
    upper: (taps.low[row] as number) * line,
    lower: (taps.high[row] as number) * line,
    share: taps.share[row] as number,
  }
}

/** Fills rows of a level outside the photo with the photo's mirror image; the photo's own cells must be filled. */
export function mirrorer(level: Level, axes: Axes, depth: MirrorDepth): (row: number) => void {
  const columns = photoCells(axes.x, level.cell)
  const rows = photoCells(axes.y, level.cell)
  const inCells = (positions: Float32Array) => positions.map((position) => position / level.cell)
  const across = tapsAt(inCells(sourcesAlong(axes.x, level.cell, depth)), columns.first, columns.last)
  const down = tapsAt(inCells(sourcesAlong(axes.y, level.cell, depth)), rows.first, rows.last)
  const all = new Float32Array(level.width)
  const besides = all.map((_, x) => (x < columns.first || x > columns.last ? 0 : 1))
  return (row) => {
    const pair = rowPair(down, row, level.width * level.channels)
    blendRow(level, row, level, pair, across, row < rows.first || row > rows.last ? all : besides)
  }
}

/** Lets rows of a level, outside the photo, give way to the next coarser level, the more the farther they are. */
export function dissolver(level: Level, coarser: Level, axes: Axes, blur: Blur): (row: number) => void {
  const dx = distancesAlong(axes.x, level.cell)
  const dy = distancesAlong(axes.y, level.cell)
  const halves = (length: number) => Float32Array.from({ length }, (_, i) => (i + 0.5) / 2)
  const across = tapsAt(halves(level.width), 0, coarser.width - 1)
  const down = tapsAt(halves(level.height), 0, coarser.height - 1)
  const kept = new Float32Array(level.width)
  return (row) => {
    keptShares(kept, dx, dy[row] as number, level.cell, blur)
    blendRow(level, row, coarser, rowPair(down, row, coarser.width * coarser.channels), across, kept)
  }
}

/** How much of their own detail a row's cells keep; all of it inside the photo. */
function keptShares(kept: Float32Array, dx: Float32Array, dy: number, cell: number, blur: Blur): void {
  for (let x = 0; x < kept.length; x++) {
    const horizontal = dx[x] as number
    const distance = Math.sqrt(horizontal * horizontal + dy * dy)
    kept[x] = detailLeft(blurWidth(distance, blur), cell * detailSize, 1)
  }
}

/** Blends a row of `level` with what `from` has at that place; each cell keeps its share in `kept`. */
function blendRow(level: Level, row: number, from: Level, pair: RowPair, across: Taps, kept: Float32Array): void {
  const { data, width, channels } = level
  const source = from.data
  const { upper, lower, share: down } = pair
  for (let x = 0; x < width; x++) {
    const own = kept[x] as number
    if (own === 1) continue
    const left = (across.low[x] as number) * channels
    const right = (across.high[x] as number) * channels
    const share = across.share[x] as number
    const out = (row * width + x) * channels
    for (let k = 0; k < channels; k++) {
      const a = source[upper + left + k] as number
      const c = source[lower + left + k] as number
      const top = a + ((source[upper + right + k] as number) - a) * share
      const bottom = c + ((source[lower + right + k] as number) - c) * share
      const soft = top + (bottom - top) * down
      data[out + k] = soft + ((data[out + k] as number) - soft) * own
    }
  }
}
