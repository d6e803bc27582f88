import { grownCanvas, hasShape, orientTarget, placeAt, ratioOf } from './canvas'
import { ceilPx, clamp } from './rounding'
import type { Margin, Plan, Point, Ratio, Size, Target } from './types'

/** The four sides of a photo in its canvas. */
export const sides = ['top', 'right', 'bottom', 'left'] as const
export type Side = (typeof sides)[number]

/** How far the canvas reaches beyond the photo at each side, px. */
export type SidesPx = Readonly<Record<Side, number>>

/** A way across the canvas, px to the right and down. */
export interface Way {
  readonly x: number
  readonly y: number
}

type Placed = Pick<Plan, 'photo' | 'canvas' | 'original'>
type ShapedTarget = Exclude<Target, { kind: 'margins' }>
type Margins = Extract<Target, { kind: 'margins' }>['margins']

/** The schema's bounds of a target's `grow`. */
const mostGrow = 100

/** Presses of a key that are tried until a canvas of a very long shape is another one. */
const mostTries = 400

/** What a plan adds at each side, px. */
export function sidesPxOf({ photo, canvas, original }: Placed): SidesPx {
  return {
    top: original.top,
    right: canvas.width - original.left - photo.width,
    bottom: canvas.height - original.top - photo.height,
    left: original.left,
  }
}

/**
 * The target with which the photo lies elsewhere in the same canvas.
 * @param from what the target was planned to.
 * @param at px, rounded and kept inside the canvas.
 */
export function placePhoto(target: Target, from: Placed, at: Readonly<Point>): Target {
  const { photo, canvas } = from
  const space = { x: canvas.width - photo.width, y: canvas.height - photo.height }
  const left = clamp(Math.round(at.left), 0, space.x)
  const top = clamp(Math.round(at.top), 0, space.y)
  if (target.kind === 'margins') {
    return withSides(photo, { top, right: space.x - left, bottom: space.y - top, left }, target.margins)
  }
  return { ...target, anchor: anchorFor(target, { left, top }, space) }
}

/** Margins that add so many px. Sides that stay the same stay as they were written; percents stay percents. */
function withSides(photo: Size, px: SidesPx, before: Margins | null): Target {
  const margin = (side: Side) => marginOf(px[side], across(side) ? photo.width : photo.height, before?.[side] ?? null)
  return {
    kind: 'margins',
    margins: { top: margin('top'), right: margin('right'), bottom: margin('bottom'), left: margin('left') },
  }
}

/**
 * The target after edges of its canvas were dragged: one, or two that meet in a corner. Edges stop at the photo.
 *
 * With a ratio or a size the canvas keeps its shape: it grows away from the edge across, which stays, and evenly (by the
 * anchor) to the sides. With margins, or `free`, each edge moves alone, and the target becomes one of margins.
 * @param from what the target was planned to.
 */
export function dragEdges(target: Target, from: Placed, edges: readonly Side[], by: Way, free: boolean): Target {
  const wanted = wantedSides(from, edges, by)
  if (target.kind !== 'margins' && !free) return keptRatio(target, from, edges, wanted)
  const inside: SidesPx = {
    top: Math.max(0, wanted.top),
    right: Math.max(0, wanted.right),
    bottom: Math.max(0, wanted.bottom),
    left: Math.max(0, wanted.left),
  }
  return withSides(from.photo, inside, target.kind === 'margins' ? target.margins : null)
}

/**
 * `dragEdges` by keys: one edge by whole px outward (negative: inward). Where a ratio lets the canvas grow in steps of
 * several px only, by as many as make the next step. The same target when the edge cannot be moved.
 */
