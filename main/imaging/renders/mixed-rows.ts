import { fullScale, type Raster } from '../raster'
import { type Curve, curveAt } from './curve'
import { cubicSupport, type Mix } from './mix'

/**
 * Rows of a picture as floats: each sample sent through its channel's curve, the row then mixed. The last few rows are
 * kept, since a row is asked for by all those that it is mixed into below.
 */
export class MixedRows {
  readonly #picture: Raster
  readonly #curves: readonly Curve[]
  /** By channel: what its curve makes of every value that a sample can have; `null`: there are too many of them. */
  readonly #tables: readonly Float32Array[] | null
  readonly #columns: Mix
  /** By channel: how much of each channel's difference from it, in the picture's samples, is added after its curve. */
  readonly #mixes: readonly (readonly number[])[]
  /** The samples of a row that are looked at at all. */
  readonly #span: { readonly from: number; readonly to: number }
  readonly #line: Float32Array
  readonly #kept: readonly { row: number; readonly samples: Float32Array }[]

  /**
   * @param kept rows that are asked for at once.
   * @param mixes by channel: how much of each channel's difference from it, of 0..1, is added after its curve.
   */
  constructor(
    picture: Raster,
    curves: readonly Curve[],
    columns: Mix,
    kept: number,
    mixes: readonly (readonly number[])[] = [],
  ) {
    this.#mixes = mixes.map((mix) => mix.map((share) => share / fullScale(picture.bits)))
    this.#picture = picture
    this.#curves = curves
    this.#tables = picture.bits === 32 ? null : curves.map((curve) => tableOf(curve, fullScale(picture.bits)))
    this.#columns = columns
    this.#span = spanOf(columns, picture)
    // Room for a whole cubic: what is beyond a narrower picture counts nothing.
    this.#line = new Float32Array(Math.max(picture.width, cubicSupport) * picture.channels)
    const length = columns.first.length * picture.channels
    this.#kept = Array.from({ length: kept }, () => ({ row: -1, samples: new Float32Array(length) }))
  }

  /** A row; beyond the end the last one is repeated. What is given holds until `kept` other rows were asked for. */
  at(row: number): Float32Array {
    const wanted = Math.min(row, this.#picture.height - 1)
    const slot = this.#kept[wanted % this.#kept.length]
    if (!slot) throw new TypeError('Expected rows to be kept')
    if (slot.row !== wanted) {
      this.#readLine(wanted)
      mixLine(this.#line, this.#picture.channels, this.#columns, slot.samples)
      slot.row = wanted
    }
    return slot.samples
  }

  #readLine(row: number): void {
    const { samples, width, channels } = this.#picture
    const { from, to } = this.#span
    const start = row * width * channels
    for (const [channel, curve] of this.#curves.entries()) {
      const table = this.#tables?.[channel]
      if (table) lookUp(samples, start, table, this.#line, { from: from + channel, to, step: channels })
      else
        for (let i = from + channel; i < to; i += channels) this.#line[i] = curveAt(curve, samples[start + i] as number)
    }
    for (const [channel, mix] of this.#mixes.entries()) {
      for (const [other, share] of mix.entries()) {
        if (share !== 0) addDifference(samples, start, this.#line, { from, to, step: channels, channel, other, share })
      }
    }
  }
}

/** What a curve makes of each of the values from 0 to `full`. */
function tableOf(curve: Curve, full: number): Float32Array {
  return Float32Array.from({ length: full + 1 }, (_, value) => curveAt(curve, value / full))
}

function spanOf({ first, support }: Mix, { width, channels }: Raster): { readonly from: number; readonly to: number } {
  const from = first.reduce((least, px) => Math.min(least, px), width)
  const to = first.reduce((most, px) => Math.max(most, px), 0) + support
  return { from: from * channels, to: Math.min(width, to) * channels }
}

/** Sends every `step`-th sample through a table: keep it flat. */
function lookUp(
  samples: Raster['samples'],
  start: number,
  table: Float32Array,
  line: Float32Array,
  { from, to, step }: { readonly from: number; readonly to: number; readonly step: number },
): void {
  for (let i = from; i < to; i += step) line[i] = table[samples[start + i] as number] as number
}

/** Adds a share of what one channel has more than another one. */
function addDifference(
  samples: Raster['samples'],
  start: number,
  line: Float32Array,
  at: {
    readonly from: number
    readonly to: number
    readonly step: number
    readonly channel: number
    readonly other: number
    readonly share: number
  },
): void {
  const { from, to, step, channel, other, share } = at
  for (let i = from; i < to; i += step) {
    const own = samples[start + i + channel] as number
    line[i + channel] = (line[i + channel] as number) + share * ((samples[start + i + other] as number) - own)
  }
}

/** The most of a row's time goes here: keep it flat. */
function mixLine(line: Float32Array, channels: number, { first, support, weights }: Mix, mixed: Float32Array): void {
  for (let x = 0; x < first.length; x++) {
    const from = (first[x] as number) * channels
    const end = (x + 1) * support
    for (let k = 0; k < channels; k++) {
      let sum = 0
      for (let place = x * support, i = from + k; place < end; place++, i += channels) {
        sum += (weights[place] as number) * (line[i] as number)
      }
      mixed[x * channels + k] = sum
    }
  }
}
