import type { Ratio, Size, Target } from '../../core/geometry'
import { placementOf } from './targets'

export const shapeKinds = ['ratio', 'size', 'margins'] as const
export type ShapeKind = Target['kind']

/** Long side of a size target that is made from a ratio, px: full HD. */
const longSide = 1920

/** Margins of a target that had none before. */
const startMargin = { value: 10, unit: 'percent' } as const

/** The target as another kind, as near to what it was as the kind allows. */
export function asKind(target: Target, kind: ShapeKind): Target {
  if (target.kind === kind) return target
  switch (kind) {
    case 'margins':
      return {
        kind,
        margins: { top: startMargin, right: startMargin, bottom: startMargin, left: startMargin },
      }
    case 'ratio': {
      const ratio = target.kind === 'size' ? reduced(target.size) : { width: 16, height: 9 }
      return { kind, ratio, turns: target.kind === 'size' && target.turns, ...placementOf(target) }
    }
    case 'size': {
      const ratio = target.kind === 'ratio' ? target.ratio : { width: 16, height: 9 }
      return { kind, size: sized(ratio), turns: target.kind === 'ratio' && target.turns, ...placementOf(target) }
    }
  }
}

function sized({ width, height }: Ratio): Size {
  const scale = longSide / Math.max(width, height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

function reduced({ width, height }: Size): Ratio {
  let [a, b] = [width, height]
  while (b !== 0) [a, b] = [b, a % b]
  return { width: width / a, height: height / a }
}
