import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkPlan, type Plan, planTarget, type Size } from '../../../../core/geometry'
import { mostCreates, serviceLimits } from '../../../../core/limits'
import { anyRatioTarget, anyTarget, local, marginTarget, planOf, px, seed, service } from './cases'
import type { Problem } from './exhaustive'
import { fewestWithTiles } from './exhaustive-tiles'

beforeAll(() => {
  fc.configureGlobal({ seed, numRuns: 400 })
})

/** Photos beyond what one pass takes, up to 1:40 and 40:1, from a single pixel's height on. */
const anyPanorama: fc.Arbitrary<Size> = fc
  .record({
    across: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 41, max: 4000 })),
    aspect: fc.double({ min: 2.51, max: 40, noNaN: true }),
    upright: fc.boolean(),
  })
  .map(({ across, aspect, upright }) => {
    const along = Math.floor(across * aspect) + 1
    return upright ? px(across, along) : px(along, across)
  })

function planned(photo: Size, target: Parameters<typeof planTarget>[1]): Plan | null {
  const result = planTarget(photo, target, service)
  return result.kind === 'planned' ? result.plan : null
}

describe('the plan of any panorama', () => {
  it('is sound, obeys every limit in every pass and takes no more creates than are allowed', () => {
    const counts = new Set<number>()
    fc.assert(
      fc.property(anyPanorama, anyTarget, (photo, target) => {
        const plan = planned(photo, target)
        fc.pre(plan !== null)
        counts.add(plan.passes.length)
        expect(plan.passes.length).toBeLessThanOrEqual(mostCreates)
        expect(checkPlan(plan, serviceLimits)).toEqual([])
        for (const { input, result, ratios } of plan.passes) {
          const { up, right, down, left } = ratios
          expect(input.width / input.height).toBeGreaterThanOrEqual(0.4)
          expect(input.width / input.height).toBeLessThanOrEqual(2.5)
          expect((1 + left + right) * (1 + up + down)).toBeLessThanOrEqual(3)
          for (const ratio of [up, right, down, left]) {
            expect(ratio).toBeGreaterThanOrEqual(0)
            expect(ratio).toBeLessThanOrEqual(2)
            expect(JSON.stringify(ratio)).toMatch(/^([012](\.\d{1,6})?|[1-9](\.\d)?e-[56])$/)
          }
          expect(input.width * (1 + left + right)).toBeGreaterThan(result.width - 1)
          expect(input.height * (1 + up + down)).toBeGreaterThan(result.height - 1)
        }
      }),
    )
    for (const count of [1, 2, 3, 4, 5]) expect(counts).toContain(count)
  })

  it('never has the service repaint what it was not shown, but where tiles overlap', () => {
    fc.assert(
      fc.property(anyPanorama, anyTarget, (photo, target) => {
        const plan = planned(photo, target)
        fc.pre(plan !== null)
        const { left, top } = plan.original
        for (const { input, result } of plan.passes) {
          const shown = sharedArea(result, { left, top, ...photo })
          expect(sharedArea(input, { left, top, ...photo })).toBe(shown)
        }
      }),
    )
  })

  it('is the mirrored plan for the photo turned by a quarter, as far as creates go', () => {
    fc.assert(
      fc.property(
        anyPanorama,
        fc.tuple(...[1, 2, 3, 4].map(() => fc.integer({ min: 0, max: 3000 }))),
        (photo, sides) => {
          const [up = 0, right = 0, down = 0, left = 0] = sides
          const lying = planned(photo, marginTarget(up, right, down, left))
          const upright = planned(px(photo.height, photo.width), marginTarget(left, down, right, up))
          expect(upright?.passes.length).toBe(lying?.passes.length)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('grows by max to the same canvas on every engine', () => {
    fc.assert(
      fc.property(anyPanorama, anyRatioTarget, (photo, target) => {
        const most = planned(photo, { ...target, grow: 'max' })
        fc.pre(most !== null)
        expect(planOf(planTarget(photo, { ...target, grow: 'max' }, local)).canvas).toEqual(most.canvas)
      }),
    )
  })
})

describe('tiles, held against an exhaustive search', () => {
  it('are as few as there are, whatever the round they belong to', () => {
    const margin = fc.integer({ min: 0, max: 4 })
    const problem = fc
      .record({
        along: fc.integer({ min: 6, max: 16 }),
        across: fc.integer({ min: 1, max: 5 }),
        upright: fc.boolean(),
        margins: fc.tuple(margin, margin, margin, margin),
      })
      .filter(
        ({ along, across, margins }) =>
          along / across > 2.5 &&
          margins.some((side) => side > 0) &&
          margins.reduce((all, side) => all * (side + 1), 1) <= 80,
      )
      .map(({ along, across, upright, margins }): Problem => {
        return { photo: upright ? px(across, along) : px(along, across), margins }
      })
    const seen = new Set<number | null>()
    fc.assert(
      fc.property(problem, (tried) => {
        const fewest = fewestWithTiles(tried, serviceLimits, mostCreates)
        seen.add(fewest)
        expect(planned(tried.photo, marginTarget(...tried.margins))?.passes.length ?? null).toBe(fewest)
      }),
      { numRuns: 100 },
    )
    expect([...seen]).toEqual(expect.arrayContaining([1, 2, 3, 4, 5]))
  })
})

describe('the plan of a photo under 300 px', () => {
  it('is the plan of the enlarged photo, as far as its shape goes', () => {
    const side = fc.integer({ min: 1, max: 299 })
    const small = fc
      .record({ width: side, height: side })
      .filter(({ width, height }) => width / height >= 0.4 && width / height <= 2.5)
    fc.assert(
      fc.property(small, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (photo, up, right) => {
        const { width, height } = photo
        const plan = planned(photo, marginTarget(up, right, 0, 0))
        const enlarged = planned(px(width * 300, height * 300), marginTarget(up * 300, right * 300, 0, 0))
        fc.pre(plan !== null && enlarged !== null)
        expect(checkPlan(plan, serviceLimits)).toEqual([])
        // Whole px are coarse here: they may take one pass more.
        expect(plan.passes.length - enlarged.passes.length).toBeGreaterThanOrEqual(0)
        expect(plan.passes.length - enlarged.passes.length).toBeLessThanOrEqual(1)
      }),
    )
  })
})

type Rect = { left: number; top: number } & Size

function sharedArea(a: Rect, b: Rect): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left)
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top)
  return Math.max(0, width) * Math.max(0, height)
}
