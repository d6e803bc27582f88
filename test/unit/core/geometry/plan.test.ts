import { describe, expect, it } from 'vitest'
import {
  areaFactor,
  namedAnchors,
  orientTarget,
  type Plan,
  parseMargins,
  planTarget,
  type Target,
  unitsOf,
} from '../../../../core/geometry'
import { local, marginTarget, planOf, px, ratioTarget, service, sizeTarget } from './cases'

function factorsOf(plan: Plan): number[] {
  return plan.passes.map(({ input, result }) => (result.width * result.height) / (input.width * input.height))
}

describe('the canvas', () => {
  it.each([
    ['a landscape photo made wider', px(6000, 4000), ratioTarget(16, 9), px(7112, 4000)],
    ['a landscape photo made a square', px(6000, 4000), ratioTarget(1, 1), px(6000, 6000)],
    ['a portrait photo made a landscape', px(4000, 6000), ratioTarget(3, 2), px(9000, 6000)],
    ['a panorama made taller', px(6000, 2000), ratioTarget(16, 9), px(6000, 3375)],
    ['a ratio that is not whole', px(1200, 1200), ratioTarget(1.91, 1), px(2292, 1200)],
    ['a ratio that is whole but for floating point', px(1100, 100), ratioTarget(1.1, 0.1), px(1100, 100)],
    ['paper', px(1000, 1000), ratioTarget(1, Math.SQRT2), px(1000, 1415)],
    ['a photo of two pixels a side', px(2, 2), ratioTarget(16, 9), px(4, 2)],
    ['a photo that is the ratio but for rounding', px(1001, 563), ratioTarget(16, 9, { tolerance: 0 }), px(1001, 563)],
    ['a photo scaled by grow', px(1000, 1000), ratioTarget(1, 1, { grow: 1.1 }), px(1100, 1100)],
    ['a photo scaled to a fraction of a pixel', px(1001, 1001), ratioTarget(2, 1, { grow: 1.5 }), px(3004, 1502)],
  ])('of %s is the smallest one of the ratio around it', (_, photo, target, canvas) => {
    expect(planOf(planTarget(photo, target, local)).canvas).toEqual(canvas)
  })

  it('turns with the photo when the target does, and never for a square', () => {
    const target = ratioTarget(3, 2, { turns: true })
    expect(planOf(planTarget(px(1000, 2000), target, local)).canvas).toEqual(px(1334, 2000))
    expect(planOf(planTarget(px(2000, 1000), target, local)).canvas).toEqual(px(2000, 1334))
    expect(orientTarget(target, px(1000, 1000))).toBe(target)
    expect(orientTarget(ratioTarget(3, 2), px(1000, 2000))).toEqual(ratioTarget(3, 2))
  })

  it('has the wanted margins: percent of height or width, or pixels', () => {
    const target: Target = { kind: 'margins', margins: parseMargins('10%,0,20,25%') }
    const plan = planOf(planTarget(px(4000, 3000), target, local))
    expect(plan.canvas).toEqual(px(5000, 3320))
    expect(plan.original).toEqual({ left: 1000, top: 300 })
    expect(plan.output).toEqual(plan.canvas)
    expect(plan.passes.map((pass) => pass.ratios)).toEqual([{ up: 0.1, right: 0, down: 0.006666, left: 0.25 }])
  })
})

describe('the photo’s place', () => {
  const free = { top: 0, middle: 500, bottom: 1000 }
  it.each([
    ['center', 500, free.middle],
    ['top', 500, free.top],
    ['top-right', 1000, free.top],
    ['right', 1000, free.middle],
    ['bottom-right', 1000, free.bottom],
    ['bottom', 500, free.bottom],
    ['bottom-left', 0, free.bottom],
    ['left', 0, free.middle],
    ['top-left', 0, free.top],
  ] as const)('is at the anchor %s', (name, left, top) => {
    const target = ratioTarget(1, 1, { grow: 2, anchor: namedAnchors[name] })
    expect(planOf(planTarget(px(1000, 1000), target, local)).original).toEqual({ left, top })
  })

  it('is rounded to whole pixels before the ratios are derived', () => {
    const target = ratioTarget(3, 1, { anchor: { x: 0.25, y: 0.9 } })
    const plan = planOf(planTarget(px(1001, 1001), target, local))
    expect(plan.original).toEqual({ left: 501, top: 0 })
    expect(plan.passes[0]?.ratios).toEqual({ up: 0, right: 1.4995, down: 0, left: 0.500499 })
  })
})

