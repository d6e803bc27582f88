import type { PassLimits } from '../limits'
import { canvasRect, photoRect } from './canvas'
import { Coverage } from './coverage'
import { aspectFits, contains, growthFits, growthOf, largestArea } from './passes'
import type { Pass, Plan, Rect } from './types'

/**
 * Everything that is wrong with a plan, in words; empty for a sound one. With limits (`null`: the engine has none)
 * every pass is held against each of them. `planTarget` never returns a plan that this finds fault with.
 */
export function checkPlan(plan: Plan, limits: PassLimits | null): readonly string[] {
  const photo = photoRect(plan.photo, plan)
  const canvas = canvasRect(plan.canvas)
  const faults: string[] = []
  if (!isWhole(photo) || !isWhole(canvas)) faults.push('photo and canvas are not on whole pixels')
  if (!contains(canvas, photo)) faults.push('the photo is not inside the canvas')
  if (plan.passes.length === 0) {
    if (!isSame(photo, canvas)) faults.push('the canvas is larger than the photo, but there is no pass')
    return faults
  }
  const coverage = new Coverage(plan)
  for (const [index, pass] of plan.passes.entries()) {
    const broken = [
      ...coverage.paint(pass),
      ...composingFaults(pass, canvas),
      ...(limits === null ? [] : limitFaults(pass, limits)),
    ]
    faults.push(...broken.map((fault) => `pass ${index + 1}: ${fault}`))
  }
  if (!coverage.knows(canvas)) faults.push('the passes do not cover the canvas')
  return faults
}

function composingFaults({ input, result, ratios }: Pass, canvas: Rect): string[] {
  const faults: string[] = []
  if (!isWhole(result)) faults.push('is not on whole pixels')
  if (!contains(result, input)) faults.push('does not contain its input')
  if (!contains(canvas, result)) faults.push('reaches beyond the canvas')
  const growth = growthOf(input, result)
  for (const side of ['up', 'right', 'down', 'left'] as const) {
    const length = side === 'up' || side === 'down' ? input.height : input.width
    if (ratios[side] < 0) faults.push(`${side} is negative`)
    if (ratios[side] * length > growth[side] + 1e-6) faults.push(`${side} asks for more than the plan`)
    if (growth[side] - ratios[side] * length >= 1) faults.push(`${side} misses the plan by a pixel or more`)
  }
  return faults
}

function limitFaults({ input, result, ratios }: Pass, limits: PassLimits): string[] {
  const faults: string[] = []
  if (!aspectFits(input, limits)) faults.push(`an input of ${input.width} × ${input.height} px is not taken`)
  if (!growthFits(input, result, limits)) faults.push('grows by more than one pass may')
  if (largestArea(ratios) > limits.maxArea) faults.push(`its ratios make more than ${limits.maxArea} times the area`)
  for (const ratio of Object.values(ratios)) {
    if (ratio > limits.maxRatio) faults.push(`a ratio of ${ratio} is over ${limits.maxRatio}`)
    if (Number(ratio.toFixed(limits.ratioDecimals)) !== ratio) faults.push(`${ratio} has more digits than are sent`)
  }
  return faults
}

function isSame(a: Rect, b: Rect): boolean {
  return a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height
}

function isWhole(rect: Rect): boolean {
  return Object.values(rect).every(Number.isSafeInteger) && rect.width > 0 && rect.height > 0
}
