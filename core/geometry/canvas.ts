import type { PassLimits } from '../limits'
import { aspectFits, growthFits } from './passes'
import { roundBetween } from './round'
import { areaOf, ceilPx, floorPx, slack } from './rounding'
import type { Anchor, Margin, Ratio, Rect, Size, Target } from './types'

/** A canvas and the photo's place in it, whole px. */
export interface Placement {
  readonly canvas: Size
  readonly original: { readonly left: number; readonly top: number }
}

type ShapedTarget = Exclude<Target, { kind: 'margins' }>

/** The target as it applies to one photo: `turns` swaps ratio or size for photos of the other orientation. */
export function orientTarget(target: Target, photo: Size): Target {
  if (target.kind === 'margins' || !target.turns) return target
  const shape = target.kind === 'ratio' ? target.ratio : target.size
  const turned = Math.sign(shape.width - shape.height) * Math.sign(photo.width - photo.height) < 0
  if (!turned) return target
  const swapped = { width: shape.height, height: shape.width }
  return target.kind === 'ratio' ? { ...target, ratio: swapped } : { ...target, size: swapped }
}

/** The wanted ratio of a target with a shape. */
export function ratioOf(target: ShapedTarget): Ratio {
  return target.kind === 'ratio' ? target.ratio : target.size
}

/** Whether a photo has the target's shape already, so that nothing is painted. */
export function hasShape(photo: Size, target: ShapedTarget): boolean {
  if (target.grow !== 1) return false
  const { width, height } = ratioOf(target)
  const deviation = Math.abs((photo.width * height) / (photo.height * width) - 1)
  return deviation <= target.tolerance + 1e-12
}

/**
 * The smallest whole rectangle of a ratio that contains `width` × `height` px. One of the sides is kept, the other
 * follows from it; the ratio is met within one pixel.
 */
export function smallestCanvas(least: Size, ratio: Ratio): Size {
  const tall = { width: followingSide(least.height, ratio.width, ratio.height), height: least.height }
  const wide = { width: least.width, height: followingSide(least.width, ratio.height, ratio.width) }
  if (wide.height < least.height) return tall
  if (tall.width < least.width) return wide
  return areaOf(wide) < areaOf(tall) ? wide : tall
}

/**
 * The side that goes with `side` in the ratio `following : kept`. Rounded up, so that the canvas contains the exact
 * rectangle; down where only that keeps the other side, too, within a pixel of the ratio (a short side that follows
 * a long one: a pixel of it stands for several of the other).
 */
function followingSide(side: number, following: number, kept: number): number {
  const exact = (side * following) / kept
  const up = ceilPx(exact)
  const down = floorPx(exact)
  const pixelOfKept = following / kept + slack
  return up - exact > pixelOfKept && exact - down <= pixelOfKept ? down : up
}

/** A ratio's canvas around the photo scaled by `grow`. */
export function grownCanvas(photo: Size, ratio: Ratio, grow: number): Size {
  return smallestCanvas({ width: ceilPx(photo.width * grow), height: ceilPx(photo.height * grow) }, ratio)
}

/** The photo in its canvas: the anchor's offset, rounded to whole px. */
export function placeAt(photo: Size, canvas: Size, anchor: Anchor): Placement {
  const left = Math.round((canvas.width - photo.width) * anchor.x)
  const top = Math.round((canvas.height - photo.height) * anchor.y)
  return { canvas, original: { left, top } }
}

/**
 * The largest canvas of a ratio that one pass reaches from the photo, or one round of tiles where the photo is too wide or
 * too tall for a pass; `null` when even the smallest is too large.
 */
export function largestAtOnce(photo: Size, ratio: Ratio, anchor: Anchor, limits: PassLimits): Size | null {
  const fits = (grow: number) => {
    const placement = placeAt(photo, grownCanvas(photo, ratio, grow), anchor)
    const [start, whole] = [photoRect(photo, placement), canvasRect(placement.canvas)]
    return aspectFits(photo, limits) ? growthFits(start, whole, limits) : roundBetween(start, whole, limits) !== null
  }
  if (!fits(1)) return null
  // The area grows at least with the square of `grow`: `maxArea` itself is out of reach. 60 halvings exhaust a double.
  let [reached, missed] = [1, limits.maxArea + 1]
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (reached + missed) / 2
    if (fits(middle)) reached = middle
    else missed = middle
  }
  return grownCanvas(photo, ratio, reached)
}

/** Margins in whole px: percent of the oriented height (top, bottom) or width (left, right). */
export function placeInMargins(photo: Size, margins: Extract<Target, { kind: 'margins' }>['margins']): Placement {
  const left = marginPx(margins.left, photo.width)
  const top = marginPx(margins.top, photo.height)
  const width = left + photo.width + marginPx(margins.right, photo.width)
  const height = top + photo.height + marginPx(margins.bottom, photo.height)
  return { canvas: { width, height }, original: { left, top } }
}

function marginPx(margin: Margin, side: number): number {
  return Math.round(margin.unit === 'px' ? margin.value : (margin.value * side) / 100)
}

/** The whole canvas as a rectangle. */
export function canvasRect(canvas: Size): Rect {
  return { left: 0, top: 0, width: canvas.width, height: canvas.height }
}

/** The photo as a rectangle of its canvas. */
export function photoRect(photo: Size, placement: Placement): Rect {
  return { ...placement.original, width: photo.width, height: photo.height }
}

/**
 * A rectangle of the given size between photo and canvas. What it has grown by is shared between its sides as the
 * whole growth is, so that rectangles of growing size are nested.
 */
export function rectBetween(photo: Size, placement: Placement, size: Size): Rect {
  const { canvas, original } = placement
  return {
    left: original.left - share(original.left, size.width - photo.width, canvas.width - photo.width),
    top: original.top - share(original.top, size.height - photo.height, canvas.height - photo.height),
    width: size.width,
    height: size.height,
  }
}

function share(part: number, grown: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part * grown) / whole)
}
