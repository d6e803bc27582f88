import type { Size } from '../../../core/geometry/types'
import { fullScale, type Raster } from '../raster'
import type { Axes, Axis } from './reach'

/**
 * The canvas, reduced: one cell stands for a square of `cell` px. When there is alpha the colours are multiplied by it,
 * so that they can be averaged.
 */
export interface Level {
  readonly cell: number
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly data: Float32Array
}

/** Side of the finest level's cells, px; what is finer comes from the photo itself. */
export const finestCell = 8

/** An empty level over a canvas. */
export function emptyLevel(canvas: Size, cell: number, channels: number): Level {
  const width = Math.ceil(canvas.width / cell)
  const height = Math.ceil(canvas.height / cell)
  return { cell, width, height, channels, data: new Float32Array(width * height * channels) }
}

/** First and last cell that the photo touches along one axis. */
export function photoCells(axis: Axis, cell: number): { readonly first: number; readonly last: number } {
  return { first: Math.floor(axis.offset / cell), last: Math.floor((axis.offset + axis.photo - 1) / cell) }
}

/** Where values between cells are found: `low` and `high`, and the share of `high`. */
export interface Taps {
  readonly low: Int32Array
  readonly high: Int32Array
  readonly share: Float32Array
}

/** Taps for positions counted in cells (0.5 is the middle of cell 0), kept within `first .. last`. */
export function tapsAt(positions: Float32Array, first: number, last: number): Taps {
  const at = positions.map((position) => Math.min(last, Math.max(first, position - 0.5)))
  const low = Int32Array.from(at)
  return { low, high: low.map((cell) => Math.min(last, cell + 1)), share: at.map((value, i) => value - (low[i] ?? 0)) }
}

/** Two of a cell's px that stand for all, kept inside the photo. */
function pixelsOf(cell: number, axis: Axis): readonly [number, number] {
  const last = axis.offset + axis.photo - 1
  const inside = (position: number) => Math.min(last, Math.max(axis.offset, position))
  return [inside(cell * finestCell + 2), inside(cell * finestCell + 6)]
}

/** Fills rows of the finest level with the photo in `canvas`: each cell with the mean of four of its px. */
export function photoReducer(canvas: Raster, axes: Axes, level: Level): (row: number) => void {
  const { first, last } = photoCells(axes.x, finestCell)
  const columns = Array.from({ length: level.width }, (_, x) => pixelsOf(x, axes.x))
  const lefts = Int32Array.from(columns, ([left]) => left * canvas.channels)
  const rights = Int32Array.from(columns, ([, right]) => right * canvas.channels)
  const line = canvas.width * canvas.channels
  const average = canvas.hasAlpha ? averageWithAlpha : averageRow
  return (row) => {
    const [upper, lower] = pixelsOf(row, axes.y)
    average(canvas, { upper: upper * line, lower: lower * line, lefts, rights, first, last }, level, row)
  }
}

/** Where the four px of a row's cells are among the samples: two rows and, for each cell, two places within them. */
interface Places {
  readonly upper: number
  readonly lower: number
  readonly lefts: Int32Array
  readonly rights: Int32Array
  readonly first: number
  readonly last: number
}

function averageRow({ samples, channels }: Raster, places: Places, { data, width }: Level, row: number): void {
  const { upper, lower, lefts, rights, first, last } = places
  for (let x = first; x <= last; x++) {
    const left = lefts[x] as number
    const right = rights[x] as number
    const out = (row * width + x) * channels
    for (let k = 0; k < channels; k++) {
      const top = (samples[upper + left + k] as number) + (samples[upper + right + k] as number)
      const bottom = (samples[lower + left + k] as number) + (samples[lower + right + k] as number)
      data[out + k] = (top + bottom) / 4
    }
  }
}

function averageWithAlpha({ samples, channels, bits }: Raster, places: Places, level: Level, row: number): void {
  const colours = channels - 1
  const opaque = fullScale(bits)
  for (let x = places.first; x <= places.last; x++) {
    const out = (row * level.width + x) * channels
    const sums = level.data.subarray(out, out + channels)
    for (const line of [places.upper, places.lower]) {
      for (const column of [places.lefts, places.rights]) {
        const at = line + (column[x] as number)
        const alpha = samples[at + colours] as number
        for (let k = 0; k < colours; k++)
          sums[k] = (sums[k] as number) + ((samples[at + k] as number) * alpha) / opaque / 4
        sums[colours] = (sums[colours] as number) + alpha / 4
      }
    }
  }
}

/** The next coarser level, still empty, and what fills its rows: smooth weights 1 3 3 1 both ways, the border repeated. */
export function halver(level: Level): { readonly coarser: Level; readonly fillRow: (row: number) => void } {
  const { channels } = level
  const width = Math.ceil(level.width / 2)
  const height = Math.ceil(level.height / 2)
  const coarser = { cell: level.cell * 2, width, height, channels, data: new Float32Array(width * height * channels) }
  const sums = new Float32Array(level.width * channels)
  const fillRow = (row: number) => {
    halveDown(level, row, sums)
    halveAcross(sums, level, coarser, row)
  }
  return { coarser, fillRow }
}

function halveDown({ data, height }: Level, row: number, sums: Float32Array): void {
  const line = sums.length
  const top = Math.max(0, 2 * row - 1) * line
  const upper = 2 * row * line
  const lower = Math.min(height - 1, 2 * row + 1) * line
  const bottom = Math.min(height - 1, 2 * row + 2) * line
  for (let i = 0; i < line; i++) {
    const middle = (data[upper + i] as number) + (data[lower + i] as number)
    sums[i] = (data[top + i] as number) + 3 * middle + (data[bottom + i] as number)
  }
}

function halveAcross(sums: Float32Array, level: Level, { data, width, channels }: Level, row: number): void {
  const last = (level.width - 1) * channels
  for (let x = 0; x < width; x++) {
    const b = 2 * x * channels
    const a = Math.max(0, b - channels)
    const c = Math.min(last, b + channels)
    const d = Math.min(last, b + 2 * channels)
    const out = (row * width + x) * channels
    for (let k = 0; k < channels; k++) {
      const middle = (sums[b + k] as number) + (sums[c + k] as number)
      data[out + k] = ((sums[a + k] as number) + 3 * middle + (sums[d + k] as number)) / 64
    }
  }
}
