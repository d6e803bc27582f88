import { describe, expect, it } from 'vitest'
import {
  type Anchor,
  namedAnchors,
  planTarget,
  roundsOf,
  type Size,
  type Target,
  tilesOf,
} from '../../../../core/geometry'
import { marginTarget, planOf, px, ratioTarget, service } from './cases'

const at = (anchor: Anchor) => ({ anchor })

describe('a panorama for the service', () => {
  it.each<[Size, string, Target, number]>([
    [px(6000, 2000), '16:9', ratioTarget(16, 9), 2],
    [px(6000, 2000), 'a square', ratioTarget(1, 1), 2],
    [px(6000, 2000), '9:16', ratioTarget(9, 16), 3],
    [px(6000, 2000), '1:8', ratioTarget(1, 8), 5],
    [px(6000, 2000), '4:1', ratioTarget(4, 1), 2],
    [px(6000, 2000), '4:1 with the photo at the left', ratioTarget(4, 1, at(namedAnchors.left)), 1],
    [px(6000, 2000), '20:1', ratioTarget(20, 1), 4],
    [px(6000, 2000), '3:1, 1.3 times as large', ratioTarget(3, 1, { grow: 1.3 }), 2],
    [px(6000, 2000), '3:1, twice as large', ratioTarget(3, 1, { grow: 2 }), 3],
    [px(6000, 2000), 'margins on three sides', marginTarget(500, 500, 0, 500), 2],
    [px(6000, 2000), 'margins at one corner', marginTarget(3000, 0, 0, 9000), 3],
    [px(5001, 2000), '16:9 from just beyond 2.5:1', ratioTarget(16, 9), 2],
    [px(2000, 6000), 'a square from 1:3', ratioTarget(1, 1), 2],
    [px(2000, 6000), '1:4 from 1:3', ratioTarget(1, 4), 2],
    [px(10_000, 2000), '16:9 from 5:1', ratioTarget(16, 9), 3],
    [px(30_000, 4000), '16:9 from 7.5:1', ratioTarget(16, 9), 5],
    [px(1000, 12_000), '2:3 from 1:12', ratioTarget(2, 3), 8],
    [px(20_000, 1000), '16:9 from 20:1', ratioTarget(16, 9), 14],
  ])('of %o takes as few creates to %s as there are', (photo, _, target, creates) => {
    expect(planOf(planTarget(photo, target, service)).passes).toHaveLength(creates)
  })

  it('is enlarged in tiles that share a quarter of their length with their neighbours', () => {
    const { passes } = planOf(planTarget(px(6000, 2000), ratioTarget(16, 9), service))
    expect(passes).toEqual([
      {
        input: { left: 0, top: 688, width: 3429, height: 2000 },
        result: { left: 0, top: 0, width: 3429, height: 3375 },
        ratios: { up: 0.344, right: 0, down: 0.3435, left: 0 },
      },
      {
        input: { left: 2571, top: 688, width: 3429, height: 2000 },
        result: { left: 2571, top: 0, width: 3429, height: 3375 },
        ratios: { up: 0.344, right: 0, down: 0.3435, left: 0 },
      },
    ])
  })

  it('shows a tile more of itself where the ends have farther to grow', () => {
    const { passes } = planOf(planTarget(px(6000, 2000), ratioTarget(16, 9, { grow: 'max' }), service))
    expect(passes).toHaveLength(2)
    for (const { input } of passes) expect(input.width).toBeGreaterThan(4900)
  })

  it('grows lengthwise at its ends alone, from as much as photos usually have', () => {
    const { passes } = planOf(planTarget(px(6000, 2000), ratioTarget(4, 1), service))
    expect(passes.map(({ input, result }) => [input.left, input.width, result.left, result.width])).toEqual([
      [1000, 3000, 0, 4000],
      [4000, 3000, 4000, 4000],
    ])
  })

  it('goes on by plain passes once the whole may be sent, in steps of about the same area', () => {
    const plan = planOf(planTarget(px(6000, 2000), ratioTarget(9, 16), service))
    expect(roundsOf(plan).map(({ passes }) => passes.length)).toEqual([2, 1])
    const factors = plan.passes.map(
      ({ input, result }) => (result.width * result.height) / (input.width * input.height),
    )
    expect(Math.max(...factors) / Math.min(...factors)).toBeLessThan(1.5)
  })
})

describe('the rounds of a plan', () => {
  it('are its tiles together, or single passes', () => {
    const long = planOf(planTarget(px(30_000, 4000), ratioTarget(16, 9), service))
    expect(roundsOf(long).map(({ passes }) => passes.length)).toEqual([4, 1])
    expect(roundsOf(long).map(({ result }) => px(result.width, result.height))).toEqual([
      px(30_000, 12_000),
      px(30_000, 16_875),
    ])
    expect(tilesOf(long)).toBe(4)
    const plain = planOf(planTarget(px(3840, 2160), ratioTarget(9, 16), service))
    expect(roundsOf(plain)).toHaveLength(2)
    expect(tilesOf(plain)).toBe(0)
    expect(roundsOf(planOf(planTarget(px(1600, 900), ratioTarget(16, 9), service)))).toEqual([])
  })
})

describe('a photo under 300 px', () => {
  it.each([
    [px(120, 90), 1],
    [px(299, 400), 2],
    [px(3, 2), 1],
    [px(1, 1), 1],
  ])('is planned as any other: %o', (photo, passes) => {
    expect(planOf(planTarget(photo, ratioTarget(3, 1), service)).passes).toHaveLength(passes)
  })

  it('is tiled where its shape asks for it, down to a single pixel across', () => {
    expect(planOf(planTarget(px(120, 30), ratioTarget(2, 1), service)).passes).toHaveLength(2)
    expect(planOf(planTarget(px(8, 1), ratioTarget(4, 1), service)).passes).toHaveLength(7)
  })
})
