import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkPlan, orientTarget, type Pass, type Plan, planTarget, type Target } from '../../../../core/geometry'
import {
  anyMarginTarget,
  anyPhoto,
  anyRatioTarget,
  anyTarget,
  local,
  planOf,
  ratioTarget,
  seed,
  service,
  servicePhoto,
} from './cases'

beforeAll(() => {
  fc.configureGlobal({ seed, numRuns: 600 })
})

/** Plans of the service; what it refuses is left to the tests of refusals. */
function servicePlan(photo: { width: number; height: number }, target: Target): Plan | null {
  const result = planTarget(photo, target, service)
  return result.kind === 'planned' ? result.plan : null
}

describe('any plan', () => {
  it('keeps the photo inside the canvas at whole pixels', () => {
    fc.assert(
      fc.property(anyPhoto, anyTarget, (photo, target) => {
        const result = planTarget(photo, target, local)
        fc.pre(result.kind === 'planned')
        const { canvas, original } = planOf(result)
        for (const px of [canvas.width, canvas.height, original.left, original.top]) {
          expect(Number.isInteger(px)).toBe(true)
        }
        expect(original.left).toBeGreaterThanOrEqual(0)
        expect(original.top).toBeGreaterThanOrEqual(0)
        expect(original.left + photo.width).toBeLessThanOrEqual(canvas.width)
        expect(original.top + photo.height).toBeLessThanOrEqual(canvas.height)
      }),
    )
  })

  it('meets the ratio within one pixel, on both sides wherever whole pixels allow it', () => {
    fc.assert(
      fc.property(anyPhoto, anyRatioTarget, (photo, target) => {
        const result = planTarget(photo, target, local)
        fc.pre(result.kind === 'planned')
        const { width, height } = planOf(result).canvas
        const oriented = orientTarget(target, photo)
        if (oriented.kind !== 'ratio') throw new Error('A ratio stays a ratio')
        const aspect = oriented.ratio.width / oriented.ratio.height
        const missed = [Math.abs(width - height * aspect), Math.abs(height - width / aspect)]
        expect(Math.min(...missed)).toBeLessThan(1)
        if (aspect >= 0.5 && aspect <= 2) expect(Math.max(...missed)).toBeLessThanOrEqual(1 + 1e-6)
      }),
    )
  })

  it('makes the canvas no larger than the ratio asks: one side is the scaled photo’s own', () => {
    fc.assert(
      fc.property(anyPhoto, anyRatioTarget, fc.constantFrom(1, 1.1, 1.299, 1.7, 3), (photo, target, grow) => {
        const result = planTarget(photo, { ...target, grow }, local)
        fc.pre(result.kind === 'planned')
        const { width, height } = planOf(result).canvas
        const least = { width: Math.ceil(photo.width * grow - 1e-6), height: Math.ceil(photo.height * grow - 1e-6) }
        expect(width).toBeGreaterThanOrEqual(least.width)
        expect(height).toBeGreaterThanOrEqual(least.height)
        expect(width === least.width || height === least.height).toBe(true)
      }),
    )
  })

  it('puts the photo at the anchor to the nearest pixel', () => {
    fc.assert(
      fc.property(anyPhoto, anyRatioTarget, (photo, target) => {
        const result = planTarget(photo, target, local)
        fc.pre(result.kind === 'planned')
        const { canvas, original } = planOf(result)
        expect(Math.abs(original.left - (canvas.width - photo.width) * target.anchor.x)).toBeLessThanOrEqual(0.5)
        expect(Math.abs(original.top - (canvas.height - photo.height) * target.anchor.y)).toBeLessThanOrEqual(0.5)
      }),
    )
  })

  it('adds each margin as it was asked for, to the nearest pixel', () => {
    fc.assert(
      fc.property(anyPhoto, anyMarginTarget, (photo, target) => {
        const result = planTarget(photo, target, local)
        fc.pre(result.kind === 'planned' && target.kind === 'margins')
        const { canvas, original } = planOf(result)
        const { top, right, bottom, left } = target.margins
        const px = (margin: typeof top, side: number) =>
          margin.unit === 'px' ? margin.value : (margin.value / 100) * side
        const expected = [
          px(left, photo.width),
          px(top, photo.height),
          px(right, photo.width),
          px(bottom, photo.height),
        ]
        const added = [
          original.left,
          original.top,
          canvas.width - photo.width - original.left,
          canvas.height - photo.height - original.top,
        ]
        for (const [index, margin] of expected.entries()) {
          expect(Math.abs((added[index] ?? Number.NaN) - margin)).toBeLessThanOrEqual(0.5 + 1e-6)
        }
      }),
    )
  })

  it('takes one pass, or none, on an engine without limits', () => {
    fc.assert(
      fc.property(anyPhoto, anyTarget, (photo, target) => {
        const result = planTarget(photo, target, local)
        fc.pre(result.kind === 'planned')
        const plan = planOf(result)
        const same = plan.canvas.width === photo.width && plan.canvas.height === photo.height
        expect(plan.passes).toHaveLength(same ? 0 : 1)
        expect(checkPlan(plan, null)).toEqual([])
      }),
    )
  })
})

