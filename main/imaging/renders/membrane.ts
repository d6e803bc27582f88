import type { Rect } from '../../../core/geometry/types'
import { emptyLevel, halver, type Level, LevelLookup } from '../level'
import type { Pace } from '../pace'
import { type ChannelDrift, undrifted } from './drift'
import type { Layer } from './layer'
import type { Overlap } from './overlap'

/** What one px of feather is for: differences of so many px width. */
const featherCell = 8

/** What is left along the border at one fineness. */
interface Remainder extends Level {
  readonly lookup: LevelLookup
}

/**
 * What is added to the undrifted render, in full intensities: a picture of the pass' result in cells of the overlap's
 * size, filled outside of the known area and a little beyond its border.
 * @param feather how far a difference 8 px wide is carried outward, px.
 * @throws {AppError} `cancelled`
 */
export async function correctionOf(
  { input, result }: Layer,
  overlap: Overlap,
  drifts: readonly ChannelDrift[],
  feather: number,
  pace: Pace,
): Promise<Level> {
  const levels = await remainders(overlap, drifts, pace)
  const [{ cell }] = levels
  const left = levels.map((level): Remainder => ({ ...level, lookup: new LevelLookup(level) }))
  const correction = emptyLevel(result, cell, drifts.length)
  const reach = (feather * cell) / featherCell
  await pace.quietly(correction.height, (row) => {
    const y = result.top + (row + 0.5) * cell
    for (let column = 0; column < correction.width; column++) {
      const x = result.left + (column + 0.5) * cell
      if (isDeepInside(input, x, y, 2 * cell)) continue
      const start = (row * correction.width + column) * drifts.length
      addSlopes(correction.data, start, input, x, y, drifts)
      addMembrane(correction.data, start, input, x, y, left, reach)
    }
  })
  return correction
}

function isDeepInside({ left, top, width, height }: Rect, x: number, y: number, depth: number): boolean {
  return x - left > depth && left + width - x > depth && y - top > depth && top + height - y > depth
}

/**
 * What is left between the known area and the undrifted render, times its weight, with the weight as the last channel, and
 * the same ever coarser: each level has half the cells of the one before along each side.
 */
async function remainders(
  { known, seen }: Overlap,
  drifts: readonly ChannelDrift[],
  pace: Pace,
): Promise<readonly [Level, ...Level[]]> {
  const finest: Level = { ...known, data: new Float32Array(known.data.length) }
  await pace.quietly(known.height, (row) => fillRemainderRow(finest, known, seen, drifts, row))
  const levels: [Level, ...Level[]] = [finest]
  for (let level = finest; Math.max(level.width, level.height) > 1; ) {
    const { coarser, fillRow } = halver(level)
    await pace.quietly(coarser.height, fillRow)
    levels.push(coarser)
    level = coarser
  }
  return levels
}

function fillRemainderRow(
  remainder: Level,
  known: Level,
  seen: Level,
  drifts: readonly ChannelDrift[],
  row: number,
): void {
  const colours = drifts.length
  const y = ((row + 0.5) / known.height) * 2 - 1
  for (let column = 0; column < known.width; column++) {
    const at = (row * known.width + column) * known.channels
    const weight = known.data[at + colours] as number
    if (weight === 0) continue
    const x = ((column + 0.5) / known.width) * 2 - 1
    for (const [k, drift] of drifts.entries()) {
      const shown = undrifted(drift, k, seen.data, at, weight, x, y)
      remainder.data[at + k] = (known.data[at + k] as number) - shown * weight
    }
    remainder.data[at + colours] = weight
  }
}

/** Adds the slow slopes of all channels to `sums`, from `start` on. */
function addSlopes(
  sums: Float32Array,
  start: number,
  input: Rect,
  x: number,
  y: number,
  drifts: readonly ChannelDrift[],
): void {
  const across = ((x - input.left) / input.width) * 2 - 1
  const down = ((y - input.top) / input.height) * 2 - 1
  for (const [k, { slope }] of drifts.entries()) {
    sums[start + k] = (sums[start + k] as number) + slope.x * across + slope.y * down
  }
}

/**
 * Carries outward what is left along the border: at a distance there is what the nearest place of the border has, without
 * what is finer than the distance. So it goes on at the seam without a step, and fades the sooner the smaller it is.
 */
function addMembrane(
  sums: Float32Array,
  start: number,
  input: Rect,
  x: number,
  y: number,
  levels: readonly Remainder[],
  reach: number,
): void {
  const nearX = Math.min(input.width, Math.max(0, x - input.left))
  const nearY = Math.min(input.height, Math.max(0, y - input.top))
  const distance = Math.hypot(x - input.left - nearX, y - input.top - nearY)
  let added = 0
  let levelReach = reach
  for (const level of levels) {
    const left = shareLeft(distance, levelReach)
    // Where nothing is known a coarser level stands in.
    if (
      left > added &&
      addPoint(sums, start, level, nearX / level.cell - 0.5, nearY / level.cell - 0.5, left - added)
    ) {
      added = left
    }
    levelReach *= 2
  }
}

/** What is left at a distance of what fades within `reach`: all at the seam, nothing beyond, gently in between. */
function shareLeft(distance: number, reach: number): number {
  if (distance === 0) return 1
  const t = distance / reach
  return t < 1 ? (1 - t) ** 2 * (1 + 2 * t) : 0
}

/** Weight of a place below which it is taken for unknown. */
const leastWeight = 0.05

/**
 * Adds what is known at a place, counted in cells from the middle of the first, times `share`; the last channel is the
 * weight.
 * @returns whether anything is known there.
 */
function addPoint(
  sums: Float32Array,
  start: number,
  { lookup, channels }: Remainder,
  x: number,
  y: number,
  share: number,
): boolean {
  lookup.moveTo(x, y)
  const weight = lookup.value(channels - 1)
  if (weight < leastWeight) return false
  for (let k = 0; k < channels - 1; k++) {
    sums[start + k] = (sums[start + k] as number) + (share * lookup.value(k)) / weight
  }
  return true
}
