import { clamp } from '../../core/geometry/rounding'
import type { Rect, Size } from '../../core/geometry/types'

/** A place on the screen or in a picture. */
export interface Spot {
  readonly x: number
  readonly y: number
}

/** A closer look at results: what is in the middle (0..1 of the output), and px of the screen for each of its own. */
export interface GalleryZoom extends Spot {
  /** 1: 100 %, one px of the picture is one of the screen's. */
  readonly scale: number
}

/** Px of the screen for each of the picture's, at most: single px can be told. */
export const mostZoom = 8

/** Pictures closer than this are shown in their own px. */
export const pixelScale = 0.5

/** The four edges of the photo in its canvas; those that are edges of the canvas, too, are no seam. */
export function seamsOf(photo: Rect, canvas: Size): readonly Rect[] {
  const { left, top, width, height } = photo
  const [right, bottom] = [left + width, top + height]
  return [
    ...(top > 0 ? [{ left, top, width, height: 0 }] : []),
    ...(bottom < canvas.height ? [{ left, top: bottom, width, height: 0 }] : []),
    ...(left > 0 ? [{ left, top, width: 0, height }] : []),
    ...(right < canvas.width ? [{ left: right, top, width: 0, height }] : []),
  ]
}

/** The point of the seam that is nearest to another, px of the canvas; without a seam that point itself. */
export function nearestSeam(photo: Rect, canvas: Size, to: Spot): Spot {
  let nearest = to
  let least = Number.POSITIVE_INFINITY
  for (const seam of seamsOf(photo, canvas)) {
    const x = clamp(to.x, seam.left, seam.left + seam.width)
    const y = clamp(to.y, seam.top, seam.top + seam.height)
    const distance = (x - to.x) ** 2 + (y - to.y) ** 2
    if (distance >= least) continue
    least = distance
    nearest = { x, y }
  }
  return nearest
}

/** Where a picture goes in a pane, CSS px: the middle as the zoom says, but no edge is drawn away from the pane's. */
export function placePicture(zoom: GalleryZoom, output: Size, pane: Size, pixelRatio: number): Rect {
  const width = (output.width * zoom.scale) / pixelRatio
  const height = (output.height * zoom.scale) / pixelRatio
  return {
    left: placeSide(pane.width, width, zoom.x),
    top: placeSide(pane.height, height, zoom.y),
    width,
    height,
  }
}

function placeSide(pane: number, side: number, centre: number): number {
  if (side <= pane) return (pane - side) / 2
  return clamp(pane / 2 - centre * side, pane - side, 0)
}

/** The zoom after the picture was drawn by some CSS px; what is beyond an edge is not kept. */
export function panned(zoom: GalleryZoom, by: Spot, output: Size, pane: Size, pixelRatio: number): GalleryZoom {
  const { left, top, width, height } = placePicture(zoom, output, pane, pixelRatio)
  return {
    ...zoom,
    x: centreOf(pane.width, width, left + by.x),
    y: centreOf(pane.height, height, top + by.y),
  }
}

function centreOf(pane: number, side: number, start: number): number {
  if (side <= pane) return 0.5
  return (pane / 2 - clamp(start, pane - side, 0)) / side
}

/** The zoom at another scale, with what is under the pointer (CSS px of the pane) staying there. */
export function zoomedAt(
  zoom: GalleryZoom,
  scale: number,
  at: Spot,
  { output, pane, pixelRatio }: { readonly output: Size; readonly pane: Size; readonly pixelRatio: number },
): GalleryZoom {
  const before = placePicture(zoom, output, pane, pixelRatio)
  const under = { x: (at.x - before.left) / before.width, y: (at.y - before.top) / before.height }
  const width = (output.width * scale) / pixelRatio
  const height = (output.height * scale) / pixelRatio
  return {
    scale,
    x: clamp(under.x + (pane.width / 2 - at.x) / width, 0, 1),
    y: clamp(under.y + (pane.height / 2 - at.y) / height, 0, 1),
  }
}

/** Parts are asked for in steps of so many px, so that a small move asks for nothing new. */
const step = 64
/** Sides of a part that main cuts out, px, at most. */
const mostPart = 4096

/** The part of a picture (px of its own) that a pane shows of it; `null`: none. */
export function visiblePart(placed: Rect, picture: Size, pane: Size): Rect | null {
  const px = picture.width / placed.width
  const side = (start: number, length: number, room: number) => {
    const from = Math.max(0, Math.floor((Math.max(0, -start) * px) / step) * step)
    const to = Math.min(length, Math.ceil(((Math.min(room, start + length / px) - start) * px) / step) * step)
    return { from, length: Math.min(mostPart, to - from) }
  }
  const x = side(placed.left, picture.width, pane.width)
  const y = side(placed.top, picture.height, pane.height)
  if (x.length <= 0 || y.length <= 0) return null
  return { left: x.from, top: y.from, width: x.length, height: y.length }
}
