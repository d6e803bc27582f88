import type { Pace } from './pace'
import { fullScale, type Raster } from './raster'

/** Radius of the unsharp mask: what screens and prints blur once a picture was resampled, px. */
const sigma = 0.8

/** How far the blur reaches, px. */
const reach = 2

/** What is added of the difference to the blurred picture at full strength. */
const fullAmount = 1.5

/** How much each colour counts for what is seen as detail (Rec. 709). */
const lightness = [0.2126, 0.7152, 0.0722] as const

/** Channels that are sharpened by one measure, and how much of it each is: RGB by its lightness, so no colours appear. */
const groups: Readonly<Record<Raster['model'], readonly (readonly (readonly [channel: number, weight: number])[])[]>> =
  {
    grey: [[[0, 1]]],
    rgb: [lightness.map((weight, channel) => [channel, weight] as const)],
    cmyk: [0, 1, 2, 3].map((channel) => [[channel, 1] as const]),
  }

/**
 * Sharpens a picture where it is, by an unsharp mask. Alpha stays, and what is transparent counts nothing beside what is not.
 * @param strength 1..100
 * @throws {AppError} `cancelled`
 */
export async function sharpen(picture: Raster, strength: number, pace: Pace): Promise<void> {
  const amount = (fullAmount * strength) / 100
  for (const group of groups[picture.model]) await sharpenGroup(picture, group, amount, pace)
}

type Group = (typeof groups)[Raster['model']][number]

/** Row by row; those above are done already, so what the blur needs of them is kept. */
async function sharpenGroup(picture: Raster, group: Group, amount: number, pace: Pace): Promise<void> {
  const { width, height, channels, samples, bits } = picture
  const rows = new BlurredRows(picture, group)
  const blurred = new Float32Array(width)
  const measure = new Float32Array(width)
  const [floor, top] = bits === 32 ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : [0, fullScale(bits)]
  const rounding = bits === 32 ? 0 : 0.5
  await pace.quietly(height, (row) => {
    rows.blurInto(row, blurred)
    measureRow(picture, group, row, measure)
    for (let x = 0, at = row * width * channels; x < width; x++, at += channels) {
      const detail = amount * ((measure[x] as number) - (blurred[x] as number))
      for (const [channel] of group) {
        const value = (samples[at + channel] as number) + detail + rounding
        samples[at + channel] = Math.min(top, Math.max(floor, value))
      }
    }
  })
}

function measureRow({ width, channels, samples }: Raster, group: Group, row: number, measure: Float32Array): void {
  measure.fill(0)
  for (const [channel, weight] of group) {
    for (let x = 0, at = row * width * channels + channel; x < width; x++, at += channels)
      measure[x] = (measure[x] as number) + weight * (samples[at] as number)
  }
}

const kernel = gaussian()

function gaussian(): readonly number[] {
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)))
  const sum = weights.reduce((all, weight) => all + weight, 0)
  return weights.map((weight) => weight / sum)
}

/** A row blurred along itself: the measure times its opacity, and the opacity, so that both can be blurred on. */
interface Line {
  row: number
  readonly value: Float32Array
  readonly weight: Float32Array
}

/** The last rows of a picture, as they were before they were sharpened, blurred along themselves. */
class BlurredRows {
  readonly #picture: Raster
  readonly #group: Group
  readonly #lines: readonly Line[]
  readonly #value: Float32Array
  readonly #weight: Float32Array

  constructor(picture: Raster, group: Group) {
    const { width } = picture
    this.#picture = picture
    this.#group = group
    this.#value = new Float32Array(width)
    this.#weight = new Float32Array(width).fill(1)
    this.#lines = kernel.map(() => ({ row: -1, value: new Float32Array(width), weight: new Float32Array(width) }))
  }

  /** The blurred measure of a row; rows are asked for from the top. */
  blurInto(row: number, blurred: Float32Array): void {
    const { height, width } = this.#picture
    const lines = kernel.map((_, i) => this.#lineAt(Math.min(height - 1, Math.max(0, row + i - reach))))
    for (let x = 0; x < width; x++) {
      let value = 0
      let weight = 0
      for (let i = 0; i < kernel.length; i++) {
        const part = kernel[i] as number
        const line = lines[i] as Line
        value += part * (line.value[x] as number)
        weight += part * (line.weight[x] as number)
      }
      blurred[x] = weight > 0 ? value / weight : 0
    }
  }

  #lineAt(row: number): Line {
    const line = this.#lines[row % this.#lines.length]
    if (!line) throw new TypeError('Expected rows to be kept')
    if (line.row !== row) this.#readInto(line, row)
    return line
  }

  #readInto(line: Line, row: number): void {
    const { hasAlpha, width, channels, samples } = this.#picture
    measureRow(this.#picture, this.#group, row, this.#value)
    if (hasAlpha) {
      for (let x = 0, at = (row * width + 1) * channels - 1; x < width; x++, at += channels) {
        const opacity = samples[at] as number
        this.#weight[x] = opacity
        this.#value[x] = (this.#value[x] as number) * opacity
      }
    }
    blurLine(this.#value, line.value)
    blurLine(this.#weight, line.weight)
    line.row = row
  }
}

/** Blurs along a row; beyond its ends the last value is repeated. */
function blurLine(line: Float32Array, blurred: Float32Array): void {
  const last = line.length - 1
  for (let x = 0; x <= last; x++) {
    let sum = 0
    for (let i = 0; i < kernel.length; i++) {
      const at = Math.min(last, Math.max(0, x + i - reach))
      sum += (kernel[i] as number) * (line[at] as number)
    }
    blurred[x] = sum
  }
}