describe('a photo that has the shape already', () => {
  it.each([
    ['of the ratio', px(1600, 900), ratioTarget(16, 9)],
    ['within the tolerance', px(6016, 4016), ratioTarget(3, 2)],
    ['at the very edge of the tolerance', px(1005, 1000), ratioTarget(1, 1)],
    ['within a tolerance of its own', px(1100, 1000), ratioTarget(1, 1, { tolerance: 0.1 })],
    ['with margins of nothing', px(1600, 900), marginTarget(0, 0, 0, 0)],
    ['too small for the service', px(100, 100), ratioTarget(1, 1)],
    ['too wide for the service', px(3000, 1000), ratioTarget(3, 1)],
  ])('%s needs no pass and stays as it is', (_, photo, target) => {
    const plan = planOf(planTarget(photo, target, service))
    expect(plan).toEqual({ photo, canvas: photo, original: { left: 0, top: 0 }, output: photo, passes: [] })
    expect(unitsOf(plan, 9, 'kling')).toBe(0)
  })

  it('is painted all the same beyond the tolerance', () => {
    expect(planOf(planTarget(px(1006, 1000), ratioTarget(1, 1), service)).canvas).toEqual(px(1006, 1006))
    expect(planOf(planTarget(px(1005, 1000), ratioTarget(1, 1, { tolerance: 0 }), service)).passes).toHaveLength(1)
  })

  it('is painted all the same when it is to grow', () => {
    const grown = planOf(planTarget(px(1005, 1000), ratioTarget(1, 1, { grow: 1.01 }), service))
    expect(grown.canvas).toEqual(px(1016, 1016))
    expect(planOf(planTarget(px(1000, 1000), ratioTarget(1, 1, { grow: 'max' }), service)).canvas).toEqual(
      px(1732, 1732),
    )
  })
})

describe('a target by size', () => {
  it('has the size’s ratio as its canvas and exactly the size as its output', () => {
    const plan = planOf(planTarget(px(6000, 4000), sizeTarget(1920, 1080), local))
    expect(plan.canvas).toEqual(px(7112, 4000))
    expect(plan.output).toEqual(px(1920, 1080))
  })

  it('has that output, too, when nothing is painted', () => {
    const plan = planOf(planTarget(px(3840, 2160), sizeTarget(1920, 1080), service))
    expect(plan.passes).toEqual([])
    expect(plan.canvas).toEqual(px(3840, 2160))
    expect(plan.output).toEqual(px(1920, 1080))
  })

  it('turns canvas and output with the photo', () => {
    const plan = planOf(planTarget(px(3000, 4000), sizeTarget(1920, 1080, true), local))
    expect(plan.canvas).toEqual(px(3000, 5334))
    expect(plan.output).toEqual(px(1080, 1920))
  })
})

