import { describe, expect, it } from 'vitest'
import { enlargedTo, expectedScales } from '../../../core/expected-scale'
import { planTarget } from '../../../core/geometry'
import { limitsOf } from '../../../core/limits'
import { marginTarget, planOf, px, ratioTarget } from './geometry/cases'

const planFor = (engine: 'local' | 'kling', photo = px(6000, 4000), target = ratioTarget(16, 9)) =>
  planOf(planTarget(photo, target, { limits: limitsOf[engine] }))

describe('the resolution of what is painted', () => {
  it('is the photo’s own where this computer paints', () => {
    expect(expectedScales(planFor('local'), 'local')).toEqual({ top: null, right: 1, bottom: null, left: 1 })
  })

  it('is that of what a service is sent, and never finer than the photo', () => {
    const { left } = expectedScales(planFor('kling'), 'kling')
    expect(left).toBeCloseTo(2560 / 6000, 6)
    expect(expectedScales(planFor('kling', px(1200, 800)), 'kling').left).toBe(1)
  })

  it('falls with each pass, at the sides at which that one paints', () => {
    const plan = planOf(planTarget(px(3000, 2000), marginTarget(0, 12_000, 0, 0), { limits: limitsOf.kling }))
    expect(plan.passes.length).toBeGreaterThan(1)
    const { right, left } = expectedScales(plan, 'kling')
    expect(right).toBeLessThan(2560 / 3000)
    expect(left).toBeNull()
  })

  it('is nothing where nothing is painted', () => {
    const scales = expectedScales(planFor('kling', px(1600, 900)), 'kling')
    expect(scales).toEqual({ top: null, right: null, bottom: null, left: null })
  })
})

describe('what a service is sent', () => {
  it.each([
    ['kling', px(20, 20), 300],
    ['kling', px(450, 299), 300],
    ['kling', px(450, 300), null],
    ['local', px(20, 20), null],
  ] as const)('by %s of a photo of %j is enlarged to %s px a side', (engine, photo, side) => {
    expect(enlargedTo(planFor(engine, photo), limitsOf[engine])).toBe(side)
  })
})
