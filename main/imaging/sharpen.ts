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

function gaussian(): readonly [number, number, number, number, number] {
  const weight = (distance: number) => Math.exp(-(distance ** 2) / (2 * sigma * sigma))
  const sum = weight(0) + 2 * weight(1) + 2 * weight(2)
  const [middle, near, far] = [weight(0) / sum, weight(1) / sum, weight(2) / sum]
  return [far, near, middle, near, far]
}

/** A row blurred along itself: the measure times its opacity and, where there is alpha, the opacity. */
interface Line {
  row: number
  readonly value: Float32Array
  readonly weight: Float32Array
}

type FiveLines = readonly [Line, Line, Line, Line, Line]

/** The last rows of a picture, as they were before they were sharpened, blurred along themselves. */
class BlurredRows {
  readonly #picture: Raster
  readonly #group: Group
  readonly #lines: FiveLines
  /** With room on both sides for what the blur repeats there. */
  readonly #value: Float32Array
  readonly #weight: Float32Array
  readonly #sums: Float32Array

  constructor(picture: Raster, group: Group) {
    const { width } = picture
    const line = (): Line => ({ row: -1, value: new Float32Array(width), weight: new Float32Array(width) })
    this.#picture = picture
    this.#group = group
    this.#lines = [line(), line(), line(), line(), line()]
    this.#value = new Float32Array(width + 2 * reach)
    this.#weight = new Float32Array(width + 2 * reach)
    this.#sums = new Float32Array(width)
  }

  /** The blurred measure of a row; rows are asked for from the top. */
  blurInto(row: number, blurred: Float32Array): void {
    const at = (distance: number) => this.#lineAt(Math.min(this.#picture.height - 1, Math.max(0, row + distance)))
    const lines: FiveLines = [at(-2), at(-1), at(0), at(1), at(2)]
    blurDown(lines, 'value', blurred)
    if (!this.#picture.hasAlpha) return
    blurDown(lines, 'weight', this.#sums)
    for (let x = 0; x < blurred.length; x++) {
      const weight = this.#sums[x] as number
      blurred[x] = weight > 0 ? (blurred[x] as number) / weight : 0
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
    const [value, weight] = [this.#value.subarray(reach), this.#weight.subarray(reach)]
    measureRow(this.#picture, this.#group, row, value.subarray(0, width))
    if (hasAlpha) {
      for (let x = 0, at = (row * width + 1) * channels - 1; x < width; x++, at += channels) {
        const opacity = samples[at] as number
        weight[x] = opacity
        value[x] = (value[x] as number) * opacity
      }
      blurAlong(this.#weight, line.weight)
    }
    blurAlong(this.#value, line.value)
    line.row = row
  }
}

/** Blurs along a row; its first and last values are repeated beyond its ends. */
function blurAlong(line: Float32Array, blurred: Float32Array): void {
  const [a, b, c, d, e] = kernel
  const width = blurred.length
  line.fill(line[reach] as number, 0, reach)
  line.fill(line[reach + width - 1] as number, reach + width)
  for (let x = 0; x < width; x++) {
    const near = b * (line[x + 1] as number) + c * (line[x + 2] as number) + d * (line[x + 3] as number)
    blurred[x] = a * (line[x] as number) + near + e * (line[x + 4] as number)
  }
}

function blurDown([one, two, three, four, five]: FiveLines, of: 'value' | 'weight', blurred: Float32Array): void {
  const [a, b, c, d, e] = kernel
  const [l, m, n, o, p] = [one[of], two[of], three[of], four[of], five[of]]
  for (let x = 0; x < blurred.length; x++) {
    const near = b * (m[x] as number) + c * (n[x] as number) + d * (o[x] as number)
    blurred[x] = a * (l[x] as number) + near + e * (p[x] as number)
  }
}
