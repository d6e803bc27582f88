import { areaOf } from '../../../core/geometry/rounding'
import type { Rect } from '../../../core/geometry/types'
import { type Level, tapsAt } from '../level'
import type { Pace } from '../pace'
import { colourChannels, fullScale, type Raster } from '../raster'
import type { Curve } from './curve'
import { type Grain, grainAdder } from './grain'
import { columnsOf, type Layer, rowsOf } from './layer'
import { cubicMix, cubicSupport } from './mix'
import { MixedRows } from './mixed-rows'

/** How a render is made to fit. */
export interface Fit {
  /** By channel; values of 0..1 to samples of the canvas. */
  readonly curves: readonly Curve[]
  /** By channel: how much of each channel's difference from it is added, in samples of the canvas for one of 0..1. */
  readonly mixes: readonly (readonly number[])[]
  /** What is added after the curves, in full intensities. */
  readonly correction: Level
  /** The photo's noise, which an enlarged render has not; null: the photo is clean. */
  readonly grain: Grain | null
}

/**
 * Paints areas of a pass' result from its render.
 * @param share of the whole task, `[from, to]` of 0..1.
 */
export async function fillAreas(
  canvas: Raster,
  layer: Layer,
  fit: Fit,
  areas: readonly Rect[],
  pace: Pace,
  [from, to]: readonly [number, number],
): Promise<void> {
  const all = areas.reduce((sum, area) => sum + areaOf(area), 0)
  let start = from
  for (const area of areas) {
    const end = Math.min(to, start + ((to - from) * areaOf(area)) / all)
    const mix = rowMixer(canvas, layer, fit, area)
    await pace.rows(area.height, start, end, (row) => {
      storeRow(mix(row), canvas, (area.top + row) * canvas.width + area.left)
    })
    start = end
  }
}

/**
 * Mixes rows of an area, counted from its top, from a render that is made to fit: the colour channels of each px as
 * samples of the canvas, not yet rounded. What is given holds until the next row is asked for.
 */
export function rowMixer(
  canvas: Raster,
  layer: Layer,
  { curves, mixes, correction, grain }: Fit,
  area: Rect,
): (row: number) => Float32Array {
  const colours = colourChannels[canvas.model]
  const columns = cubicMix(area.left, area.left + area.width, columnsOf(layer))
  const rows = cubicMix(area.top, area.top + area.height, rowsOf(layer))
  const lines = new MixedRows(layer.render, curves, columns, cubicSupport, mixes)
  const mixed = new Float32Array(area.width * colours)
  const correct = levelAdder(correction, layer.result, area, fullScale(canvas.bits))
  const roughen = grain && grainAdder(grain, area, fullScale(canvas.bits))
  return (row) => {
    const first = rows.first[row] as number
    const weights = rows.weights.subarray(row * cubicSupport, (row + 1) * cubicSupport)
    blend([lines.at(first), lines.at(first + 1), lines.at(first + 2), lines.at(first + 3)], weights, mixed)
    correct(mixed, row)
    roughen?.(mixed, row)
    return mixed
  }
}

type FourLines = readonly [Float32Array, Float32Array, Float32Array, Float32Array]

/** Nearly all of a painting's time goes into these loops: keep them flat. */
function blend([a, b, c, d]: FourLines, weights: Float32Array, mixed: Float32Array): void {
  const [wa = 0, wb = 0, wc = 0, wd = 0] = weights
  for (let i = 0; i < mixed.length; i++) {
    mixed[i] = wa * (a[i] as number) + wb * (b[i] as number) + wc * (c[i] as number) + wd * (d[i] as number)
  }
}

/**
 * Adds a reduced picture, in full intensities, to rows of an area, counted from its top.
 * @param covered where the picture begins, px of the canvas.
 */
export function levelAdder(
  level: Level,
  covered: Pick<Rect, 'left' | 'top'>,
  area: Rect,
  full: number,
): (mixed: Float32Array, row: number) => void {
  const { data, width, height, channels, cell } = level
  const inCells = (length: number, offset: number) => Float32Array.from({ length }, (_, i) => (offset + i + 0.5) / cell)
  const across = tapsAt(inCells(area.width, area.left - covered.left), 0, width - 1)
  const down = tapsAt(inCells(area.height, area.top - covered.top), 0, height - 1)
  const line = new Float32Array(width * channels)
  return (mixed, row) => {
    const upper = (down.low[row] as number) * line.length
    const lower = (down.high[row] as number) * line.length
    const share = down.share[row] as number
    for (let i = 0; i < line.length; i++) {
      const value = data[upper + i] as number
      line[i] = (value + ((data[lower + i] as number) - value) * share) * full
    }
    for (let x = 0, i = 0; x < across.low.length; x++) {
      const left = (across.low[x] as number) * channels
      const right = (across.high[x] as number) * channels
      const part = across.share[x] as number
      for (let k = 0; k < channels; k++, i++) {
        const value = line[left + k] as number
        mixed[i] = (mixed[i] as number) + value + ((line[right + k] as number) - value) * part
      }
    }
  }
}

/** Puts a row's colours onto the canvas from px `start` on: nothing of it is transparent, and spot channels stay empty. */
export function storeRow(mixed: Float32Array, canvas: Raster, start: number): void {
  const { samples, channels, bits, hasAlpha } = canvas
  const colours = colourChannels[canvas.model]
  const full = fullScale(bits)
  const [floor, ceiling, rounding] =
    bits === 32 ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0] : [0, full, 0.5]
  let out = start * channels
  for (let i = 0; i < mixed.length; ) {
    for (let k = 0; k < colours; k++, i++, out++) {
      const value = mixed[i] as number
      samples[out] = Math.min(ceiling, Math.max(floor, value)) + rounding
    }
    for (let k = colours; k < channels; k++, out++) samples[out] = hasAlpha && k === channels - 1 ? full : 0
  }
}
