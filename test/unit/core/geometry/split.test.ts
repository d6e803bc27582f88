import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { planTarget } from '../../../../core/geometry'
import { type PassLimits, serviceLimits } from '../../../../core/limits'
import { marginTarget, seed } from './cases'
import { bestSplit, fewestPasses, type Problem } from './exhaustive'

/**
 * The service's rules on tiny pictures, so that every rectangle there is can be tried; whole pixels matter most here.
 * Sides from 1 px: the shortest side is held elsewhere.
 */
const tiny: PassLimits = { ...serviceLimits, minInputSide: 1 }

function problemOf(sides: fc.Arbitrary<number>, margin: fc.Arbitrary<number>): fc.Arbitrary<Problem> {
  return fc
    .record({ photo: fc.record({ width: sides, height: sides }), margins: fc.tuple(margin, margin, margin, margin) })
    .filter(({ photo, margins }) => {
      const aspect = photo.width / photo.height
      return aspect >= 0.4 && aspect <= 2.5 && margins.some((px) => px > 0)
    })
}

function plan({ photo, margins }: Problem, limits: PassLimits) {
  return planTarget(photo, marginTarget(...margins), { limits })
}

beforeAll(() => {
  fc.configureGlobal({ seed })
})

describe('splitting into passes, held against an exhaustive search', () => {
  it('plans the fewest passes there are, and refuses only what no sequence reaches', () => {
    const seen = new Set<number | null>()
    const problem = problemOf(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 7 }))
    fc.assert(
      fc.property(problem, (tried) => {
        const result = plan(tried, tiny)
        const fewest = fewestPasses(tried, tiny, 1)
        seen.add(fewest)
        expect(result.kind === 'planned' ? result.plan.passes.length : null).toBe(fewest)
      }),
      { numRuns: 400 },
    )
    expect(seen).toEqual(new Set([1, 2, 3, 4, 5, null]))
  })

  it('does so for long strips on one side, where refusals begin', () => {
    const problem = fc
      .record({
        photo: fc.record({ width: fc.integer({ min: 2, max: 9 }), height: fc.integer({ min: 2, max: 9 }) }),
        right: fc.integer({ min: 1, max: 80 }),
        down: fc.integer({ min: 0, max: 4 }),
      })
      .filter(({ photo }) => photo.width / photo.height >= 0.4 && photo.width / photo.height <= 2.5)
      .map(({ photo, right, down }): Problem => ({ photo, margins: [0, right, down, 0] }))
    const seen = new Set<boolean>()
    fc.assert(
      fc.property(problem, (tried) => {
        const result = plan(tried, tiny)
        const fewest = fewestPasses(tried, tiny, 1)
        seen.add(fewest === null)
        expect(result.kind === 'planned' ? result.plan.passes.length : null).toBe(fewest)
        if (result.kind === 'refused') expect(result.error.code).toBe('limit-ratio')
      }),
      { numRuns: 600 },
    )
    expect(seen.size).toBe(2)
  })

  it('never needs more passes than a search over real sizes, and spreads the area as evenly', () => {
    const hundreds = (min: number, max: number) => fc.integer({ min: min / 100, max: max / 100 }).map((n) => n * 100)
    const problem = problemOf(hundreds(300, 800), hundreds(0, 700))
    const seen = new Set<number>()
    fc.assert(
      fc.property(problem, (tried) => {
        const found = bestSplit(tried, serviceLimits, 50)
        fc.pre(found !== null)
        seen.add(found.passes)
        const result = plan(tried, serviceLimits)
        if (result.kind === 'refused') throw new Error(result.error.message)
        const passes = result.plan.passes
        expect(passes.length).toBeLessThanOrEqual(found.passes)
        if (passes.length < found.passes) return
        const factors = passes.map(({ input, result: end }) => (end.width * end.height) / (input.width * input.height))
        // Half a pixel on sides from 300 px, twice.
        expect(Math.max(...factors)).toBeLessThanOrEqual(found.largestFactor * 1.005)
      }),
      { numRuns: 200 },
    )
    expect(seen).toEqual(new Set([1, 2, 3]))
  })
})
