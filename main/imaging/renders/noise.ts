import type { Pace } from '../pace'
import { colourChannels, fullScale, type Raster } from '../raster'
import type { Curve } from './curve'
import { unitBands } from './grain-tile'
import type { Layer } from './layer'
import { noiseBands } from './noise-bands'
import { photoSquare, renderSquare, type Square, squarePlaces, squareSide } from './squares'

/** The noise that a photo has and its render, enlarged, lacks. */
export interface Noise {
  /** By channel: its standard deviation by brightness, from none to full, in full intensities. */
  readonly levels: readonly Float32Array[]
  /** Share of its variance in single px; the rest is about two px wide. */
  readonly fineness: number
  /** How far channels have the same noise, as correlation, 0..1. */
  readonly shared: number
}

/** Squares that are looked at along each side of the known area, at most. */
const perSide = 40

/** Steps of brightness that noise is told apart by. */
const steps = 8

/** How even the render must be in a square, as standard deviation in full intensities: what differs there is noise. */
const even = 2.5 / 255

/** Squares that are needed of a step of brightness, and of all of them together: fewer may be chance. */
const needed = { step: 6, all: 12 } as const

/** Of what is found at a brightness that place from below is taken: what is above may be fine texture, not noise. */
const taken = 0.25

/** The most of the variance that may be two px wide: what is coarser still is texture, or the render's own. */
const mostCoarse = 0.8

/** Noise below this cannot be seen: such photos get none. In full intensities. */
const unseen = 0.4 / 255

/** Entries of a table by brightness. */
const entries = 64

/** What one even square shows. */
interface Sample {
  /** By channel: its brightness, and the variance of fine and coarse noise that the render lacks, in full intensities. */
  readonly brightness: Float64Array
  readonly fine: Float64Array
  readonly coarse: Float64Array
  readonly shared: number
}

/**
 * Measures what noise a photo has beyond its render, where the render is even: how strong by brightness, how fine, and how
 * far it is the same in all channels.
 * @param curves by channel: values of 0..1 of the render to those of the photo.
 * @returns null when there is none that could be seen, or nothing even to see it in.
 * @throws {AppError} `cancelled`
 */
export async function measureNoise(
  canvas: Raster,
  layer: Layer,
  curves: readonly Curve[],
  pace: Pace,
): Promise<Noise | null> {
  const samples: Sample[] = []
  const { left, top, width, height } = layer.input
  const columns = squarePlaces(left, width, perSide)
  const rows = squarePlaces(top, height, perSide)
  await pace.quietly(rows.length, (row) => {
    for (const column of columns) {
      const sample = sampleAt(canvas, layer, curves, column, rows[row] as number)
      if (sample) samples.push(sample)
    }
  })
  if (samples.length < needed.all) return null
  // What is painted is rounded, too: that noise it has anyway.
  const rounding = canvas.bits === 32 ? 0 : 1 / (12 * fullScale(canvas.bits) ** 2)
  return noiseOf(samples, colourChannels[canvas.model], rounding)
}

/** What a square shows; null unless it is opaque and the render even there. */
function sampleAt(canvas: Raster, layer: Layer, curves: readonly Curve[], left: number, top: number): Sample | null {
  const smooth = renderSquare(layer, curves, left, top)
  if (!isEven(smooth)) return null
  const photo = photoSquare(canvas, curves.length, left, top)
  if (!photo) return null
  const [one, other] = [noiseBands(photo), noiseBands(smooth)]
  const brightness = new Float64Array(curves.length)
  for (let i = 0; i < photo.values.length; i++) {
    const k = i % curves.length
    brightness[k] = (brightness[k] as number) + (photo.values[i] as number) / squareSide ** 2
  }
  return {
    brightness,
    fine: one.fine.map((value, k) => value - (other.fine[k] as number)),
    coarse: one.coarse.map((value, k) => value - (other.coarse[k] as number)),
    shared: one.shared - other.shared,
  }
}

function isEven({ channels, values }: Square): boolean {
  for (let k = 0; k < channels; k++) {
    let [sum, squares] = [0, 0]
    for (let i = k; i < values.length; i += channels) {
      sum += values[i] as number
      squares += (values[i] as number) ** 2
    }
    const count = values.length / channels
    if (squares / count - (sum / count) ** 2 > even ** 2) return false
  }
  return true
}

function noiseOf(samples: readonly Sample[], channels: number, rounding: number): Noise | null {
  const unit = unitBands()
  const variances = Array.from({ length: channels }, (_, k) => variancesOf(samples, k))
  const pooled = { fine: 0, coarse: 0, shared: 0 }
  for (const { brightness, fine, coarse, shared } of samples) {
    for (let k = 0; k < channels; k++) {
      const usual = variances[k]?.[stepOf(brightness[k] as number)] ?? 0
      // Only what is noise for certain tells what it is like.
      if ((fine[k] as number) > 2 * usual) continue
      pooled.fine += (fine[k] as number) - rounding * unit.fine.fine
      pooled.coarse += (coarse[k] as number) - rounding * unit.fine.coarse
      pooled.shared += shared
    }
  }
  if (pooled.fine <= 0) return null
  const ratio = pooled.coarse / pooled.fine
  const share =
    (ratio * unit.fine.fine - unit.fine.coarse) /
    (unit.coarse.coarse - unit.fine.coarse - ratio * (unit.coarse.fine - unit.fine.fine))
  const coarse = Math.min(mostCoarse, Math.max(0, share))
  const measured = (1 - coarse) * unit.fine.fine + coarse * unit.coarse.fine
  const levels = variances.map((steps) =>
    tableOf(steps.map((variance) => Math.sqrt(Math.max(0, variance - rounding) / measured))),
  )
  if (levels.every((level) => level.every((value) => value < unseen))) return null
  return { levels, fineness: 1 - coarse, shared: Math.min(1, Math.max(0, pooled.shared / pooled.fine)) }
}

function stepOf(brightness: number): number {
  return Math.min(steps - 1, Math.max(0, Math.floor(brightness * steps)))
}

/** A channel's variance of fine noise by steps of brightness; where too little was seen, that of the nearest step. */
function variancesOf(samples: readonly Sample[], channel: number): readonly number[] {
  const found: number[][] = Array.from({ length: steps }, () => [])
  for (const { brightness, fine } of samples)
    found[stepOf(brightness[channel] as number)]?.push(fine[channel] as number)
  const known = found.map((values) => {
    if (values.length < needed.step) return null
    return values.toSorted((a, b) => a - b)[Math.floor(values.length * taken)] ?? 0
  })
  return known.map((own, step) => {
    if (own !== null) return own
    const distances = known.map((value, other) => (value === null ? Number.POSITIVE_INFINITY : Math.abs(other - step)))
    return known[distances.indexOf(Math.min(...distances))] ?? 0
  })
}

/** Toward black and white noise is cut off: within this share of full intensity it ends. */
const clipped = 0.04

/** A table by brightness, straight between the middles of steps. */
function tableOf(deviations: readonly number[]): Float32Array {
  return Float32Array.from({ length: entries + 1 }, (_, entry) => {
    const brightness = entry / entries
    const room = Math.min(1, brightness / clipped, (1 - brightness) / clipped)
    const at = Math.min(steps - 1, Math.max(0, brightness * steps - 0.5))
    const low = deviations[Math.floor(at)] as number
    const high = deviations[Math.min(steps - 1, Math.floor(at) + 1)] as number
    return room * (low + (high - low) * (at - Math.floor(at)))
  })
}
