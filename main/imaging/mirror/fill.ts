import { type Level, type Taps, tapsAt } from '../level'
import { fullScale, type Raster, type SampleBits } from '../raster'
import { type Blur, blurWidth, detailLeft } from './dissolve'
import { grainMask, grainStart, grainTable } from './grain'
import { type Axes, type Axis, distanceOutside, distancesAlong, fold } from './reach'

/** Strength of the grain, in steps of 8 bits: enough to keep soft gradients from showing bands. */
const grainSteps = 1.5

/** The sharp mirror image gives way from a blur of `sharpSize` px on, over so many octaves: down to the finest level. */
const sharpSize = 0.7
const sharpOctaves = 3.5

/** Shares of the sharp mirror image are looked up by distance in steps of this many px. */
const shareStep = 0.25

/** The px of the photo that a px of the canvas mirrors, along one axis, or the border's when it is stretched. */
function mirrored(position: number, axis: Axis, stretches: boolean): number {
  if (stretches) return Math.min(axis.offset + axis.photo - 1, Math.max(axis.offset, position))
  return axis.offset + Math.floor(fold(position + 0.5 - axis.offset, axis.photo))
}

/** Share of the sharp mirror image by distance; beyond the last there is none of it. */
function sharpShares(blur: Blur): Float32Array {
  const shares: number[] = []
  for (let distance = 0; ; distance += shareStep) {
    const share = detailLeft(blurWidth(distance, blur), sharpSize, sharpOctaves)
    if (share === 0) return Float32Array.from(shares)
    shares.push(share)
  }
}

/** What is the same for all rows. */
interface Fill {
  readonly canvas: Raster
  readonly axes: Axes
  readonly soft: Level
  readonly grain: Float32Array
  readonly shares: Float32Array
  /** Where each sample of a row lies between those of `line`. */
  readonly taps: Taps
  readonly mirroredColumns: Int32Array
  readonly mirroredRows: Int32Array
  readonly dx: Float32Array
  /** The soft level at the row being filled. */
  readonly line: Float32Array
}

/** Fills rows of the canvas, outside the photo, from the dissolved finest level and, near the seam, from the photo. */
export function filler(
  canvas: Raster,
  axes: Axes,
  soft: Level,
  { blur, stretches, seed }: { readonly blur: Blur; readonly stretches: boolean; readonly seed: number },
): (row: number) => void {
  const middles = Float32Array.from({ length: canvas.width }, (_, x) => (x + 0.5) / soft.cell)
  const fill: Fill = {
    canvas,
    axes,
    soft,
    grain: grainTable(seed, (grainSteps * fullScale(canvas.bits)) / 255),
    shares: sharpShares(blur),
    taps: perSample(tapsAt(middles, 0, soft.width - 1), canvas.channels),
    mirroredColumns: Int32Array.from({ length: canvas.width }, (_, x) => mirrored(x, axes.x, stretches)),
    mirroredRows: Int32Array.from({ length: canvas.height }, (_, y) => mirrored(y, axes.y, stretches)),
    dx: distancesAlong(axes.x, 1),
    line: new Float32Array(soft.width * soft.channels),
  }
  const fillSpan = canvas.hasAlpha ? fillSpanWithAlpha : fillOpaqueSpan
  const right = axes.x.offset + axes.x.photo
  return (row) => {
    const beside = distanceOutside(row + 0.5, axes.y) === 0
    const spans = beside ? [[0, axes.x.offset] as const, [right, canvas.width] as const] : [[0, canvas.width] as const]
    for (const [from, to] of spans) {
      if (from === to) continue
      blendLine(fill, row, from, to)
      fillSpan(fill, row, from, to)
    }
  }
}

/** The taps of columns as those of their samples. */
function perSample({ low, high, share }: Taps, channels: number): Taps {
  const place = (cells: Int32Array) => (_: number, i: number) =>
    (cells[Math.floor(i / channels)] as number) * channels + (i % channels)
  const samples = new Int32Array(low.length * channels)
  return {
    low: samples.map(place(low)),
    high: samples.map(place(high)),
    share: Float32Array.from(samples, (_, i) => share[Math.floor(i / channels)] as number),
  }
}

/** Puts the soft level, as it is at px `from .. to` of a row of the canvas, into `line`. */
function blendLine({ canvas, soft, line, taps }: Fill, row: number, from: number, to: number): void {
  const at = Math.min(soft.height - 1, Math.max(0, (row + 0.5) / soft.cell - 0.5))
  const upper = Math.floor(at) * line.length
  const lower = Math.min(soft.height - 1, Math.floor(at) + 1) * line.length
  const share = at - Math.floor(at)
  const end = taps.high[to * canvas.channels - 1] as number
  for (let i = taps.low[from * canvas.channels] as number; i <= end; i++) {
    const value = soft.data[upper + i] as number
    line[i] = value + ((soft.data[lower + i] as number) - value) * share
  }
}

