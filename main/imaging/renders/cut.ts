import type { Level } from '../level'
import type { Strip } from './strip'

/** Share of a strip's width next to each side in which there is no cut: the blend has to have room. */
const marginShare = 0.15

/** How much a cut at the very side costs more than one in the middle, as a share of the mean cost. */
const middleWeight = 0.5

/** How a strip's cells are found in a level: those of `across` from the earlier tile's side, row by row `along` it. */
export interface StripCells {
  readonly across: number
  readonly along: number
  at(across: number, along: number): number
}

/** The cells of a strip in a level of its area. */
export function stripCells(
  { axis, isReversed }: Strip,
  { width, height }: Pick<Level, 'width' | 'height'>,
): StripCells {
  if (axis === 'x') {
    const at = (across: number, along: number) => along * width + (isReversed ? width - 1 - across : across)
    return { across: width, along: height, at }
  }
  const at = (across: number, along: number) => (isReversed ? height - 1 - across : across) * width + along
  return { across: height, along: width, at }
}

/**
 * The cut through a strip where two pictures of it differ least: by cell along the strip, how many cells before the cut
 * are the earlier tile's. From one to the next it moves by one cell at most.
 * @param costs by cell of the level.
 */
export function leastVisibleCut(costs: Float32Array, { across, along, at }: StripCells): Float32Array {
  const margin = Math.floor(across * marginShare)
  const places = across - 2 * margin
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length
  const sums = new Float64Array(places * along)
  for (let b = 0; b < along; b++) {
    for (let place = 0; place < places; place++) {
      const off = ((place + 0.5) / places) * 2 - 1
      const own = (costs[at(margin + place, b)] as number) + mean * middleWeight * off * off
      const before = b === 0 ? 0 : (sums[(b - 1) * places + cheapest(sums, b - 1, place, places)] as number)
      sums[b * places + place] = own + before
    }
  }
  const cut = new Float32Array(along)
  let place = 0
  for (let i = 1; i < places; i++) {
    if ((sums[(along - 1) * places + i] as number) < (sums[(along - 1) * places + place] as number)) place = i
  }
  for (let b = along - 1; b >= 0; b--) {
    if (b < along - 1) place = cheapest(sums, b, place, places)
    cut[b] = margin + place + 0.5
  }
  return cut
}

/** The cheapest of the places next to one, `b` cells along; the middle one among equals. */
function cheapest(sums: Float64Array, b: number, place: number, places: number): number {
  const line = b * places
  let best = place
  for (const other of [place - 1, place + 1]) {
    if (other < 0 || other >= places) continue
    if ((sums[line + other] as number) < (sums[line + best] as number)) best = other
  }
  return best
}
