import type { Plan } from '../../core/geometry'

/** What is added at each side, as a fraction of the photo's width or height; `null` where photos differ. */
export interface Sides {
  readonly top: number | null
  readonly right: number | null
  readonly bottom: number | null
  readonly left: number | null
}

/** Fractions this near count as equal: they are shown with one decimal of a percent. */
const sameWithin = 0.0005

/** What one plan adds. */
export function sidesOf({ photo, canvas, original }: Plan): {
  top: number
  right: number
  bottom: number
  left: number
} {
  return {
    top: original.top / photo.height,
    right: (canvas.width - original.left - photo.width) / photo.width,
    bottom: (canvas.height - original.top - photo.height) / photo.height,
    left: original.left / photo.width,
  }
}

/** What several plans add where they agree; `null` without any. */
export function sharedSides(plans: readonly Plan[]): Sides | null {
  const all = plans.map(sidesOf)
  const [first] = all
  if (first === undefined) return null
  const shared = (side: keyof Sides) =>
    all.every((sides) => Math.abs(sides[side] - first[side]) <= sameWithin) ? first[side] : null
  return { top: shared('top'), right: shared('right'), bottom: shared('bottom'), left: shared('left') }
}
