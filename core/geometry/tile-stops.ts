import type { PassLimits } from '../limits'
import { aspectFits } from './passes'
import { longestInput, outwardShare } from './round'
import { areaOf, ceilPx, floorPx } from './rounding'
import type { Rect, Size } from './types'

/** Heights between what is known and the canvas, in even steps, that a round may end in. */
const evenHeights = 6

/**
 * Rectangles worth reaching in one round from a long one that lies down: at the height that the round reaches at most, that
 * makes the whole a legal input or that shares the growth evenly; grown at either end by nothing, evenly, or all it can.
 */
export function stopsTowards(known: Rect, canvas: Size, limits: PassLimits): readonly Rect[] {
  return heights(known, canvas, limits).flatMap((height) => {
    const up = shareOf(height - known.height, known.top, canvas.height - known.height)
    return lengths(known, canvas, height, limits).map(([left, right]) => ({
      left: known.left - left,
      top: known.top - up,
      width: left + known.width + right,
      height,
    }))
  })
}

function heights(known: Rect, canvas: Size, { inputAspect, maxArea }: PassLimits): readonly number[] {
  const highest = Math.min(canvas.height, floorPx(known.height * maxArea))
  const even = Array.from({ length: evenHeights }, (_, index) =>
    Math.round(known.height * (canvas.height / known.height) ** ((index + 1) / (evenHeights + 1))),
  )
  const legal = [known.width, canvas.width].map((width) => ceilPx(width / inputAspect.max))
  const inside = [...legal, ...even].filter((height) => height > known.height && height < highest)
  return [...new Set([known.height, highest, ...inside])]
}

/** How far it may grow to the left and to the right, px, where it gets that high. */
function lengths(
  known: Rect,
  canvas: Size,
  height: number,
  limits: PassLimits,
): readonly (readonly [left: number, right: number])[] {
  const room = { left: known.left, right: canvas.width - known.width - known.left }
  const most = outwardAt(known, height, limits)
  const pairs = partsOf(room.left, most).flatMap((left) =>
    partsOf(room.right, most).map((right) => [left, right] as const),
  )
  if (height === known.height) return pairs.filter(([left, right]) => left + right > 0)
  return aspectFits(known, limits) ? [...pairs, wholeGrowth(known, room, height, limits)] : pairs
}

/** How far one end grows at most, px, by tiles that grow to `height`. */
function outwardAt(known: Rect, height: number, limits: PassLimits): number {
  const tile = longestInput(known, limits)
  const byArea = (tile * (limits.maxArea * known.height - height)) / height
  return floorPx(Math.min(tile * outwardShare(limits), byArea))
}

/** Nothing, an even share, or as much as one round can. */
function partsOf(room: number, most: number): readonly number[] {
  if (room <= most || most === 0) return [...new Set([0, Math.min(room, most)])]
  return [0, Math.ceil(room / Math.ceil(room / most)), most]
}

/** A legal rectangle grows as one: both ends share what is left of its area. */
function wholeGrowth(
  known: Rect,
  room: { readonly left: number; readonly right: number },
  height: number,
  { maxArea }: PassLimits,
): readonly [number, number] {
  const all = room.left + room.right
  const spare = Math.min(all, floorPx((maxArea * areaOf(known)) / height) - known.width)
  const left = shareOf(spare, room.left, all)
  return [left, spare - left]
}

function shareOf(grown: number, part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part * grown) / whole)
}
