import { halver, type Level } from '../level'
import type { Pace } from '../pace'
import { type ChannelDrift, undrifted } from './drift'
import type { Overlap } from './overlap'

/** The same cells in two pictures: how bright they are, times their weight, and the weight. */
export interface Brightness {
  readonly known: Level
  readonly seen: Level
}

/** Cells that detail is measured against: a mean over so many in each direction is taken off. */
const detailReach = 6

/** How bright both pictures of an overlap are, after the render was drifted back. */
export async function brightnessOf(
  { known, seen }: Overlap,
  drifts: readonly ChannelDrift[],
  pace: Pace,
): Promise<Brightness> {
  const ofKnown = emptyLike(known)
  const ofSeen = emptyLike(known)
  await pace.quietly(known.height, (row) => {
    const y = ((row + 0.5) / known.height) * 2 - 1
    for (let column = 0, out = row * known.width * 2; column < known.width; column++, out += 2) {
      const at = (out / 2) * known.channels
      const weight = known.data[at + drifts.length] as number
      if (weight === 0) continue
      const x = ((column + 0.5) / known.width) * 2 - 1
      let [one, other] = [0, 0]
      for (const [k, drift] of drifts.entries()) {
        one += known.data[at + k] as number
        other += undrifted(drift, k, seen.data, at, weight, x, y) * weight
      }
      ofKnown.data[out] = one / drifts.length
      ofSeen.data[out] = other / drifts.length
      ofKnown.data[out + 1] = weight
      ofSeen.data[out + 1] = weight
    }
  })
  return { known: ofKnown, seen: ofSeen }
}

function emptyLike(level: Level): Level {
  return { ...level, channels: 2, data: new Float32Array(level.width * level.height * 2) }
}

/** The same, with half the cells along each side. */
export async function halved({ known, seen }: Brightness, pace: Pace): Promise<Brightness> {
  const [one, other] = [halver(known), halver(seen)]
  await pace.quietly(one.coarser.height, (row) => {
    one.fillRow(row)
    other.fillRow(row)
  })
  return { known: one.coarser, seen: other.coarser }
}

/** A picture's detail: what its cells differ by from the mean around them. Nothing where nothing is known. */
export interface Detail {
  readonly width: number
  readonly height: number
  readonly values: Float32Array
}

/** Slow differences of brightness, which painting something anew leaves behind, have no say in where things are. */
export function detailOf(level: Level): Detail {
  const { width, height, data } = level
  const across = new Float32Array(data.length)
  for (let y = 0; y < height; y++) sumAlong(data, across, y * width * 2, 2, width)
  const around = new Float32Array(data.length)
  for (let x = 0; x < width; x++) sumAlong(across, around, x * 2, width * 2, height)
  const values = new Float32Array(width * height)
  for (let i = 0; i < values.length; i++) {
    const weight = data[2 * i + 1] as number
    if (weight === 0) continue
    values[i] = (data[2 * i] as number) / weight - (around[2 * i] as number) / (around[2 * i + 1] as number)
  }
  return { width, height, values }
}

/**
 * Sums of both channels over the cells around each cell of a line: fewer toward its ends, as many on either side, so that
 * a slope is no detail anywhere.
 */
function sumAlong(from: Float32Array, to: Float32Array, start: number, step: number, length: number): void {
  const before = new Float64Array(length + 1)
  for (let channel = start; channel < start + 2; channel++) {
    for (let i = 0; i < length; i++) before[i + 1] = (before[i] as number) + (from[channel + i * step] as number)
    for (let i = 0; i < length; i++) {
      const reach = Math.min(detailReach, i, length - 1 - i)
      to[channel + i * step] = (before[i + reach + 1] as number) - (before[i - reach] as number)
    }
  }
}
