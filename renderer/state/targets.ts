import type { Anchor, Grow, Target } from '../../core/geometry'
import type { PresetShape } from '../../core/presets'
import { defaultTarget } from '../../core/settings'

export { sameShape } from '../../core/same-shape'

/** A target with a place for the photo: everything but margins, which say it themselves. */
export type PlacedTarget = Exclude<Target, { kind: 'margins' }>

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
