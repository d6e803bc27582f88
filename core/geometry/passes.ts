import { type PassLimits, serviceLimits } from '../limits'
import { areaOf } from './rounding'
import type { Pass, PassRatios, Rect, Size } from './types'

/** Whether a picture of that size may be the input of a pass. The division is exact where it has to be. */
export function inputFits(size: Size, limits: PassLimits): boolean {
  return aspectFits(size, limits) && Math.min(size.width, size.height) >= limits.minInputSide
}

/** Whether width:height is within the limits of a pass' input. */
export function aspectFits(size: Size, limits: PassLimits): boolean {
  const aspect = size.width / size.height
  return aspect >= limits.inputAspect.min && aspect <= limits.inputAspect.max
}

/** Whether `result`, around `input`, is within one pass' area and its four ratios. */
export function growthFits(input: Rect, result: Rect, limits: PassLimits): boolean {
  const { up, right, down, left } = growthOf(input, result)
  return (
    areaOf(result) <= limits.maxArea * areaOf(input) &&
    Math.max(up, down) <= limits.maxRatio * input.height &&
    Math.max(left, right) <= limits.maxRatio * input.width
  )
}

/** How far `result` reaches beyond `input`, px on each side. */
export function growthOf(input: Rect, result: Rect): PassRatios {
  return {
    up: input.top - result.top,
    right: result.left + result.width - (input.left + input.width),
    down: result.top + result.height - (input.top + input.height),
    left: input.left - result.left,
  }
}

/** Whether a rectangle lies in another one. */
export function contains(outer: Rect, inner: Rect): boolean {
  return Object.values(growthOf(inner, outer)).every((px) => px >= 0)
}

/** One step from `input` to `result`, with the ratios to send; without limits they have the service's digits. */
export function passBetween(input: Rect, result: Rect, limits: PassLimits | null): Pass {
  const scale = 10 ** (limits ?? serviceLimits).ratioDecimals
  const growth = growthOf(input, result)
  // Whole numbers up to the division: a quotient that is exactly k/scale stays k, any other is rounded down.
  const steps = {
    up: Math.floor((growth.up * scale) / input.height),
    right: Math.floor((growth.right * scale) / input.width),
    down: Math.floor((growth.down * scale) / input.height),
    left: Math.floor((growth.left * scale) / input.width),
  }
  const ratios = () => mapSides((side) => steps[side] / scale)
  // 0.1 + 0.1 + 1 is over 1.2 in doubles: whoever multiplies the ratios out that way must not find more than allowed.
  while (limits !== null && largestArea(ratios()) > limits.maxArea) steps[largestSide(steps)] -= 1
  return { input, result, ratios: ratios() }
}

const sides = ['up', 'right', 'down', 'left'] as const

function mapSides(value: (side: keyof PassRatios) => number): PassRatios {
  return { up: value('up'), right: value('right'), down: value('down'), left: value('left') }
}

function largestSide(ratios: PassRatios): keyof PassRatios {
  return sides.reduce((largest, side) => (ratios[side] > ratios[largest] ? side : largest))
}

/** The area the ratios make, as a multiple of the input's: the largest that any order of adding finds. */
export function largestArea({ up, right, down, left }: PassRatios): number {
  return largestSum(left, right) * largestSum(up, down)
}

function largestSum(before: number, after: number): number {
  return Math.max(1 + before + after, 1 + after + before, 1 + (before + after))
}
