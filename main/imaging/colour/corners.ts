import { srgbPrimaries } from './colour-code'
import type { Primaries } from './matrix-profile'

/** Chromaticities closer than this to sRGB's are rounded ones of it. */
const srgbTolerance = 0.01

/** Twice the area of the smallest triangle that is taken for one; sRGB's is 0.22. */
const leastSpread = 0.01

const names = ['white', 'red', 'green', 'blue'] as const

/** The corners that a file claims for its colours; null when they are as good as sRGB's, or nonsense. */
export function cornersOf(said: Primaries): Primaries | null {
  const isSrgb = names.every((name) =>
    said[name].every((value, i) => Math.abs(value - (srgbPrimaries[name][i] ?? 0)) <= srgbTolerance),
  )
  return isSrgb || !isPlausible(said) ? null : said
}

/** Whether there are such colours, and the white can be mixed of the corners. */
function isPlausible({ white, red, green, blue }: Primaries): boolean {
  const isColour = ([x, y]: Point) => x >= 0 && y > 0 && x + y <= 1.1
  const whole = spread(red, green, blue)
  const sides = [spread(white, green, blue), spread(red, white, blue), spread(red, green, white)]
  return (
    [white, red, green, blue].every(isColour) &&
    Math.abs(whole) >= leastSpread &&
    sides.every((side) => side / whole > 0)
  )
}

type Point = Primaries['white']

/** Twice the area of a triangle; negative when it is walked round the other way. */
function spread([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number {
  return (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
}