describe('a plan for the service', () => {
  it('obeys every limit in every pass', () => {
    const counts = new Set<number>()
    fc.assert(
      fc.property(servicePhoto, anyTarget, (photo, target) => {
        const plan = servicePlan(photo, target)
        fc.pre(plan !== null)
        counts.add(plan.passes.length)
        for (const { input, result, ratios } of plan.passes) {
          const { up, right, down, left } = ratios
          expect(Math.min(input.width, input.height)).toBeGreaterThanOrEqual(300)
          expect(input.width / input.height).toBeGreaterThanOrEqual(0.4)
          expect(input.width / input.height).toBeLessThanOrEqual(2.5)
          expect(result.width * result.height).toBeLessThanOrEqual(3 * input.width * input.height)
          expect((1 + left + right) * (1 + up + down)).toBeLessThanOrEqual(3)
          expect((1 + (left + right)) * (1 + (up + down))).toBeLessThanOrEqual(3)
          for (const ratio of [up, right, down, left]) {
            expect(ratio).toBeGreaterThanOrEqual(0)
            expect(ratio).toBeLessThanOrEqual(2)
            expect(JSON.stringify(ratio)).toMatch(/^[012](\.\d{1,6})?$/)
          }
        }
      }),
    )
    expect([...counts].sort()).toEqual(expect.arrayContaining([1, 2, 3]))
  })

  it('has ratios that lead back to the planned pixels, never beyond them', () => {
    fc.assert(
      fc.property(servicePhoto, anyTarget, (photo, target) => {
        const plan = servicePlan(photo, target)
        fc.pre(plan !== null)
        for (const { input, result, ratios } of plan.passes) {
          const painted = {
            width: input.width * (1 + ratios.left + ratios.right),
            height: input.height * (1 + ratios.up + ratios.down),
          }
          for (const side of ['width', 'height'] as const) {
            expect(painted[side]).toBeLessThanOrEqual(result[side] + 1e-6)
            expect(painted[side]).toBeGreaterThan(result[side] - 1)
          }
        }
      }),
    )
  })

  it('nests its passes and ends them in the canvas', () => {
    fc.assert(
      fc.property(servicePhoto, anyTarget, (photo, target) => {
        const plan = servicePlan(photo, target)
        fc.pre(plan !== null && plan.passes.length > 0)
        const inputs = plan.passes.map((pass) => pass.input)
        const results = plan.passes.map((pass) => pass.result)
        expect(inputs[0]).toEqual({ ...plan.original, ...photo })
        expect(results.at(-1)).toEqual({ left: 0, top: 0, ...plan.canvas })
        expect(inputs.slice(1)).toEqual(results.slice(0, -1))
        for (const pass of plan.passes) expect(isNested(pass)).toBe(true)
      }),
    )
  })

  it('spreads the area evenly when nothing stands in the way', () => {
    fc.assert(
      fc.property(
        servicePhoto.filter(({ width, height }) => width * height < 4e6),
        fc.double({ min: 1.8, max: 9, noNaN: true }),
        (photo, grow) => {
          const plan = servicePlan(photo, ratioTarget(photo.width, photo.height, { grow }))
          fc.pre(plan !== null)
          const factors = plan.passes.map(areaFactorOf)
          // Two whole-pixel roundings of sides from 300 px; at the edge of 3^n exact products are rarer.
          expect(Math.max(...factors) / Math.min(...factors)).toBeLessThan(1.02)
        },
      ),
    )
  })

  it('grows by max as far as one pass allows and not a pixel less', () => {
    fc.assert(
      fc.property(servicePhoto, anyRatioTarget, (photo, target) => {
        const most = servicePlan(photo, { ...target, grow: 'max' })
        fc.pre(most !== null)
        expect(most.passes).toHaveLength(1)
        const { width, height } = most.canvas
        const oneMore = Math.min((width + 1) / photo.width, (height + 1) / photo.height)
        const further = servicePlan(photo, { ...target, grow: oneMore })
        expect(further?.passes.length ?? 2).toBeGreaterThan(1)
      }),
    )
  })

  it('grows by max to the same canvas on every engine', () => {
    fc.assert(
      fc.property(servicePhoto, anyRatioTarget, (photo, target) => {
        const most = servicePlan(photo, { ...target, grow: 'max' })
        fc.pre(most !== null)
        expect(planOf(planTarget(photo, { ...target, grow: 'max' }, local)).canvas).toEqual(most.canvas)
      }),
      { numRuns: 500 },
    )
  })
})

function isNested({ input, result }: Pass): boolean {
  return (
    result.left <= input.left &&
    result.top <= input.top &&
    result.left + result.width >= input.left + input.width &&
    result.top + result.height >= input.top + input.height
  )
}

function areaFactorOf({ input, result }: Pass): number {
  return (result.width * result.height) / (input.width * input.height)
}
