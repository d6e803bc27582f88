import type { Rect, Size } from '../../core/geometry/types'
import { type PassLimits, serviceLimits } from '../../core/limits'

/**
 * The size of a working copy: the longer side at most `edge` px, and within the service's limits after rounding. Enlarged
 * only as far as the smallest side allowed asks for, which counts more than `edge`.
 * @param area what is sent; of a legal shape.
 */
export function uploadSize(area: Size, edge: number, limits: PassLimits = serviceLimits): Size {
  const { min, max } = limits.inputAspect
  const longer = Math.max(area.width, area.height)
  const shorter = Math.min(area.width, area.height)
  const scale = Math.max(Math.min(1, edge / longer), limits.minInputSide / shorter)
  const width = Math.round(area.width * scale)
  const height = Math.round(area.height * scale)
  return { width: Math.min(width, Math.floor(height * max)), height: Math.min(height, Math.floor(width / min)) }
}

/** Where a rectangle of a canvas lies when `from`, a part of it, is made `size`. Borders that met go on meeting. */
export function scaledRect(rect: Rect, from: Rect, size: Size): Rect {
  const x = (at: number) => Math.round(((at - from.left) * size.width) / from.width)
  const y = (at: number) => Math.round(((at - from.top) * size.height) / from.height)
  const [left, top] = [x(rect.left), y(rect.top)]
  return {
    left,
    top,
    width: Math.max(1, x(rect.left + rect.width) - left),
    height: Math.max(1, y(rect.top + rect.height) - top),
  }
}