describe('passes of the service', () => {
  it('reproduce its own example, which is as far as one pass grows', () => {
    const photo = px(10_000, 10_000)
    const byGrow = planOf(planTarget(photo, ratioTarget(16, 9, { grow: 1.299 }), service))
    expect(byGrow.passes.map((pass) => pass.ratios)).toEqual([
      { up: 0.1495, right: 0.6547, down: 0.1495, left: 0.6547 },
    ])
    expect(planOf(planTarget(photo, ratioTarget(16, 9, { grow: 'max' }), service))).toEqual(byGrow)
    expect(planOf(planTarget(photo, ratioTarget(16, 9, { grow: 1.2991 }), service)).passes).toHaveLength(2)
  })

  it('are two from 16:9 to 9:16, 3.16 times the area', () => {
    const plan = planOf(planTarget(px(3840, 2160), ratioTarget(9, 16), service))
    expect(areaFactor(plan)).toBeCloseTo(3.16, 2)
    expect(plan.passes).toHaveLength(2)
    for (const factor of factorsOf(plan)) expect(factor).toBeCloseTo(Math.sqrt(areaFactor(plan)), 2)
  })

  it('go from 3:2 to 5:1 around the illegal 2.74:1 in the middle', () => {
    const plan = planOf(planTarget(px(6000, 4000), ratioTarget(5, 1), service))
    expect(plan.passes.map((pass) => px(pass.result.width, pass.result.height))).toEqual([
      px(10_000, 4000),
      px(20_000, 4000),
    ])
  })

  it.each([
    ['exactly nine times the area', px(1000, 1000), marginTarget(1000, 1000, 1000, 1000), 2],
    [
      'nine times the area of prime sides, which no whole rectangle splits',
      px(1009, 1009),
      marginTarget(1009, 1009, 1009, 1009),
      3,
    ],
    ['exactly 7.5:1', px(1000, 1000), marginTarget(0, 3250, 0, 3250), 2],
    ['the edge of both shape and area', px(3203, 3203), marginTarget(0, 75_741, 7323, 0), 4],
    ['all the growth on one side', px(1200, 900), marginTarget(0, 2400, 0, 0), 1],
    ['a pixel more than one pass on one side', px(1200, 900), marginTarget(0, 2401, 0, 0), 2],
    ['eight passes’ growth', px(300, 300), marginTarget(0, 0, 24_000, 24_000), 8],
  ])('are as few as possible for %s', (_, photo, target, passes) => {
    expect(planOf(planTarget(photo, target, service)).passes).toHaveLength(passes)
  })

  it('keep ratios that are whole millionths as they are, and round others down', () => {
    const ratios = (target: Target) => planOf(planTarget(px(1000, 700), target, service)).passes[0]?.ratios
    expect(ratios(marginTarget(7, 1, 0, 333))).toEqual({ up: 0.01, right: 0.001, down: 0, left: 0.333 })
    expect(ratios(marginTarget(1, 0, 2, 0))).toEqual({ up: 0.001428, right: 0, down: 0.002857, left: 0 })
    expect(ratios(marginTarget(0, 1000, 0, 1000))).toEqual({ up: 0, right: 1, down: 0, left: 1 })
  })

  it('keep every whole millionth, also those that a double misses by dividing first', () => {
    for (let margin = 1; margin <= 2000; margin += 1) {
      const plan = planOf(planTarget(px(1000, 1000), marginTarget(margin, 0, 0, 0), service))
      expect(plan.passes[0]?.ratios.up).toBe(margin / 1000)
    }
  })

  it('stay within the area even for who multiplies the ratios out in floating point', () => {
    // 1.2 × 2.5 is 3, but 1 + 0.1 + 0.1 is 1.2000000000000002 in doubles.
    const plan = planOf(planTarget(px(1000, 1000), marginTarget(750, 100, 750, 100), service))
    expect(plan.canvas).toEqual(px(1200, 2500))
    const { up = 0, right = 0, down = 0, left = 0 } = plan.passes[0]?.ratios ?? {}
    expect((1 + left + right) * (1 + up + down)).toBeLessThanOrEqual(3)
    expect([up, down].sort()).toEqual([0.749999, 0.75])
  })

  it('cost units for each pass and picture, and nothing locally', () => {
    const two = planOf(planTarget(px(3840, 2160), ratioTarget(9, 16), service))
    expect(unitsOf(two, 3, 'kling')).toBe(6)
    expect(unitsOf(two, 1, 'cometapi')).toBe(2)
    expect(unitsOf(two, 9, 'local')).toBe(0)
  })
})

describe('the local engine', () => {
  it('takes any photo to any shape in one pass', () => {
    expect(planOf(planTarget(px(1000, 1000), ratioTarget(8, 1), local)).passes).toHaveLength(1)
    expect(planOf(planTarget(px(100, 10), ratioTarget(1, 1), local)).passes).toHaveLength(1)
    expect(planOf(planTarget(px(600, 400), ratioTarget(1, 1, { grow: 20 }), local)).passes).toHaveLength(1)
  })
})
