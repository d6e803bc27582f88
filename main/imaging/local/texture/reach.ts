import { clamp } from './clamp'
import type { Sheet } from './sheet'

/** Depth of the border that what is deeper is held against, of the photo's length. */
const borderShare = 0.12

/** Where surroundings come from at least, and at most, of the photo's length: of its border, or well into it. */
const leastShare = 0.2
const mostShare = 0.4

/** So many times what surroundings come from may go into them: more often, it is seen to repeat. */
const mostTimes = 3

/** By how much colours may leave the range that they have in the border, of full intensity. */
const leeway = 0.04

/** Lines to either side of one that are looked at with it. */
const beside = 2

/** How deep into the photo its surroundings may come from, by the side that they are on: shares of its width or height. */
export interface Reach {
  /** By row of the photo, from its top. */
  readonly left: Float64Array
  readonly right: Float64Array
  /** By column of the photo, from its left. */
  readonly top: Float64Array
  readonly bottom: Float64Array
}

/** Lines of cells that lead into the photo from one of its sides. */
interface Side {
  /** Place of the first line's outermost cell; from one line to the next; from a cell to the one that is deeper. */
  readonly first: number
  readonly next: number
  readonly inward: number
  readonly lines: number
  readonly depth: number
  /** How deep its surroundings may come from at most, a share of `depth`. */
  readonly most: number
}

/**
 * How far the photo goes on as it is at its border, line by line from each side, as far as it is needed: taken from its
 * border alone, deep surroundings are few things over and over; taken from too deep, they repeat who stands in front of
 * a backdrop.
 * @param sheet what is looked at.
 * @param finest the same at its finest: how deep the surroundings are.
 */
export function reachOf(sheet: Sheet, finest: Sheet): Reach {
  const { width, left, right, top, bottom } = sheet
  const row = { next: width, lines: bottom - top, depth: right - left }
  const column = { next: 1, lines: right - left, depth: bottom - top }
  const first = top * width + left
  const across = (margin: number) => mostFor(margin / (finest.right - finest.left))
  const down = (margin: number) => mostFor(margin / (finest.bottom - finest.top))
  return {
    left: reachFrom(sheet, { ...row, first, inward: 1, most: across(finest.left) }),
    right: reachFrom(sheet, {
      ...row,
      first: first + right - left - 1,
      inward: -1,
      most: across(finest.width - finest.right),
    }),
    top: reachFrom(sheet, { ...column, first, inward: width, most: down(finest.top) }),
    bottom: reachFrom(sheet, {
      ...column,
      first: (bottom - 1) * width + left,
      inward: -width,
      most: down(finest.height - finest.bottom),
    }),
  }
}

/** @param margin how deep the surroundings are, of the photo's length. */
function mostFor(margin: number): number {
  return clamp(margin / mostTimes, leastShare, mostShare)
}

/** The reach across for a cell to the left or right of the photo, a share of its width. */
export function reachAcross({ left, top, bottom }: Sheet, reach: Reach, x: number, y: number): number {
  return shareAt(x < left ? reach.left : reach.right, y, top, bottom)
}

/** The reach down for a cell above or below the photo, a share of its height. */
export function reachDown({ left, right, top }: Sheet, reach: Reach, x: number, y: number): number {
  return shareAt(y < top ? reach.top : reach.bottom, x, left, right)
}

function shareAt(shares: Float64Array, position: number, from: number, end: number): number {
  const line = Math.floor(((position - from) * shares.length) / (end - from))
  return shares[clamp(line, 0, shares.length - 1)] ?? leastShare
}

function reachFrom(sheet: Sheet, side: Side): Float64Array {
  if (side.most === leastShare) return new Float64Array(side.lines).fill(leastShare)
  const depths = Float64Array.from({ length: side.lines }, (_, line) => depthOf(sheet, side, line))
  const shallowest = depths.map((_, line) => Math.min(...around(depths, line)))
  return shallowest.map((_, line) => {
    const near = around(shallowest, line)
    const mean = near.reduce((sum, depth) => sum + depth, 0) / near.length
    return clamp(mean / side.depth, leastShare, side.most)
  })
}

function around(values: Float64Array, line: number): Float64Array {
  return values.subarray(Math.max(0, line - beside), line + beside + 1)
}

/** Cells from the border to where a line, with those beside it, is of a colour that the border does not have. */
function depthOf({ data, channels }: Sheet, { first, next, inward, lines, depth }: Side, line: number): number {
  const border = Math.max(3, Math.round(depth * borderShare))
  const from = Math.max(0, line - beside)
  const end = Math.min(lines, line + beside + 1)
  let reached = depth
  for (let k = 0; k < channels; k++) {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let deep = 0; deep < reached; deep++) {
      let sum = 0
      for (let i = from; i < end; i++) {
        const value = data[(first + i * next + deep * inward) * channels + k] as number
        sum += value
        if (deep >= border) continue
        low = Math.min(low, value)
        high = Math.max(high, value)
      }
      const mean = sum / (end - from)
      if (deep >= border && (mean < low - leeway || mean > high + leeway)) reached = deep
    }
  }
  return reached
}
