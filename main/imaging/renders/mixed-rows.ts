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
  readonly #columns: Mix
  readonly #line: Float32Array
  readonly #kept: readonly { row: number; readonly samples: Float32Array }[]

  /** @param kept rows that are asked for at once. */
  constructor(picture: Raster, curves: readonly Curve[], columns: Mix, kept: number) {
    this.#picture = picture
    this.#curves = curves
    this.#columns = columns
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
    const { samples, width, channels, bits } = this.#picture
    const line = this.#line
    const start = row * width * channels
    const unit = 1 / fullScale(bits)
    for (const [channel, curve] of this.#curves.entries()) {
      for (let i = channel; i < width * channels; i += channels) {
        line[i] = curveAt(curve, (samples[start + i] as number) * unit)
      }
    }
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
