import type { Plan, Rect, Size } from '../../../core/geometry/types'
import { planAround } from '../../fixtures/images/pictures'

/** A part of a photo that is taken for the photo; the rest is hidden. */
export interface Crop {
  readonly name: string
  /** Px of the whole. */
  readonly area: Rect
}

/** Shares of the whole: where the part that is kept begins, and how large it is. */
const shapes = [
  { name: 'middle', left: 0.22, top: 0, width: 0.56, height: 1 },
  { name: 'top', left: 0, top: 0, width: 1, height: 0.62 },
  { name: 'corner', left: 0.3, top: 0.3, width: 0.7, height: 0.7 },
  { name: 'inside', left: 0.18, top: 0.16, width: 0.62, height: 0.66 },
] as const

export function cropsOf(whole: Size): readonly Crop[] {
  return shapes.map(({ name, ...share }) => {
    const left = Math.round(share.left * whole.width)
    const top = Math.round(share.top * whole.height)
    const width = Math.min(whole.width - left, Math.round(share.width * whole.width))
    const height = Math.min(whole.height - top, Math.round(share.height * whole.height))
    return { name, area: { left, top, width, height } }
  })
}

/** The plan that makes the whole of a part of it. */
export function planOf(whole: Size, { left, top, width, height }: Rect): Plan {
  const margins = { left, top, right: whole.width - left - width, bottom: whole.height - top - height }
  return planAround({ width, height }, margins)
}
