import { describe, expect, it } from 'vitest'
import { planTarget } from '../../../../core/geometry'
import { type PassLimits, serviceLimits } from '../../../../core/limits'
import { local, marginTarget, planOf, px, ratioTarget, refusalOf, service, sizeTarget } from './cases'

describe('what cannot be planned', () => {
  it('is a canvas beyond the service’s reach: it says how far it reaches, and that works', () => {
    const error = refusalOf(planTarget(px(1000, 1000), ratioTarget(8, 1), service))
    expect(error.code).toBe('limit-ratio')
    expect(error.message).toBe(
      "A canvas of 8:1 (8000 × 1000 px) is out of this engine's reach: the picture a pass starts from must be between 1:2.5 and 2.5:1, and becomes at most 3 times as wide. At this height the widest canvas has 7500 × 1000 px. Choose a shape up to 7.5:1, or use the local engine, which has no such limit.",
    )
    expect(error.obstacle).toEqual({ of: 'canvas', measure: 'aspect', actual: 8, min: null, max: 7.5 })
    expect(planOf(planTarget(px(1000, 1000), ratioTarget(7.5, 1), service)).passes).toHaveLength(2)
  })

  it.each([px(1001, 1001), px(1999, 1333), px(801, 2000), px(303, 701)])(
    'offers a widest and a tallest shape that can be planned for %o',
    (photo) => {
      const wide = refusalOf(planTarget(photo, ratioTarget(9, 1), service)).obstacle?.max
      const tall = refusalOf(planTarget(photo, ratioTarget(1, 9), service)).obstacle?.min
      expect(wide).toBeGreaterThan(7.4)
      expect(tall).toBeLessThan(1 / 7.4)
      planOf(planTarget(photo, ratioTarget(wide ?? Number.NaN, 1), service))
      planOf(planTarget(photo, ratioTarget(tall ?? Number.NaN, 1), service))
    },
  )

  it('is a photo so long that no row of tiles covers it: it says how long one may be, and that works', () => {
    const error = refusalOf(planTarget(px(6000, 100), ratioTarget(16, 9), service))
    expect(error.code).toBe('limit-ratio')
    expect(error.message).toBe(
      'The photo is 60:1 (6000 × 100 px): so long that it takes more than 24 tiles, the most that are bought for one picture. Crop it to at most 5126 × 100 px, or use the local engine, which has no such limit.',
    )
    expect(error.obstacle).toEqual({ of: 'photo', measure: 'aspect', actual: 60, min: null, max: 51.26 })
    expect(planOf(planTarget(px(5126, 100), marginTarget(50, 0, 50, 0), service)).passes).toHaveLength(24)
    expect(planTarget(px(5127, 100), marginTarget(50, 0, 50, 0), service).kind).toBe('refused')
    const upright = refusalOf(planTarget(px(100, 6000), marginTarget(0, 1, 0, 1), service))
    expect(upright.message).toContain('Crop it to at most 100 × 5126 px')
    expect(upright.obstacle).toEqual({ of: 'photo', measure: 'aspect', actual: 1 / 60, min: 1 / 51.26, max: null })
  })

  it('is a canvas that takes more passes from a panorama than are bought for one picture', () => {
    const error = refusalOf(planTarget(px(40_000, 1000), ratioTarget(16, 9), service))
    expect(error.code).toBe('limit-area')
    expect(error.message).toBe(
      "From a photo of 40:1 (40000 × 1000 px) a canvas of 40000 × 22500 px takes more than 24 passes, the most that are bought for one picture. Choose a smaller canvas, nearer to the photo's shape, or use the local engine, which has no such limit.",
    )
    expect(planTarget(px(40_000, 1000), ratioTarget(14, 1), service).kind).toBe('planned')
  })

  it('is growing a panorama as far as one round of tiles allows where its shape alone takes more', () => {
    for (const options of [service, local]) {
      const error = refusalOf(planTarget(px(6000, 2000), ratioTarget(1, 2, { grow: 'max' }), options))
      expect(error.code).toBe('limit-area')
      expect(error.message).toContain('a canvas of 1:2 (6000 × 12000 px) takes more than one before it grows')
    }
  })

  it.each([px(750, 300), px(300, 750), px(1000, 400)])('but not a photo at the very edge: %o', (photo) => {
    expect(planOf(planTarget(photo, ratioTarget(1, 1, { grow: 1 }), service)).passes.length).toBeGreaterThan(0)
  })

  it('is growing as far as one pass allows where the shape alone takes more', () => {
    for (const options of [service, local]) {
      const error = refusalOf(planTarget(px(1000, 1000), ratioTarget(4, 1, { grow: 'max' }), options))
      expect(error.code).toBe('limit-area')
      expect(error.message).toContain("has 4 times the photo's area before it grows")
      expect(error.obstacle).toEqual({ of: 'canvas', measure: 'area', actual: 4, min: null, max: 3 })
    }
  })

  it('is a canvas or an output with more pixels than can be composed', () => {
    const canvas = refusalOf(planTarget(px(60_000, 40_000), ratioTarget(1, 1), local))
    expect(canvas.code).toBe('limit-memory')
    expect(canvas.message).toContain('60000 × 60000 px (3,600 megapixels); at most 1,000 megapixels')
    expect(refusalOf(planTarget(px(100, 100), sizeTarget(40_000, 40_000), local)).obstacle?.of).toBe('output')
    const options = { limits: null, maxPixels: 4_000_000 }
    expect(planTarget(px(2000, 1000), ratioTarget(1, 1), options).kind).toBe('planned')
    expect(planTarget(px(2001, 1000), ratioTarget(1, 1), options).kind).toBe('refused')
  })

  it('is a canvas that limits of another kind keep out of reach', () => {
    const timid: PassLimits = { ...serviceLimits, maxRatio: 0.1 }
    const error = refusalOf(planTarget(px(1000, 1000), marginTarget(900, 900, 900, 900), { limits: timid }))
    expect(error.code).toBe('limit-area')
  })

  it.each([
    ['a photo of nothing', px(0, 100), ratioTarget(1, 1), 'whole, positive sides'],
    ['a ratio of nothing', px(100, 100), ratioTarget(0, 1), 'target.ratio.width'],
    ['a ratio that is not a number', px(100, 100), ratioTarget(Number.NaN, 1), 'target.ratio.width'],
    ['a ratio beyond any picture', px(100, 100), ratioTarget(100_000, 0.0001), 'between 1:100000 and 100000:1'],
    ['a negative margin', px(100, 100), marginTarget(-1, 0, 0, 0), 'target.margins.top.value'],
    ['an anchor outside', px(100, 100), ratioTarget(1, 1, { anchor: { x: 2, y: 0 } }), 'target.anchor.x'],
    ['shrinking', px(100, 100), ratioTarget(1, 1, { grow: 0.5 }), 'target.grow'],
    ['half a pixel', px(100, 100), sizeTarget(10.5, 10), 'target.size.width'],
  ])('is %s', (_, photo, target, words) => {
    const error = refusalOf(planTarget(photo, target, service))
    expect(error.code).toBe('bad-target')
    expect(error.message).toContain(words)
  })
})
