import type { PassLimits } from '../../../../core/limits'

/**
 * Slow and simple searches that know the limits only, to hold the planner against. Nothing here is shared with it:
 * every rectangle of a grid is tried.
 */

/** A rectangle by how far it reaches beyond the photo on each side: `[up, right, down, left]`. */
type Reach = readonly [number, number, number, number]

export interface Problem {
  readonly photo: { readonly width: number; readonly height: number }
  /** Growth wanted on each side, px. */
  readonly margins: Reach
}

function sizeAt(photo: Problem['photo'], [up, right, down, left]: Reach) {
  return { width: photo.width + left + right, height: photo.height + up + down }
}

function isInput(width: number, height: number, limits: PassLimits): boolean {
  const aspect = width / height
  return (
    aspect >= limits.inputAspect.min &&
    aspect <= limits.inputAspect.max &&
    width >= limits.minInputSide &&
    height >= limits.minInputSide
  )
}

function canPass(photo: Problem['photo'], from: Reach, to: Reach, limits: PassLimits): boolean {
  const a = sizeAt(photo, from)
  const b = sizeAt(photo, to)
  return (
    isInput(a.width, a.height, limits) &&
    b.width * b.height <= limits.maxArea * a.width * a.height &&
    to.every((reach, side) => {
      const grown = reach - (from[side] ?? 0)
      return grown >= 0 && grown <= limits.maxRatio * (side % 2 === 0 ? a.height : a.width)
    })
  )
}

/** All whole numbers `0, step, 2 step ... end`, the end included. */
function steps(end: number, step: number): number[] {
  const inside = Array.from({ length: Math.ceil(end / step) }, (_, index) => index * step)
  return [...inside, end]
}

/**
 * The fewest passes from photo to canvas, over every nested rectangle whose reaches are multiples of `step` (1: all
 * there are), position included; `null` when no sequence leads there.
 */
export function fewestPasses({ photo, margins }: Problem, limits: PassLimits, step: number): number | null {
  const [up, right, down, left] = margins
  const isEnd = (reach: Reach) => reach.every((px, side) => px === margins[side])
  const all = steps(up, step).flatMap((u) =>
    steps(right, step).flatMap((r) =>
      steps(down, step).flatMap((d) => steps(left, step).map((l): Reach => [u, r, d, l])),
    ),
  )
  let reached: Reach[] = [[0, 0, 0, 0]]
  let unreached = all.filter((reach) => reach.some((px) => px > 0))
  for (let passes = 0; reached.length > 0; passes += 1) {
    if (reached.some(isEnd)) return passes
    const starts = reached
    const next = unreached.filter((to) => starts.some((from) => canPass(photo, from, to, limits)))
    const found = new Set(next)
    unreached = unreached.filter((reach) => !found.has(reach))
    reached = next
  }
  return null
}

/** The fewest passes over sizes alone, and among sequences of that many the smallest possible largest area factor. */
export interface BestSplit {
  readonly passes: number
  readonly largestFactor: number
}

/**
 * The best split over sizes on a grid. Where a rectangle sits is left out: that only makes the search more generous
 * than the service. `null` when the grid has no sequence.
 */
export function bestSplit({ photo, margins }: Problem, limits: PassLimits, step: number): BestSplit | null {
  const canvas = sizeAt(photo, margins)
  const sizes = steps(canvas.width - photo.width, step).flatMap((x) =>
    steps(canvas.height - photo.height, step).map((y) => {
      const [width, height] = [photo.width + x, photo.height + y]
      return { width, height, area: width * height, input: isInput(width, height, limits) }
    }),
  )
  const goal = sizes.length - 1
  let best: (number | null)[] = sizes.map((_, index) => (index === 0 ? 1 : null))
  // Twenty triplings are beyond any canvas here.
  for (let passes = 1; passes <= 20; passes += 1) {
    const next: (number | null)[] = sizes.map(() => null)
    for (const [index, from] of sizes.entries()) {
      const before = best[index] ?? null
      if (before === null || !from.input) continue
      for (const [other, to] of sizes.entries()) {
        if (to.width < from.width || to.height < from.height || to.area > limits.maxArea * from.area) continue
        const largest = Math.max(before, to.area / from.area)
        next[other] = Math.min(next[other] ?? Number.POSITIVE_INFINITY, largest)
      }
    }
    const largestFactor = next[goal] ?? null
    if (largestFactor !== null) return { passes, largestFactor }
    best = next
  }
  return null
}
