import type { Level } from '../level'
import { fullScale, type Raster } from '../raster'
import type { Axes, Axis } from './reach'

/** Side of the finest level's cells, px; what is finer comes from the photo itself. */
export const finestCell = 8

/** First and last cell that the photo touches along one axis. */
export function photoCells(axis: Axis, cell: number): { readonly first: number; readonly last: number } {
  return { first: Math.floor(axis.offset / cell), last: Math.floor((axis.offset + axis.photo - 1) / cell) }
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
