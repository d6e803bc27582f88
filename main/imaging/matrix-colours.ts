import type { MatrixProfile, ToneCurve } from './icc'
import type { Pace } from './pace'
import { colourChannels, fullScale, type Layout, type Raster, rasterBytes, samplesOf } from './raster'

/** Steps of the tables by which linear intensities are encoded; they lie closer in the dark, by the root of intensity. */
const encodingSteps = 65_536

/** How many of them are between those that are reckoned. */
const stepsBetween = 16

/** Halvings by which a tone curve is followed backwards: finer than 16 bits. */
const halvings = 24

/**
 * A picture's colours in another profile, reckoned: decoded, mixed, cut off where the profile ends, encoded. That is what
 * all intents come to where there are no tables. lcms, as sharp calls it, makes a coarse table of it for 16 bits and is off
 * by up to 9 of 255 steps in strong colours. Alpha stays.
 * @param bits of the result. Where these and its channels are the picture's, it takes the picture's place.
 * @throws {AppError} `cancelled`
 */
export async function inMatrixProfile(
  picture: Raster,
  from: MatrixProfile,
  to: MatrixProfile,
  bits: 8 | 16,
  pace: Pace,
): Promise<Raster> {
  const { width, height } = picture
  const extra = picture.channels - colourChannels[picture.model]
  const layout: Layout = { ...picture, model: to.model, bits, channels: colourChannels[to.model] + extra }
  const isAlike = layout.channels === picture.channels && bits === picture.bits
  const samples = isAlike ? picture.samples : samplesOf(new Uint8Array(rasterBytes(layout)), bits)
  const converted: Raster = { ...layout, samples }
  const decoders = tablesOf(from.curves, (curve) => decodingTable(curve, fullScale(picture.bits)))
  const encoders = tablesOf(to.curves, (curve) => encodingTable(curve, fullScale(bits)))
  const mix = mixOf(from, to)
  const linear = decoders.map(() => new Float32Array(width))
  await pace.quietly(height, (row) => {
    decoders.forEach((table, k) => {
      decodeRow(picture, row, k, table, linear[k] as Float32Array)
    })
    encoders.forEach((table, k) => {
      encodeRow(linear, mix[k] ?? [], table, converted, row, k)
    })
    for (let k = 0; k < extra; k++) copyRow(picture, colourChannels[picture.model] + k, converted, row)
  })
  return converted
}

function decodeRow(
  { samples, channels, width }: Raster,
  row: number,
  channel: number,
  table: Float32Array,
  line: Float32Array,
) {
  for (let x = 0, at = row * width * channels + channel; x < width; x++, at += channels)
    line[x] = table[samples[at] as number] as number
}

/** Mixes one channel of a row and encodes it: most of the time goes here, keep it flat. */
function encodeRow(
  linear: readonly Float32Array[],
  mix: readonly number[],
  table: Uint16Array,
  { samples, channels, width }: Raster,
  row: number,
  channel: number,
): void {
  const [a = 0, b = 0, c = 0] = mix
  const [first, second = first, third = first] = linear
  if (!first || !second || !third) throw new TypeError('Expected channels to mix')
  for (let x = 0, at = row * width * channels + channel; x < width; x++, at += channels) {
    const mixed = a * (first[x] as number) + b * (second[x] as number) + c * (third[x] as number)
    samples[at] = table[
      mixed <= 0 ? 0 : mixed >= 1 ? encodingSteps : (Math.sqrt(mixed) * encodingSteps + 0.5) | 0
    ] as number
  }
}

function copyRow(picture: Raster, channel: number, converted: Raster, row: number): void {
  const scale = fullScale(converted.bits) / fullScale(picture.bits)
  const ahead = converted.channels - picture.channels
  for (let x = row * picture.width; x < (row + 1) * picture.width; x++)
    converted.samples[x * converted.channels + channel + ahead] = Math.round(
      (picture.samples[x * picture.channels + channel] as number) * scale,
    )
}

/** A table for each curve; those that are the same have one. */
function tablesOf<T>(curves: readonly ToneCurve[], tableOf: (curve: ToneCurve) => T): readonly T[] {
  const made = new Map<ToneCurve, T>()
  for (const curve of curves) if (!made.has(curve)) made.set(curve, tableOf(curve))
  return curves.flatMap((curve) => made.get(curve) ?? [])
}

/** What each sample is in linear intensity. */
function decodingTable(curve: ToneCurve, full: number): Float32Array {
  return Float32Array.from({ length: full + 1 }, (_, sample) => curve(sample / full))
}

/** Samples by the root of linear intensity, rounded. */
function encodingTable(curve: ToneCurve, full: number): Uint16Array {
  const reckoned = Float64Array.from(
    { length: encodingSteps / stepsBetween + 1 },
    (_, i) => full * encoded(curve, ((i * stepsBetween) / encodingSteps) ** 2),
  )
  return Uint16Array.from({ length: encodingSteps + 1 }, (_, i) => {
    const low = Math.floor(i / stepsBetween)
    const value = reckoned[low] as number
    const next = reckoned[low + 1] ?? value
    return Math.round(value + ((next - value) * (i % stepsBetween)) / stepsBetween)
  })
}

/** The value whose linear intensity is `wanted`. */
function encoded(curve: ToneCurve, wanted: number): number {
  let [low, high] = [0, 1]
  for (let i = 0; i < halvings; i++) {
    const middle = (low + high) / 2
    if (curve(middle) < wanted) low = middle
    else high = middle
  }
  return wanted >= curve(1) ? 1 : (low + high) / 2
}

/** By channel of the one profile, how much each channel of the other counts. */
function mixOf(from: MatrixProfile, to: MatrixProfile): readonly (readonly number[])[] {
  // Of grey only how light it is counts.
  if (to.model === 'grey') return [from.colorants.map(([, light]) => light)]
  const [a, b, c] = to.colorants
  if (!a || !b || !c) throw new TypeError('Expected the colorants of red, green and blue')
  const whole = determinant(a, b, c)
  // Cramer's rule, for each channel.
  const columns = from.colorants.map((xyz) => [
    determinant(xyz, b, c) / whole,
    determinant(a, xyz, c) / whole,
    determinant(a, b, xyz) / whole,
  ])
  return [0, 1, 2].map((row) => columns.map((column) => column[row] ?? 0))
}

type Xyz = MatrixProfile['colorants'][number]

function determinant(a: Xyz, b: Xyz, c: Xyz): number {
  return a[0] * (b[1] * c[2] - b[2] * c[1]) - b[0] * (a[1] * c[2] - a[2] * c[1]) + c[0] * (a[1] * b[2] - a[2] * b[1])
}