export function stepEdge(target: Target, from: Placed, edge: Side, px: number, free: boolean): Target {
  const before = sidesPxOf(from)[edge]
  for (let tried = 0; tried < mostTries; tried++) {
    const by = outward(edge, px + Math.sign(px) * tried)
    const next = dragEdges(target, from, [edge], by, free)
    if (next.kind === 'margins') return before === 0 && px < 0 ? target : next
    const canvas = canvasAt(orientTarget(next, from.photo) as ShapedTarget, from.photo)
    const placed = placeAt(from.photo, canvas, next.anchor)
    if (sidesPxOf({ photo: from.photo, ...placed })[edge] !== before) return next
  }
  return target
}

/**
 * The target with which the canvas reaches so many px beyond the photo at one side. With a ratio the photo moves in its
 * canvas as far as there is room, beyond that the canvas grows in its shape; margins change alone.
 */
export function withSide(target: Target, from: Placed, side: Side, px: number): Target {
  const now = sidesPxOf(from)
  const space = across(side) ? now.left + now.right : now.top + now.bottom
  if (target.kind === 'margins' || px > space) {
    return dragEdges(target, from, [side], outward(side, px - now[side]), false)
  }
  const { left, top } = from.original
  const at = side === 'left' || side === 'top' ? px : space - px
  return placePhoto(target, from, across(side) ? { left: at, top } : { left, top: at })
}

/**
 * Where the canvas of a drag has `maxArea` times the photo's area, as px beyond the photo; a negative number lies inside
 * of it. `null` where that is not one line: several margins at once.
 */
export function areaLimit(target: Target, from: Placed, edges: readonly Side[], maxArea: number): SidesPx | null {
  const { photo, canvas } = from
  const now = sidesPxOf(from)
  const area = maxArea * photo.width * photo.height
  const [edge] = edges
  if (target.kind === 'margins') {
    if (edge === undefined || edges.length > 1) return null
    const room = across(edge) ? area / canvas.height - canvas.width : area / canvas.width - canvas.height
    return { ...now, [edge]: now[edge] + room }
  }
  const { width, height } = ratioOf(orientTarget(target, photo) as ShapedTarget)
  const limit = { height: Math.sqrt((area * height) / width), width: Math.sqrt((area * width) / height) }
  const left = heldOffset(edges, ['left', 'right'], { now, space: limit.width - photo.width, anchor: target.anchor.x })
  const top = heldOffset(edges, ['top', 'bottom'], { now, space: limit.height - photo.height, anchor: target.anchor.y })
  return { top, left, right: limit.width - photo.width - left, bottom: limit.height - photo.height - top }
}

function across(side: Side): boolean {
  return side === 'left' || side === 'right'
}

function outward(edge: Side, px: number): Way {
  const signed = edge === 'left' || edge === 'top' ? -px : px
  return across(edge) ? { x: signed, y: 0 } : { x: 0, y: signed }
}

/** Where the hand has put the edges: negative inside of the photo. */
function wantedSides(from: Placed, edges: readonly Side[], by: Way): SidesPx {
  const now = sidesPxOf(from)
  const way: SidesPx = { top: -by.y, right: by.x, bottom: by.y, left: -by.x }
  const moved = (side: Side) => (edges.includes(side) ? Math.round(now[side] + way[side]) : now[side])
  return { top: moved('top'), right: moved('right'), bottom: moved('bottom'), left: moved('left') }
}

/** The canvas of a target that applies to the photo as it is. */
function canvasAt(target: ShapedTarget, photo: Size): Size {
  return hasShape(photo, target) ? photo : grownCanvas(photo, ratioOf(target), Number(target.grow))
}

