import type { Anchor, Plan } from '../../../core/geometry/types'

/** Places that the photo is drawn to while it is dragged: edges, thirds and the centre of the free space. */
const snapPoints = [0, 1 / 3, 0.5, 2 / 3, 1] as const

/** How near the photo must be to such a place, CSS px. */
const snapDistance = 8

/** Where a drag has led, and on which axes it was drawn to a place. */
export interface DraggedAnchor {
  readonly anchor: Anchor
  readonly snapped: { readonly x: boolean; readonly y: boolean }
}

/**
 * The anchor after the photo was dragged by that many CSS px. `scale` is CSS px per canvas px. An axis without free space
 * keeps its anchor; `free` (a key held) leaves out the snapping.
 */
export function dragAnchor(
  start: Anchor,
  moved: { readonly x: number; readonly y: number },
  plan: Plan,
  scale: number,
  free = false,
): DraggedAnchor {
  const x = dragAxis(start.x, moved.x, (plan.canvas.width - plan.photo.width) * scale, free)
  const y = dragAxis(start.y, moved.y, (plan.canvas.height - plan.photo.height) * scale, free)
  return { anchor: { x: x.value, y: y.value }, snapped: { x: x.snapped, y: y.snapped } }
}

/** `space` is the free space, CSS px. */
function dragAxis(start: number, moved: number, space: number, free: boolean): { value: number; snapped: boolean } {
  if (space < 1) return { value: start, snapped: false }
  const value = Math.min(1, Math.max(0, start + moved / space))
  const near = snapPoints.find((point) => Math.abs(point - value) * space <= snapDistance)
  if (near !== undefined && !free) return { value: near, snapped: true }
  // Four digits are a tenth of a pixel at 1000 px of free space, and a number that can be read.
  return { value: Math.round(value * 10_000) / 10_000, snapped: false }
}
