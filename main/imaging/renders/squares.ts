import { fullScale, type Raster } from '../raster'
import { type Curve, curveAt } from './curve'
import { columnsOf, type Layer, rowsOf } from './layer'
import { cubicMix, cubicSupport } from './mix'

/** A square of interleaved samples, in full intensities. */
export interface Square {
  readonly side: number
  readonly channels: number
  readonly values: Float32Array
}

/** Side of the squares that a photo and its render are compared in px by px. */
export const squareSide = 16

/** Where squares begin along one axis of an area: at most `most` of them, spread evenly. */
export function squarePlaces(start: number, length: number, most: number): readonly number[] {
  const count = Math.min(most, Math.floor(length / squareSide))
  return Array.from({ length: count }, (_, i) => start + Math.floor(((i + 0.5) * length) / count - squareSide / 2))
}

/** A square of the canvas; null where anything of it can be seen through. */
export function photoSquare(
  { samples, channels, width, hasAlpha, bits }: Raster,
  colours: number,
  left: number,
  top: number,
): Square | null {
  const full = fullScale(bits)
  const values = new Float32Array(squareSide ** 2 * colours)
  for (let y = 0, out = 0; y < squareSide; y++) {
    for (let x = 0, at = ((top + y) * width + left) * channels; x < squareSide; x++, at += channels) {
      if (hasAlpha && (samples[at + channels - 1] as number) < full) return null
      for (let k = 0; k < colours; k++, out++) values[out] = (samples[at + k] as number) / full
    }
  }
  return { side: squareSide, channels: colours, values }
}

/** A square of a render as it is painted, without the slow correction. */
export function renderSquare(layer: Layer, curves: readonly Curve[], left: number, top: number): Square {
  const { samples, channels, width, bits } = layer.render
  const full = fullScale(bits)
  const columns = cubicMix(left, left + squareSide, columnsOf(layer))
  const rows = cubicMix(top, top + squareSide, rowsOf(layer))
  const values = new Float32Array(squareSide ** 2 * channels)
  for (let y = 0; y < squareSide; y++) {
    for (let x = 0; x < squareSide; x++) {
      const out = (y * squareSide + x) * channels
      for (let i = 0; i < cubicSupport ** 2; i++) {
        const [down, across] = [Math.floor(i / cubicSupport), i % cubicSupport]
        const weight =
          (rows.weights[y * cubicSupport + down] as number) * (columns.weights[x * cubicSupport + across] as number)
        if (weight === 0) continue
        const at = (((rows.first[y] as number) + down) * width + (columns.first[x] as number) + across) * channels
        for (let k = 0; k < channels; k++) {
          const value = curveAt(curves[k] as Curve, (samples[at + k] as number) / full)
          values[out + k] = (values[out + k] as number) + weight * value
        }
      }
    }
  }
  return { side: squareSide, channels, values }
}
