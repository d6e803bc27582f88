import type { Rect } from '../../../core/geometry/types'
import { emptyLevel, type Level } from '../level'
import type { Pace } from '../pace'
import { colourChannels, fullScale, type Raster } from '../raster'
import { straightCurve } from './curve'
import { columnsOf, type Layer, rowsOf } from './layer'
import { boxMix, type Placing } from './mix'
import { MixedRows } from './mixed-rows'

/**
 * What the canvas and a render show of the same cells: colours of 0..1 multiplied by their weight, and the weight as the
 * last channel. It is the alpha of what is known: what cannot be seen says nothing about how colours drifted.
 */
export interface Overlap {
  /** Px of the canvas; its cells start at the left and top. */
  readonly area: Rect
  readonly known: Level
  readonly seen: Level
}

/** Px of a render that may be missing of a cell that it is said to show. */
const mostMissing = 0.25

/** Px looked at in a cell, along each side: a fourth of them is enough for a mean. */
const samplesPerSide = 4

/**
 * Reduces the area of the canvas that is known, and what the render made of it, to cells of `cell` px.
 * @param share how much of the whole task this is, `[from, to]` of 0..1.
 */
export async function reduceOverlap(
  canvas: Raster,
  layer: Layer,
  cell: number,
  pace: Pace,
  [from, to]: readonly [number, number],
): Promise<Overlap> {
  const { input: area } = layer
  const known = emptyLevel(area, cell, colourChannels[canvas.model] + 1)
  const across = Array.from({ length: known.width }, (_, x) =>
    samplesIn(x * cell, Math.min(area.width, (x + 1) * cell)),
  )
  await pace.rows(known.height, from, to, (row) => reduceKnownRow(canvas, area, known, across, row))
  return reduceSeen(layer, { area, known }, pace)
}

/** What the render, where it lies now, made of an area that is reduced already; cells that it does not show weigh nothing. */
export async function reduceSeen(
  layer: Layer,
  { area, known: reduced }: Pick<Overlap, 'area' | 'known'>,
  pace: Pace,
): Promise<Overlap> {
  const { cell } = reduced
  const known = { ...reduced, data: reduced.data.slice() }
  const colours = known.channels - 1
  const seen = emptyLevel(area, cell, known.channels)
  const columns = boxMix(area.left, area.left + area.width, cell, columnsOf(layer))
  const rows = boxMix(area.top, area.top + area.height, cell, rowsOf(layer))
  const straight = Array.from({ length: colours }, () => straightCurve(1))
  const lines = new MixedRows(layer.render, straight, columns, rows.support)
  const shownAcross = shownCells(area.left, area.width, cell, columnsOf(layer))
  const shownDown = shownCells(area.top, area.height, cell, rowsOf(layer))
  await pace.quietly(known.height, (row) => {
    forgetCells(known, row, (column) => shownDown[row] === true && shownAcross[column] === true)
    const sums = new Float32Array(known.width * colours)
    for (let i = 0; i < rows.support; i++) {
      const weight = rows.weights[row * rows.support + i] as number
      if (weight > 0) addLine(sums, lines.at((rows.first[row] as number) + i), weight)
    }
    weighSeenRow(sums, known, seen, row)
  })
  return { area, known, seen }
}

/** By cell along one axis: whether the render shows all of it. */
function shownCells(start: number, length: number, cell: number, { scale, offset, length: shown }: Placing): boolean[] {
  const place = (px: number) => (px - offset) * scale
  return Array.from({ length: Math.ceil(length / cell) }, (_, i) => {
    const end = Math.min(start + length, start + (i + 1) * cell)
    return place(start + i * cell) > -mostMissing && place(end) < shown + mostMissing
  })
}

function addLine(sums: Float32Array, line: Float32Array, weight: number): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + weight * (line[i] as number)
}

/** Empties the cells of a row that are not shown. */
function forgetCells({ data, width, channels }: Level, row: number, isShown: (column: number) => boolean): void {
  for (let x = 0; x < width; x++) {
    const at = (row * width + x) * channels
    if (!isShown(x)) data.fill(0, at, at + channels)
  }
}

/** Gives a row of what is seen the weights of what is known there. */
function weighSeenRow(sums: Float32Array, known: Level, seen: Level, row: number): void {
  const colours = known.channels - 1
  for (let x = 0; x < known.width; x++) {
    const at = (row * known.width + x) * known.channels
    const weight = known.data[at + colours] as number
    for (let k = 0; k < colours; k++) seen.data[at + k] = (sums[x * colours + k] as number) * weight
    seen.data[at + colours] = weight
  }
}

/** @param across the columns that stand for each cell. */
function reduceKnownRow(
  canvas: Raster,
  area: Rect,
  level: Level,
  across: readonly (readonly number[])[],
  row: number,
): void {
  const { cell, channels } = level
  const unit = 1 / fullScale(canvas.bits)
  const addPx = canvas.hasAlpha ? addWithAlpha : addOpaque
  const down = samplesIn(row * cell, Math.min(area.height, (row + 1) * cell))
  for (const [x, columns] of across.entries()) {
    const out = (row * level.width + x) * channels
    for (const y of down) {
      const line = (area.top + y) * canvas.width + area.left
      for (const column of columns) addPx(canvas, (line + column) * canvas.channels, level, out)
    }
    const count = down.length * columns.length
    for (let k = out; k < out + channels - 1; k++) level.data[k] = ((level.data[k] as number) * unit) / count
    level.data[out + channels - 1] = (level.data[out + channels - 1] as number) / count
  }
}

/** The px that stand for `from .. to`: spread evenly, and as many on either side of the middle, so that nothing moves. */
function samplesIn(from: number, to: number): readonly number[] {
  const length = to - from
  const count = Math.min(length, samplesPerSide)
  return Array.from({ length: count }, (_, i) => {
    const place = Math.floor(((Math.min(i, count - 1 - i) + 0.5) * length) / count)
    return 2 * i < count ? from + place : to - 1 - place
  })
}

/** Adds a px' colours, and a weight of 1. */
function addOpaque({ samples }: Raster, at: number, { data, channels }: Level, out: number): void {
  const colours = channels - 1
  for (let k = 0; k < colours; k++) data[out + k] = (data[out + k] as number) + (samples[at + k] as number)
  data[out + colours] = (data[out + colours] as number) + 1
}

/** Adds a px' colours by its alpha, and its alpha. */
function addWithAlpha(canvas: Raster, at: number, { data, channels }: Level, out: number): void {
  const { samples, bits } = canvas
  const colours = channels - 1
  const alpha = (samples[at + canvas.channels - 1] as number) / fullScale(bits)
  for (let k = 0; k < colours; k++) data[out + k] = (data[out + k] as number) + (samples[at + k] as number) * alpha
  data[out + colours] = (data[out + colours] as number) + alpha
}