function fillOpaqueSpan(fill: Fill, row: number, from: number, to: number): void {
  const { channels, width, bits } = fill.canvas
  fillSoft(fill, row * width * channels, grainStart(row), from * channels, to * channels)
  const { shares, dx, axes } = fill
  const { samples } = fill.canvas
  const { rounding } = range(bits)
  const dy = distanceOutside(row + 0.5, axes.y)
  const mirroredLine = (fill.mirroredRows[row] as number) * width
  for (let x = nearFrom(fill, from); x < nearTo(fill, to); x++) {
    const horizontal = dx[x] as number
    const step = Math.floor(Math.sqrt(horizontal * horizontal + dy * dy) / shareStep)
    if (step >= shares.length) continue
    const sharp = shares[step] as number
    const own = (mirroredLine + (fill.mirroredColumns[x] as number)) * channels
    const out = (row * width + x) * channels
    for (let k = 0; k < channels; k++) {
      const soft = samples[out + k] as number
      samples[out + k] = soft + ((samples[own + k] as number) - soft) * sharp + rounding
    }
  }
}

/** Fills samples `from .. to` of a row that starts at `line0`. This loop takes the most of a painting's time: keep it flat. */
function fillSoft({ canvas, taps, line, grain }: Fill, line0: number, start: number, from: number, to: number): void {
  const { samples } = canvas
  const { low, high, share } = taps
  const { floor, ceiling, rounding } = range(canvas.bits)
  for (let i = from; i < to; i++) {
    const a = line[low[i] as number] as number
    const soft = a + ((line[high[i] as number] as number) - a) * (share[i] as number)
    let value = soft + (grain[(start + i) & grainMask] as number) + rounding
    if (value < floor) value = floor
    else if (value > ceiling) value = ceiling
    samples[line0 + i] = value
  }
}

/** The part of a span that is near enough to the photo's columns to see anything of its sharp mirror image. */
function nearFrom({ axes, shares }: Fill, from: number): number {
  return Math.max(from, axes.x.offset - Math.ceil(shares.length * shareStep))
}

function nearTo({ axes, shares }: Fill, to: number): number {
  return Math.min(to, axes.x.offset + axes.x.photo + Math.ceil(shares.length * shareStep))
}

/** The same with colours that count by their alpha. */
function fillSpanWithAlpha(fill: Fill, row: number, from: number, to: number): void {
  const { canvas, axes, grain, shares, taps, mirroredColumns, dx, line } = fill
  const { samples, channels, bits } = canvas
  const colours = channels - 1
  const { floor, ceiling, rounding } = range(bits)
  const opaque = fullScale(bits)
  const dy = distanceOutside(row + 0.5, axes.y)
  const mirroredLine = (fill.mirroredRows[row] as number) * canvas.width
  const start = grainStart(row)
  const softValue = (i: number) => {
    const a = line[taps.low[i] as number] as number
    return a + ((line[taps.high[i] as number] as number) - a) * (taps.share[i] as number)
  }
  for (let x = from; x < to; x++) {
    const horizontal = dx[x] as number
    const step = Math.floor(Math.sqrt(horizontal * horizontal + dy * dy) / shareStep)
    const sharp = step < shares.length ? (shares[step] as number) : 0
    const noise = (grain[(start + x) & grainMask] as number) * (1 - sharp) + rounding
    const own = (mirroredLine + (mirroredColumns[x] as number)) * channels
    const out = (row * canvas.width + x) * channels
    const ownAlpha = samples[own + colours] as number
    const softAlpha = softValue(x * channels + colours)
    const alpha = softAlpha + (ownAlpha - softAlpha) * sharp
    samples[out + colours] = Math.min(opaque, alpha + rounding)
    for (let k = 0; k < colours; k++) {
      const soft = softValue(x * channels + k)
      const mixed = soft + (((samples[own + k] as number) * ownAlpha) / opaque - soft) * sharp
      const value = alpha > 0 ? (mixed * opaque) / alpha + noise : 0
      samples[out + k] = Math.min(ceiling, Math.max(floor, value))
    }
  }
}

/** Whole samples are cut off at both ends and rounded; floats may go beyond. */
function range(bits: SampleBits): { readonly floor: number; readonly ceiling: number; readonly rounding: number } {
  if (bits === 32) return { floor: Number.NEGATIVE_INFINITY, ceiling: Number.POSITIVE_INFINITY, rounding: 0 }
  return { floor: 0, ceiling: fullScale(bits), rounding: 0.5 }
}
