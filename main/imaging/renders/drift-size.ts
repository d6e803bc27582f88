import { deltaE00, type Lab } from '../colour/lab'
import { type ChannelDrift, undrifted } from './drift'
import type { Overlap } from './overlap'

/** Cells that are looked at along each side, at most: a mean needs no more. */
const mostCells = 64

/**
 * How far a render's colours had drifted: the mean difference (CIEDE2000) that its correction makes over what it shows of
 * the known area. Null when it shows nothing of that.
 * @param labOf what channels of 0..1 look like
 */
export function driftSize(
  { seen }: Pick<Overlap, 'seen'>,
  drifts: readonly ChannelDrift[],
  labOf: (channels: ArrayLike<number>) => Lab,
): number | null {
  const { data, width, height, channels } = seen
  const [across, down] = [width, height].map((side) => Math.max(1, Math.ceil(side / mostCells)))
  let sum = 0
  let weights = 0
  for (let row = 0; row < height; row += down ?? 1) {
    const y = ((row + 0.5) / height) * 2 - 1
    for (let column = 0; column < width; column += across ?? 1) {
      const at = (row * width + column) * channels
      const weight = data[at + channels - 1] as number
      if (weight === 0) continue
      const x = ((column + 0.5) / width) * 2 - 1
      const own = drifts.map((_, k) => (data[at + k] as number) / weight)
      const corrected = drifts.map((drift, k) => undrifted(drift, k, data, at, weight, x, y))
      sum += weight * deltaE00(labOf(own), labOf(corrected))
      weights += weight
    }
  }
  return weights === 0 ? null : sum / weights
}