function keptRatio(target: ShapedTarget, from: Placed, edges: readonly Side[], wanted: SidesPx): Target {
  const { photo } = from
  const oriented = orientTarget(target, photo) as ShapedTarget
  const now = sidesPxOf(from)
  const held = (dragged: Side, other: Side) => (edges.includes(dragged) ? now[other] : 0)
  const least = {
    width: photo.width + held('left', 'right') + held('right', 'left'),
    height: photo.height + held('top', 'bottom') + held('bottom', 'top'),
  }
  const aim = aimOf(edges, ratioOf(oriented), {
    width: photo.width + wanted.left + wanted.right,
    height: photo.height + wanted.top + wanted.bottom,
  })
  const grow = growTo(oriented, photo, aim, least)
  const canvas = canvasAt({ ...oriented, grow }, photo)
  const space = { x: canvas.width - photo.width, y: canvas.height - photo.height }
  const at = {
    left: heldOffset(edges, ['left', 'right'], { now, space: space.x, anchor: target.anchor.x }),
    top: heldOffset(edges, ['top', 'bottom'], { now, space: space.y, anchor: target.anchor.y }),
  }
  const inside = { left: clamp(Math.round(at.left), 0, space.x), top: clamp(Math.round(at.top), 0, space.y) }
  return { ...target, grow, anchor: anchorFor(target, inside, space) }
}

/** The photo's offset when the canvas' free space along an axis becomes `space`: the edge that is not dragged stays. */
function heldOffset(
  edges: readonly Side[],
  [before, after]: readonly [Side, Side],
  { now, space, anchor }: { readonly now: SidesPx; readonly space: number; readonly anchor: number },
): number {
  if (edges.includes(before)) return space - now[after]
  if (edges.includes(after)) return now[before]
  return space * anchor
}

/** The width that the canvas is to have, px: by a corner, that of the canvas nearest to where the corner was dragged. */
function aimOf(edges: readonly Side[], { width, height }: Ratio, wanted: Size): number {
  const ratio = width / height
  if (!edges.some((edge) => !across(edge))) return wanted.width
  if (!edges.some(across)) return wanted.height * ratio
  return (ratio * (wanted.width * ratio + wanted.height)) / (ratio * ratio + 1)
}

/** The growth with which a canvas is as wide as `aim`, but contains `least`. Of few digits. */
function growTo(oriented: ShapedTarget, photo: Size, aim: number, least: Size): number {
  const { width, height } = ratioOf(oriented)
  const ratio = width / height
  // The side by which a canvas of the ratio touches the photo: whole px of it make different canvases.
  const isTall = ratio >= photo.width / photo.height
  const side = isTall ? photo.height : photo.width
  const lowest = isTall ? Math.max(least.height, least.width / ratio) : Math.max(least.width, least.height * ratio)
  const highest = Math.floor(side * mostGrow)
  let length = clamp(Math.round(isTall ? aim / ratio : aim), Math.max(side, Math.floor(lowest)), highest)
  for (; length < highest; length++) {
    const canvas = canvasAt({ ...oriented, grow: length / side }, photo)
    if (canvas.width >= least.width && canvas.height >= least.height) break
  }
  return shortest(length / side, (grow) => grow >= 1 && ceilPx(side * grow) === length, Math.floor)
}

function anchorFor({ anchor }: ShapedTarget, at: Readonly<Point>, space: Way) {
  return { x: anchorAt(at.left, space.x, anchor.x), y: anchorAt(at.top, space.y, anchor.y) }
}

/** The anchor that puts the photo at an offset: the one before where it does, else one of few digits. */
function anchorAt(px: number, space: number, before: number): number {
  if (space <= 0 || Math.round(space * before) === px) return before
  return clamp(
    shortest(px / space, (anchor) => Math.round(space * anchor) === px, Math.round),
    0,
    1,
  )
}

function marginOf(px: number, side: number, before: Margin | null): Margin {
  if (before?.unit !== 'percent') return { value: px, unit: 'px' }
  const isSame = (percent: number) => Math.round((percent * side) / 100) === px
  if (isSame(before.value)) return before
  return { value: shortest((100 * px) / side, isSame, Math.round), unit: 'percent' }
}

/** A number near `value` that still does, with as few decimals as can be. */
function shortest(value: number, does: (value: number) => boolean, round: (value: number) => number): number {
  for (let scale = 1; scale < 1e12; scale *= 10) {
    const rounded = round(value * scale) / scale
    if (does(rounded)) return rounded
  }
  return value
}
