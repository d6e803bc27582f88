import { areaOf } from '../../core/geometry/rounding'
import type { Rect } from '../../core/geometry/types'

/** What two rectangles have in common; `null` when they have nothing. */
export function commonRect(a: Rect, b: Rect): Rect | null {
  const left = Math.max(a.left, b.left)
  const top = Math.max(a.top, b.top)
  const width = Math.min(a.left + a.width, b.left + b.width) - left
  const height = Math.min(a.top + a.height, b.top + b.height) - top
  return width > 0 && height > 0 ? { left, top, width, height } : null
}

/** The area that two rectangles have in common, px². */
export function sharedArea(a: Rect, b: Rect): number {
  const common = commonRect(a, b)
  return common ? areaOf(common) : 0
}

/** The smallest rectangle around two. */
export function rectAround(a: Rect, b: Rect): Rect {
  const left = Math.min(a.left, b.left)
  const top = Math.min(a.top, b.top)
  const width = Math.max(a.left + a.width, b.left + b.width) - left
  const height = Math.max(a.top + a.height, b.top + b.height) - top
  return { left, top, width, height }
}
