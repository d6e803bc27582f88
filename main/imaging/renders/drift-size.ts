import { deltaE00 } from '../colour/lab'
import type { Look } from '../colour/look'
import { type ChannelDrift, undrifted } from './drift'
import type { Overlap } from './overlap'

/** Cells that are looked at along each side, at most: a mean needs no more. */
const mostCells = 64

/**
 * How far a render's colours had drifted: the mean difference (CIEDE2000) that its correction makes over what it shows of
 * the known area. Null when it shows nothing of that.
 * @param look what the photo's colours look like
 */
export async function driftSize(
  { seen }: Pick<Overlap, 'seen'>,
  drifts: readonly ChannelDrift[],
  look: Look,
): Promise<number | null> {
  const { data, width, height, channels } = seen
  const [across = 1, down = 1] = [width, height].map((side) => Math.max(1, Math.ceil(side / mostCells)))
  const weights: number[] = []
  const own: number[] = []
  const corrected: number[] = []
  for (let row = 0; row < height; row += down) {
    const y = ((row + 0.5) / height) * 2 - 1
    for (let column = 0; column < width; column += across) {
      const at = (row * width + column) * channels
      const weight = data[at + channels - 1] as number
      if (weight === 0) continue
      const x = ((column + 0.5) / width) * 2 - 1
      weights.push(weight)
      drifts.forEach((drift, k) => {
        own.push((data[at + k] as number) / weight)
        corrected.push(undrifted(drift, k, data, at, weight, x, y))
      })
    }
  }
  if (weights.length === 0) return null
  const [before, after] = [await look(own), await look(corrected)]
  const differences = before.map((lab, i) => (weights[i] ?? 0) * deltaE00(lab, after[i] ?? lab))
  return sumOf(differences) / sumOf(weights)
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
