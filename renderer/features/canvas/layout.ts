import { type Plan, type Rect, roundsOf, type SidesPx, type Size } from '../../../core/geometry'
import type { Box } from '../../components/figure-geometry'
import type { Framed, Viewport } from '../../state/canvas-zoom'
import type { Drag } from './use-drag'

/** Everything of a plan on the screen, CSS px in the room. */
export interface StageLayout {
  readonly scale: number
  readonly canvas: Box
  readonly photo: Box
  /** What is known after each round but the last, the first one first. */
  readonly rounds: readonly Box[]
}

/** Where everything of a plan lies, by where the photo does. Edges that touch in the canvas touch on the screen. */
export function layoutStage(plan: Plan, { scale, left, top }: Viewport): StageLayout {
  const corner = { left: left - plan.original.left * scale, top: top - plan.original.top * scale }
  const box = (rect: Rect) => boxOf(rect, scale, corner)
  return {
    scale,
    canvas: box({ left: 0, top: 0, ...plan.canvas }),
    photo: box({ ...plan.original, ...plan.photo }),
    rounds: roundsOf(plan)
      .slice(0, -1)
      .map(({ result }) => box(result)),
  }
}

/** Where the photo lies when the canvas, not the photo, has to stay where it was. */
export function keepingCanvas(before: Framed, now: Framed, { scale, left, top }: Viewport): Viewport {
  return {
    scale,
    left: left + (now.original.left - before.original.left) * scale,
    top: top + (now.original.top - before.original.top) * scale,
  }
}

/** What is left around a canvas that fits, CSS px: room for handles. */
export const inset = 36

/** The part of a room that a canvas is fitted into. */
export function fitting({ width, height }: Size): Size {
  return { width: Math.max(1, width - 2 * inset), height: Math.max(1, height - 2 * inset) }
}

/** From that part to the whole room. */
export function shifted({ scale, left, top }: Viewport): Viewport {
  return { scale, left: left + inset, top: top + inset }
}

/** While edges are dragged the photo stays where it is; while the photo is dragged, the canvas. */
export function whileDragged(drag: Drag | null, plan: Plan, still: Viewport): Viewport {
  if (drag === null) return still
  return drag.what.kind === 'photo' ? keepingCanvas(drag.plan, plan, drag.viewport) : drag.viewport
}

/** The part of a box that is inside the room, by how far its edges are from those of the box, CSS px. */
export function insetsInRoom({ left, top, width, height }: Box, room: Size): SidesPx {
  return {
    left: Math.max(0, -left),
    top: Math.max(0, -top),
    right: Math.max(0, left + width - room.width),
    bottom: Math.max(0, top + height - room.height),
  }
}

/** A canvas that adds so many px at the photo's sides, on the screen. */
export function canvasAround(photo: Size, sides: SidesPx, { scale, left, top }: Viewport): Box {
  const rect = {
    left: -sides.left,
    top: -sides.top,
    width: photo.width + sides.left + sides.right,
    height: photo.height + sides.top + sides.bottom,
  }
  return boxOf(rect, scale, { left, top })
}

/** Edges are rounded, not sides, and a side is never less than one px. */
function boxOf(rect: Rect, scale: number, corner: { readonly left: number; readonly top: number }): Box {
  const left = Math.round(corner.left + rect.left * scale)
  const top = Math.round(corner.top + rect.top * scale)
  return {
    left,
    top,
    width: Math.max(1, Math.round(corner.left + (rect.left + rect.width) * scale) - left),
    height: Math.max(1, Math.round(corner.top + (rect.top + rect.height) * scale) - top),
  }
}

/** Parts of the photo are asked for in whole steps of so many px, so that a small move asks for nothing new. */
const step = 256

/** Longest side that main makes, px. */
const mostEdge = 4096

/**
 * The part of the photo that is on the screen, with some around it, px of the photo; and how long to ask for it, px.
 * `null` when nothing of it is seen.
 */
export function visiblePart(
  photo: Size,
  { scale, left, top }: Viewport,
  room: Size,
  devicePixelRatio: number,
): { readonly region: Rect; readonly edge: number } | null {
  const span = (from: number, length: number, side: number) => {
    const start = Math.max(0, Math.floor((-from / scale - step / 2) / step) * step)
    const end = Math.min(side, Math.ceil(((length - from) / scale + step / 2) / step) * step)
    return { start, length: end - start }
  }
  const x = span(left, room.width, photo.width)
  const y = span(top, room.height, photo.height)
  if (x.length <= 0 || y.length <= 0) return null
  const longest = Math.max(x.length, y.length)
  const edge = Math.min(mostEdge, longest, Math.ceil(longest * scale * devicePixelRatio))
  return { region: { left: x.start, top: y.start, width: x.length, height: y.length }, edge: Math.max(16, edge) }
}
