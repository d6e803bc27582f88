import type { Rect } from '../../../../core/geometry/types'
import { emptyLevel, type Level } from '../../level'
import type { Pace } from '../../pace'
import { fullScale, type Raster } from '../../raster'

/**
 * A reduced canvas that is worked on: intensities of 0..1 (colours multiplied by alpha, where there is alpha), and which
 * of its cells, `left .. right - 1` by `top .. bottom - 1`, show the photo. The others are to be painted.
 */
export interface Sheet extends Level {
  /** How many of its channels are colours; alpha comes after them. */
  readonly colours: number
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The sheet of a canvas in cells of `cell` px, each the mean of the photo's px in it; what is around is empty yet. */
export async function sheetOf(canvas: Raster, photo: Rect, cell: number, pace: Pace): Promise<Sheet> {
  const level = emptyLevel(canvas, cell, canvas.channels)
  const [left, right] = knownCells(photo.left, photo.width, cell, level.width)
  const [top, bottom] = knownCells(photo.top, photo.height, cell, level.height)
  const colours = canvas.hasAlpha ? canvas.channels - 1 : canvas.channels
  const sheet: Sheet = { ...level, colours, left, top, right, bottom }
  await pace.quietly(bottom - top, (row) => reduceRow(canvas, photo, sheet, top + row))
  return sheet
}

/** The cells whose middle is in the photo, along one axis. */
function knownCells(offset: number, length: number, cell: number, cells: number): readonly [number, number] {
  const first = Math.max(0, Math.ceil(offset / cell - 0.5))
  const end = Math.min(cells, Math.ceil((offset + length) / cell - 0.5))
  return [first, Math.max(first, end)]
}

function reduceRow(canvas: Raster, photo: Rect, sheet: Sheet, row: number): void {
  const { cell, channels, data, width } = sheet
  const top = Math.max(photo.top, row * cell)
  const bottom = Math.min(photo.top + photo.height, (row + 1) * cell)
  for (let column = sheet.left; column < sheet.right; column++) {
    const left = Math.max(photo.left, column * cell)
    const right = Math.min(photo.left + photo.width, (column + 1) * cell)
    const out = (row * width + column) * channels
    for (let y = top; y < bottom; y++) addSpan(canvas, y, left, right, data, out)
    const share = 1 / ((bottom - top) * (right - left))
    for (let k = out; k < out + channels; k++) data[k] = (data[k] as number) * share
  }
}

/** Adds the px `left .. right - 1` of a row of the canvas. */
function addSpan(canvas: Raster, y: number, left: number, right: number, sums: Float32Array, out: number): void {
  const { samples, channels, bits, hasAlpha, width } = canvas
  const unit = 1 / fullScale(bits)
  const colours = hasAlpha ? channels - 1 : channels
  for (let at = (y * width + left) * channels; at < (y * width + right) * channels; at += channels) {
    const weight = hasAlpha ? (samples[at + colours] as number) * unit * unit : unit
    for (let k = 0; k < colours; k++) sums[out + k] = (sums[out + k] as number) + (samples[at + k] as number) * weight
    if (hasAlpha) sums[out + colours] = (sums[out + colours] as number) + (samples[at + colours] as number) * unit
  }
}

/** The sheet with cells twice as large; each is the mean of those of its four that show the photo. */
export function halfSheet(sheet: Sheet): Sheet {
  const { channels, colours } = sheet
  const width = Math.ceil(sheet.width / 2)
  const height = Math.ceil(sheet.height / 2)
  const left = Math.ceil(sheet.left / 2 - 0.25)
  const top = Math.ceil(sheet.top / 2 - 0.25)
  const right = Math.max(left, Math.min(width, Math.ceil(sheet.right / 2 - 0.25)))
  const bottom = Math.max(top, Math.min(height, Math.ceil(sheet.bottom / 2 - 0.25)))
  const data = new Float32Array(width * height * channels)
  const half: Sheet = { cell: sheet.cell * 2, width, height, channels, colours, data, left, top, right, bottom }
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) averageCell(sheet, half, x, y)
  return half
}

function averageCell(sheet: Sheet, half: Sheet, x: number, y: number): void {
  const out = (y * half.width + x) * half.channels
  let count = 0
  for (let row = Math.max(sheet.top, 2 * y); row < Math.min(sheet.bottom, 2 * y + 2); row++) {
    for (let column = Math.max(sheet.left, 2 * x); column < Math.min(sheet.right, 2 * x + 2); column++) {
      const from = (row * sheet.width + column) * sheet.channels
      for (let k = 0; k < half.channels; k++)
        half.data[out + k] = (half.data[out + k] as number) + (sheet.data[from + k] as number)
      count++
    }
  }
  for (let k = 0; k < half.channels; k++) half.data[out + k] = (half.data[out + k] as number) / Math.max(1, count)
}

/** How far outside the photo the middle of a cell is, cells; 0 inside. */
export function outsideBy(sheet: Sheet, x: number, y: number): number {
  const dx = Math.max(0, sheet.left - x, x - sheet.right + 1)
  const dy = Math.max(0, sheet.top - y, y - sheet.bottom + 1)
  return dx === 0 ? dy : dy === 0 ? dx : Math.sqrt(dx * dx + dy * dy)
}
