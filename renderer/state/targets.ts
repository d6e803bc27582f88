import type { Anchor, Grow, Target } from '../../core/geometry'
import type { PresetShape } from '../../core/presets'
import { defaultTarget } from '../../core/settings'

/** A target with a place for the photo: everything but margins, which say it themselves. */
export type PlacedTarget = Exclude<Target, { kind: 'margins' }>

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

/** Anchor, growth and tolerance of a target, or the defaults for margins, which have none. */
export function placementOf(target: Target): { anchor: Anchor; grow: Grow; tolerance: number } {
  const { anchor, grow, tolerance } = (target.kind === 'margins' ? defaultTarget : target) as PlacedTarget
  return { anchor, grow, tolerance }
}

/** Another shape; where the photo sits in it stays as it was chosen. */
export function withShape(target: Target, shape: PresetShape): Target {
  const placement = placementOf(target)
  return shape.kind === 'ratio'
    ? { kind: 'ratio', ratio: shape.ratio, turns: shape.turns, ...placement }
    : { kind: 'size', size: shape.size, turns: shape.turns, ...placement }
}
