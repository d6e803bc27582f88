import type { Square } from './squares'

/** Variances of a square's noise, by its fineness. */
export interface NoiseBands {
  /** By channel: of what changes from px to px, and from every other px to the next. White noise has 1 in the first. */
  readonly fine: Float64Array
  readonly coarse: Float64Array
  /** Mean of the products of different channels' fine noise. */
  readonly shared: number
}

/**
 * Measures noise by Laplacians of Laplacians, which see nothing of slopes and little of soft edges (Immerkær 1996): as it
 * is, and of every other px after smoothing.
 */
export function noiseBands(square: Square): NoiseBands {
  const { side, channels } = square
  const fine = new Float64Array(channels)
  const coarse = new Float64Array(channels)
  const differences = laplacians(square, 1)
  const wide = laplacians(smoothed(square), 2)
  let shared = 0
  let pairs = 0
  for (let at = 0; at < differences.length; at += channels) {
    for (let k = 0; k < channels; k++) {
      const own = differences[at + k] as number
      fine[k] = (fine[k] as number) + own * own
      for (let other = k + 1; other < channels; other++, pairs++) shared += own * (differences[at + other] as number)
    }
  }
  for (let at = 0; at < wide.length; at++)
    coarse[at % channels] = (coarse[at % channels] as number) + (wide[at] as number) ** 2
  const counts = { fine: (side - 2) ** 2, coarse: (side - 6) ** 2 }
  return {
    fine: fine.map((sum) => sum / counts.fine),
    coarse: coarse.map((sum) => sum / counts.coarse),
    shared: pairs > 0 ? shared / pairs : 0,
  }
}

/** Second differences both ways, `step` px apart, scaled so that white noise keeps its variance. The border is left out. */
function laplacians({ side, channels, values }: Square, step: number): Float32Array {
  const inner = side - 2 * step
  const found = new Float32Array(inner * inner * channels)
  const [dx, dy] = [step * channels, step * side * channels]
  for (let y = 0, out = 0; y < inner; y++) {
    for (let i = ((y + step) * side + step) * channels, end = i + inner * channels; i < end; i++, out++) {
      const cross = value(values, i - dx) + value(values, i + dx) + value(values, i - dy) + value(values, i + dy)
      const corners =
        value(values, i - dx - dy) +
        value(values, i + dx - dy) +
        value(values, i - dx + dy) +
        value(values, i + dx + dy)
      found[out] = (4 * value(values, i) - 2 * cross + corners) / 6
    }
  }
  return found
}

/** The square by weights 1 2 1 both ways, a px smaller on each side. */
function smoothed({ side, channels, values }: Square): Square {
  const inner = side - 2
  const soft = new Float32Array(inner * inner * channels)
  const [dx, dy] = [channels, side * channels]
  for (let y = 0, out = 0; y < inner; y++) {
    for (let i = ((y + 1) * side + 1) * channels, end = i + inner * channels; i < end; i++, out++) {
      const cross = value(values, i - dx) + value(values, i + dx) + value(values, i - dy) + value(values, i + dy)
      const corners =
        value(values, i - dx - dy) +
        value(values, i + dx - dy) +
        value(values, i - dx + dy) +
        value(values, i + dx + dy)
      soft[out] = (4 * value(values, i) + 2 * cross + corners) / 16
    }
  }
  return { side: inner, channels, values: soft }
}

function value(values: Float32Array, i: number): number {
  return values[i] as number
}
