import { areaOf } from '../../../core/geometry/rounding'
import type { Rect } from '../../../core/geometry/types'
import { emptyLevel, type Level } from '../level'
import type { Pace } from '../pace'
import { colourChannels, fullScale, type Raster } from '../raster'
import { type Blend, blendOf, earlierShare } from './bands'
import { type Fit, levelAdder, rowMixer, storeRow } from './fill'
import type { Layer } from './layer'
import { lengthsOf, type Strip } from './strip'

/** Cells of a strip at most: what is remembered of it stays small however large the canvas is. */
const maxCells = 400_000

/** Rows looked at in a cell: a few are enough for a mean. */
const rowsPerCell = 4

/** How far to both sides of the cut detail changes over, in px of the render, and the least in px of the canvas. */
const detailReach = { renderPx: 2, leastPx: 3 } as const

/**
 * Blends what a tile painted before with what a later one shows there: detail along the least visible cut, tones over all
 * of the strip. At its sides it goes on into either tile as it is.
 * @param share of the whole task, `[from, to]` of 0..1.
 * @throws {AppError} `cancelled`
 */
export async function blendTiles(
  canvas: Raster,
  layer: Layer,
  fit: Fit,
  strip: Strip,
  pace: Pace,
  [from, to]: readonly [number, number],
): Promise<void> {
  const { area } = strip
  const middle = (from + to) / 2
  const difference = await differenceOf(canvas, layer, fit, area, pace, [from, middle])
  const blend = await blendOf(difference, strip, pace)
  const mix = rowMixer(canvas, layer, fit, area)
  const blendRow = rowBlender(canvas, strip, blend, renderPxOf(layer))
  await pace.rows(area.height, middle, to, (row) => {
    const mixed = mix(row)
    blendRow(mixed, row)
    storeRow(mixed, canvas, (area.top + row) * canvas.width + area.left)
  })
}

/** Px of the canvas that a px of the render covers, along the side where it is more. */
function renderPxOf({ render, result }: Layer): number {
  return Math.max(1, result.width / render.width, result.height / render.height)
}

/** What has to be added to the later tile's picture of an area to get what is on the canvas, in cells of about its px. */
async function differenceOf(
  canvas: Raster,
  layer: Layer,
  fit: Fit,
  area: Rect,
  pace: Pace,
  [from, to]: readonly [number, number],
): Promise<Level> {
  let cell = Math.round(renderPxOf(layer))
  while (areaOf(area) / cell ** 2 > maxCells) cell++
  const colours = colourChannels[canvas.model]
  const difference = emptyLevel(area, cell, colours)
  const mix = rowMixer(canvas, layer, fit, area)
  const step = Math.max(1, Math.floor(cell / rowsPerCell))
  const unit = 1 / fullScale(canvas.bits)
  await pace.rows(difference.height, from, to, (row) => {
    const bottom = Math.min(area.height, (row + 1) * cell)
    let count = 0
    for (let y = row * cell; y < bottom; y += step, count++) addDifference(canvas, area, mix(y), y, difference, row)
    scaleRow(difference, row, area.width, unit / count)
  })
  return difference
}

function addDifference(
  { samples, width, channels }: Raster,
  area: Rect,
  mixed: Float32Array,
  y: number,
  { data, cell, width: cells, channels: colours }: Level,
  row: number,
): void {
  const line = (area.top + y) * width + area.left
  for (let x = 0, i = 0; x < area.width; x++) {
    const out = (row * cells + Math.floor(x / cell)) * colours
    const at = (line + x) * channels
    for (let k = 0; k < colours; k++, i++) {
      data[out + k] = (data[out + k] as number) + (samples[at + k] as number) - (mixed[i] as number)
    }
  }
}

/** Makes means of a row's sums. The last cell is narrower. */
function scaleRow({ data, cell, width, channels }: Level, row: number, px: number, factor: number): void {
  for (let x = 0; x < width; x++) {
    const scale = factor / Math.min(cell, px - x * cell)
    const start = (row * width + x) * channels
    for (let i = start; i < start + channels; i++) data[i] = (data[i] as number) * scale
  }
}

/** Blends a row of the later tile, counted from the strip's top, with what is on the canvas. */
function rowBlender(
  canvas: Raster,
  strip: Strip,
  { cut, smooth, blended }: Blend,
  renderPx: number,
): (mixed: Float32Array, row: number) => void {
  const { area } = strip
  const full = fullScale(canvas.bits)
  const colours = colourChannels[canvas.model]
  const addSmooth = levelAdder(smooth, area, area, full)
  const addBlended = levelAdder(blended, area, area, full)
  const line = new Float32Array(area.width * colours)
  const shares = new Float32Array(area.width)
  const shareRow = rowShares(strip, cut, smooth.cell, Math.max(detailReach.leastPx, detailReach.renderPx * renderPx))
  return (mixed, row) => {
    line.fill(0)
    addSmooth(line, row)
    shareRow(shares, row)
    const start = (area.top + row) * canvas.width + area.left
    for (let x = 0, i = 0; x < area.width; x++) {
      const share = shares[x] as number
      const at = (start + x) * canvas.channels
      for (let k = 0; k < colours; k++, i++) {
        const later = mixed[i] as number
        mixed[i] = later + share * ((canvas.samples[at + k] as number) - later - (line[i] as number))
      }
    }
    addBlended(mixed, row)
  }
}

/** The earlier tile's shares of the detail in a row of a strip. */
function rowShares(
  strip: Strip,
  cut: Float32Array,
  cell: number,
  reach: number,
): (shares: Float32Array, row: number) => void {
  const { axis, isReversed } = strip
  const { across, along } = lengthsOf(strip)
  // Counted from the other side, the cells begin with the one that may be narrower.
  const missing = isReversed ? Math.ceil(across / cell) * cell - across : 0
  const cutsPx = Float32Array.from({ length: along }, (_, px) => cutAt(cut, (px + 0.5) / cell - 0.5) * cell - missing)
  const position = (px: number) => (isReversed ? across - px - 0.5 : px + 0.5)
  return (shares, row) => {
    for (let x = 0; x < shares.length; x++) {
      const [from, at] = axis === 'x' ? [position(x), cutsPx[row]] : [position(row), cutsPx[x]]
      shares[x] = earlierShare(from, at as number, across, reach)
    }
  }
}

/** Where the cut is between cells. */
function cutAt(cut: Float32Array, position: number): number {
  const at = Math.min(cut.length - 1, Math.max(0, position))
  const low = cut[Math.floor(at)] as number
  return low + ((cut[Math.min(cut.length - 1, Math.floor(at) + 1)] as number) - low) * (at - Math.floor(at))
}
