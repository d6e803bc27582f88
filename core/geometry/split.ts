import type { PassLimits } from '../limits'
import { canvasRect, type Placement, photoRect, rectBetween } from './canvas'
import { aspectFits, growthFits } from './passes'
import { areaOf, ceilPx, clamp, floorPx } from './rounding'
import type { Rect, Size } from './types'

/**
 * Most intermediate sizes looked at for one number of passes. A split is nearly always the first one tried; only
 * canvases at the very edge of what n passes reach (nine times the area of a photo whose sides are primes) need a
 * search at all. Sixty thousand such cases took at most 801 sizes; the bound keeps any input from hanging the program.
 */
const searchBound = 100_000

/** More passes than the area asks for are needed only where whole pixels fall short; one more has always been enough. */
const sparePasses = 3

/**
 * The results of the fewest passes that lead from the photo to its canvas, the canvas last; `null` when no sequence
 * does. The photo must be a legal input itself.
 *
 * Passes only grow, and inputs between two legal aspects are legal on the way, so the canvas is within reach exactly
 * when one pass leads to it from the largest legal rectangle inside it. The number of passes is tried from the one
 * that the area asks for. Exact for limits where `maxArea <= 1 + maxRatio`, as the service's: there the area bounds
 * every side's growth, wherever the photo sits.
 */
export function splitIntoPasses(photo: Size, placement: Placement, limits: PassLimits): readonly Rect[] | null {
  const { canvas } = placement
  const { min, max } = limits.inputAspect
  const cap: Size = {
    width: Math.min(canvas.width, floorPx(canvas.height * max)),
    height: Math.min(canvas.height, floorPx(canvas.width / min)),
  }
  if (growthFits(photoRect(photo, placement), canvasRect(canvas), limits)) return [canvasRect(canvas)]
  if (areaOf(cap) * limits.maxArea < areaOf(canvas)) return null
  const fewest = passesForArea(areaOf(photo), areaOf(canvas), limits)
  for (let passes = fewest; passes <= fewest + sparePasses; passes += 1) {
    const rects = new SplitSearch(photo, placement, cap, limits).from(photo, passes)
    if (rects !== null) return rects
  }
  return null
}

function passesForArea(from: number, to: number, limits: PassLimits): number {
  let passes = 1
  for (let reach = from * limits.maxArea; reach < to; reach *= limits.maxArea) passes += 1
  return passes
}

/** Depth-first search for sizes between photo and canvas, nearest to the most even split first. */
class SplitSearch {
  private looked = 0
  /** Sizes from which the canvas is out of reach, with the passes that were left. */
  private readonly failed = new Set<string>()
  /** No area under this, px², can be the last pass' input. In whole pixels it may be more; see `tighten`. */
  private leastLastArea: number
  private tightened = false

  constructor(
    private readonly photo: Size,
    private readonly placement: Placement,
    /** The largest legal input inside the canvas. */
    private readonly cap: Size,
    private readonly limits: PassLimits,
  ) {
    this.leastLastArea = areaOf(placement.canvas) / limits.maxArea
  }

  /** Results of exactly `passes` passes from a picture of size `input` to the canvas. */
  from(input: Size, passes: number): readonly Rect[] | null {
    const start = this.rect(input)
    if (passes === 1) {
      const whole = canvasRect(this.placement.canvas)
      return growthFits(start, whole, this.limits) ? [whole] : null
    }
    const key = `${passes}:${input.width}x${input.height}`
    if (this.failed.has(key) || areaOf(input) * this.limits.maxArea < this.leastArea(passes)) return null
    for (const size of this.candidates(input, passes)) {
      this.looked += 1
      if (this.looked > searchBound) return null
      const next = this.rect(size)
      if (!aspectFits(size, this.limits) || !growthFits(start, next, this.limits)) continue
      const rest = this.from(size, passes - 1)
      if (rest !== null) return [next, ...rest]
    }
    this.failed.add(key)
    if (!this.tightened) this.tighten()
    return null
  }

  /** Every size the next result may have, from the most even one outward. */
  private *candidates(input: Size, passes: number): Generator<Size> {
    const { cap, limits } = this
    const { min, max } = limits.inputAspect
    const leastArea = this.leastArea(passes)
    const mostArea = areaOf(input) * limits.maxArea
    const ideal = this.evenStep(input, passes)
    for (const width of outward(ideal.width, input.width, cap.width)) {
      const lowest = Math.max(input.height, ceilPx(width / max), ceilPx(leastArea / width))
      const highest = Math.min(cap.height, floorPx(width / min), floorPx(mostArea / width))
      for (const height of outward(areaOf(ideal) / width, lowest, highest)) yield { width, height }
    }
  }

  /** The area the next of `passes` results needs, so that the others lead on to the canvas. */
  private leastArea(passes: number): number {
    return this.leastLastArea / this.limits.maxArea ** (passes - 2)
  }

  /**
   * Once a search has failed, the edge is near: the smallest whole rectangle that the last pass can start from is
   * worth knowing. Without it a search at the edge of both shape and area looks at thousands of sizes in vain.
   */
  private tighten(): void {
    this.tightened = true
    const { photo, cap, leastLastArea } = this
    const { min, max } = this.limits.inputAspect
    let smallest = areaOf(cap)
    for (let width = photo.width; width <= cap.width; width += 1) {
      const height = Math.max(photo.height, ceilPx(leastLastArea / width), ceilPx(width / max))
      if (height <= Math.min(cap.height, floorPx(width / min))) smallest = Math.min(smallest, width * height)
    }
    this.leastLastArea = Math.max(leastLastArea, smallest)
  }

  /**
   * The next result in real numbers: all areas grow by the same factor, sides in even steps. Where the input of the
   * last pass would be too wide or too tall, it keeps its area at the legal aspect, or is the largest legal one; the
   * passes before it share what is left.
   */
  private evenStep(input: Size, passes: number): Size {
    const { canvas } = this.placement
    const lastInput = this.legalised(between(input, canvas, (passes - 1) / passes))
    return between(input, lastInput, 1 / (passes - 1))
  }

  private legalised(size: Size): Size {
    if (aspectFits(size, this.limits)) return size
    const { min, max } = this.limits.inputAspect
    const aspect = clamp(size.width / size.height, min, max)
    const legal = { width: Math.sqrt(areaOf(size) * aspect), height: Math.sqrt(areaOf(size) / aspect) }
    return legal.width > this.cap.width || legal.height > this.cap.height ? this.cap : legal
  }

  private rect(size: Size): Rect {
    return rectBetween(this.photo, this.placement, size)
  }
}

/** The size at `fraction` of the way, on a logarithmic scale. */
function between(from: Size, to: Size, fraction: number): Size {
  return {
    width: from.width * (to.width / from.width) ** fraction,
    height: from.height * (to.height / from.height) ** fraction,
  }
}

/** Whole numbers of `min .. max`, from the one nearest to `start` outward. */
function* outward(start: number, min: number, max: number): Generator<number> {
  if (min > max) return
  const first = clamp(Math.round(start), min, max)
  yield first
  for (let distance = 1; first - distance >= min || first + distance <= max; distance += 1) {
    if (first + distance <= max) yield first + distance
    if (first - distance >= min) yield first - distance
  }
}
