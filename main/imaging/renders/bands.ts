import { halver, type Level, tapsAt } from '../level'
import type { Pace } from '../pace'
import { leastVisibleCut, type StripCells, stripCells } from './cut'
import type { Strip } from './strip'

/** Levels by which the difference is made smooth before a cut is looked for: what is coarser is blended widely anyway. */
const detailLevels = 3

/** Two pictures of a strip made one: along a cut their detail, and ever more widely what is coarser. */
export interface Blend {
  /** By cell along the strip: cells from the earlier tile's side to the cut. */
  readonly cut: Float32Array
  /** The difference without its detail, and what of that is left of it when blended; both in full intensities. */
  readonly smooth: Level
  readonly blended: Level
}

/**
 * Finds how to make one picture of what two tiles have painted, from the earlier one's difference to the later one.
 * Each octave of the difference is blended over a width that goes with it, so that tones pass over slowly and detail is
 * seen once only.
 * @throws {AppError} `cancelled`
 */
export async function blendOf(difference: Level, strip: Strip, pace: Pace): Promise<Blend> {
  const cells = stripCells(strip, difference)
  const levels = [difference]
  for (let level = difference; level.cell * 2 < difference.cell * Math.max(cells.across, 4); ) {
    const { coarser, fillRow } = halver(level)
    await pace.quietly(coarser.height, fillRow)
    levels.push(coarser)
    level = coarser
  }
  const grown = async (level: Level | undefined) => {
    const like: Level = { ...difference, data: new Float32Array(difference.data.length) }
    if (level) await pace.quietly(like.height, grower(level, like))
    return like
  }
  const costs = costsOf(difference, await grown(levels[Math.min(detailLevels, levels.length - 1)]))
  const cut = leastVisibleCut(costs, cells)

  let band = await grown(levels[1])
  const smooth: Level = { ...band, data: band.data.slice() }
  const blended: Level = { ...band, data: new Float32Array(band.data.length) }
  for (let i = 1; i < levels.length; i++) {
    const coarser = await grown(levels[i + 1])
    const width = 2 ** i
    await pace.quietly(cells.along, (along) => addBand(blended, band, coarser, cells, cut, along, width))
    band = coarser
  }
  await pace.quietly(cells.along, (along) => fadeAtKnown([smooth, blended], strip, cells, along))
  return { cut, smooth, blended }
}

/**
 * The earlier tile's share at `across` from its side, where the cut is at `cut` and the other side at `length`, all in the
 * same measure: 1 and 0 at the sides, and half at the cut, around which it changes within `reach`.
 */
export function earlierShare(across: number, cut: number, length: number, reach: number): number {
  const t = across - cut
  const room = Math.min(reach, t < 0 ? cut : length - cut)
  const u = t / Math.max(room, 1e-6)
  if (u <= -1) return 1
  return u >= 1 ? 0 : (1 - u * (1.5 - 0.5 * u * u)) / 2
}

/** How much it would be seen if a cut went through each cell. */
function costsOf({ data, width, height, channels }: Level, smooth: Level): Float32Array {
  return Float32Array.from({ length: width * height }, (_, cell) => {
    let cost = 0
    for (let i = cell * channels; i < (cell + 1) * channels; i++) {
      cost += ((data[i] as number) - (smooth.data[i] as number)) ** 2
    }
    return cost
  })
}

/** Adds what a band has beyond the next coarser one, by the earlier tile's share. */
function addBand(
  blended: Level,
  band: Level,
  coarser: Level,
  cells: StripCells,
  cut: Float32Array,
  along: number,
  reach: number,
): void {
  const { channels } = band
  for (let across = 0; across < cells.across; across++) {
    const share = earlierShare(across + 0.5, cut[along] as number, cells.across, reach)
    const start = cells.at(across, along) * channels
    for (let i = start; i < start + channels; i++) {
      const own = (band.data[i] as number) - (coarser.data[i] as number)
      blended.data[i] = (blended.data[i] as number) + share * own
    }
  }
}

/**
 * Toward what is known both tiles show the same, and there is nothing to be blended: so nothing is, lest the difference
 * of what is farther away gets there.
 */
function fadeAtKnown(levels: readonly Level[], { known }: Strip, cells: StripCells, along: number): void {
  const reach = Math.max(1, Math.min(cells.across, cells.along) / 2)
  const far = Number.POSITIVE_INFINITY
  const distance = Math.min(known.start ? along + 0.5 : far, known.end ? cells.along - along - 0.5 : far)
  const t = distance / reach
  if (t >= 1) return
  const share = t * t * (3 - 2 * t)
  for (const { data, channels } of levels) {
    for (let across = 0; across < cells.across; across++) {
      const start = cells.at(across, along) * channels
      for (let i = start; i < start + channels; i++) data[i] = (data[i] as number) * share
    }
  }
}

/** Fills rows of `finer` with what a coarser level has there. */
function grower(level: Level, finer: Level): (row: number) => void {
  const { channels } = level
  const times = level.cell / finer.cell
  const inCells = (length: number) => Float32Array.from({ length }, (_, i) => (i + 0.5) / times)
  const across = tapsAt(inCells(finer.width), 0, level.width - 1)
  const down = tapsAt(inCells(finer.height), 0, level.height - 1)
  return (row) => {
    const upper = (down.low[row] as number) * level.width * channels
    const lower = (down.high[row] as number) * level.width * channels
    const share = down.share[row] as number
    for (let x = 0, out = row * finer.width * channels; x < finer.width; x++) {
      const left = (across.low[x] as number) * channels
      const right = (across.high[x] as number) * channels
      const part = across.share[x] as number
      for (let k = 0; k < channels; k++, out++) {
        const top = mixed(level.data, upper + left + k, upper + right + k, part)
        finer.data[out] = top + (mixed(level.data, lower + left + k, lower + right + k, part) - top) * share
      }
    }
  }
}

function mixed(data: Float32Array, left: number, right: number, share: number): number {
  const value = data[left] as number
  return value + ((data[right] as number) - value) * share
}
