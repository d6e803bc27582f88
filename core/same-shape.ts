import type { Target } from './geometry/types'
import type { PresetShape } from './presets'

/** Whether two targets, or a target and a preset's shape, want the same shape; anchor and growth may differ. */
export function sameShape(a: Target | PresetShape, b: Target | PresetShape): boolean {
  if (a.kind === 'ratio' && b.kind === 'ratio') return a.turns === b.turns && sameSides(a.ratio, b.ratio)
  if (a.kind === 'size' && b.kind === 'size') return a.turns === b.turns && sameSides(a.size, b.size)
  if (a.kind === 'margins' && b.kind === 'margins') {
    const sides = ['top', 'right', 'bottom', 'left'] as const
    return sides.every(
      (side) => a.margins[side].value === b.margins[side].value && a.margins[side].unit === b.margins[side].unit,
    )
  }
  return false
}

interface Sides {
  readonly width: number
  readonly height: number
}

function sameSides(a: Sides, b: Sides): boolean {
  return a.width === b.width && a.height === b.height
}
