import { mostCreates, type PassLimits } from '../limits'
import { aspectFits, growthFits, growthOf } from './passes'
import { ceilPx, clamp, floorPx } from './rounding'
import { type TileRow, tileRow } from './tile-row'
import type { Rect } from './types'

/** A pass without its ratios. */
export interface Step {
  readonly input: Rect
  readonly result: Rect
}

/** Length of what is sent to have an end grow, as a multiple of the width across: what photos usually have. */
const usualEnd = 1.5

/**
 * The steps of one round that enlarges `known` to `result`, each from what is known already; `null` when no round does.
 * One pass where the whole is a legal input. Else a row of tiles along the longer side, each enlarged across and the
 * first and last outward, too; or passes at one end or both, where it grows only lengthwise. Exact for limits that are
 * the same lying and upright, as the service's: 1:2.5 and 2.5:1.
 */
export function roundBetween(known: Rect, result: Rect, limits: PassLimits): readonly Step[] | null {
  const legal = aspectFits(known, limits)
  if (legal && growthFits(known, result, limits)) return [{ input: known, result }]
  const lengthwise = isLengthwise(known, result, legal)
  if (lengthwise === null) return null
  if (lengthwise === 'x') return lyingRound(known, result, limits)
  const steps = lyingRound(turned(known), turned(result), limits)
  return steps?.map((step) => ({ input: turned(step.input), result: turned(step.result) })) ?? null
}

/** Steps that each start from the whole result of the one before. */
export function chainThrough(known: Rect, results: readonly Rect[]): readonly Step[] {
  return results.map((result, index) => ({ input: results[index - 1] ?? known, result }))
}

/** A rectangle with its axes swapped. */
export function turned({ left, top, width, height }: Rect): Rect {
  return { left: top, top: left, width: height, height: width }
}

/** Longest part of a rectangle that lies down which is a legal input as high as it, px. */
export function longestInput({ width, height }: Rect, limits: PassLimits): number {
  return Math.min(width, floorPx(height * limits.inputAspect.max))
}

/** The axis along which tiles or ends lie. A legal rectangle is never tiled, but may grow at its ends. */
function isLengthwise(known: Rect, result: Rect, legal: boolean): 'x' | 'y' | null {
  if (!legal) return known.width > known.height ? 'x' : 'y'
  const grows = { x: result.width > known.width, y: result.height > known.height }
  if (grows.x === grows.y) return null
  return grows.x ? 'x' : 'y'
}

function lyingRound(known: Rect, result: Rect, limits: PassLimits): readonly Step[] | null {
  const steps = result.height > known.height ? tileSteps(known, result, limits) : endSteps(known, result, limits)
  const sound = steps?.every(({ input, result: end }) => aspectFits(input, limits) && growthFits(input, end, limits))
  return sound ? steps : null
}

/** A row of tiles, from left to right. */
function tileSteps(known: Rect, result: Rect, limits: PassLimits): readonly Step[] | null {
  const { left, right } = growthOf(known, result)
  const row = tileRow(
    known.width,
    Math.max(shortestInput(known, limits), outwardNeeds(Math.max(left, right), known.height, result.height, limits)),
    longestInput(known, limits),
    mostCreates,
  )
  return row?.starts.map((start, index) => tileStep(known, result, row, start, index)) ?? null
}

function tileStep(known: Rect, result: Rect, row: TileRow, start: number, index: number): Step {
  const left = known.left + start
  const from = index === 0 ? result.left : left
  const to = index === row.starts.length - 1 ? result.left + result.width : left + row.length
  return {
    input: { left, top: known.top, width: row.length, height: known.height },
    result: { left: from, top: result.top, width: to - from, height: result.height },
  }
}

/** How long a tile has to be, px, to grow by `outward` px at its end and to `to` px across. */
function outwardNeeds(outward: number, from: number, to: number, { maxArea, maxRatio }: PassLimits): number {
  if (outward === 0) return 0
  // (length + outward) × to <= maxArea × length × from
  const spare = maxArea * from - to
  return spare > 0 ? Math.max(ceilPx(outward / maxRatio), ceilPx((outward * to) / spare)) : Number.POSITIVE_INFINITY
}

/** Growth at the left end, the right one, or both. */
function endSteps(known: Rect, result: Rect, limits: PassLimits): readonly Step[] {
  const { left, right } = growthOf(known, result)
  const { top, height } = known
  const end = known.left + known.width
  const steps: Step[] = []
  if (left > 0) {
    const width = endLength(known, left, limits)
    const input = { left: known.left, top, width, height }
    steps.push({ input, result: { ...input, left: result.left, width: left + width } })
  }
  if (right > 0) {
    const width = endLength(known, right, limits)
    const input = { left: end - width, top, width, height }
    steps.push({ input, result: { ...input, width: width + right } })
  }
  return steps
}

/** How much of an end is sent, px, to have it grow by `outward` px: as much as it grows, or the usual. */
function endLength(known: Rect, outward: number, limits: PassLimits): number {
  const most = longestInput(known, limits)
  const least = Math.max(shortestInput(known, limits), ceilPx(outward / outwardShare(limits)))
  return clamp(Math.max(Math.round(usualEnd * known.height), outward), Math.min(least, most), most)
}

/** How far an end grows that grows lengthwise only, as a multiple of what is sent of it. */
export function outwardShare({ maxArea, maxRatio }: PassLimits): number {
  return Math.min(maxRatio, maxArea - 1)
}

function shortestInput({ height }: Rect, limits: PassLimits): number {
  return Math.max(1, ceilPx(height * limits.inputAspect.min))
}
