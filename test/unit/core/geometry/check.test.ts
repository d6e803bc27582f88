import { describe, expect, it } from 'vitest'
import { checkPlan, type Pass, type Plan, planTarget } from '../../../../core/geometry'
import { serviceLimits } from '../../../../core/limits'
import { planOf, ratioTarget } from './cases'

const photo = { width: 3840, height: 2160 }
const sound = planOf(planTarget(photo, ratioTarget(9, 16), { limits: serviceLimits }))

/** Four tiles, then a pass from all that they have painted. */
const tiled = planOf(planTarget({ width: 7500, height: 1000 }, ratioTarget(16, 9), { limits: serviceLimits }))

/** Tiles without their last px on the right. */
function narrowed(px: number): (pass: Pass, index: number) => Pass {
  return ({ input, result, ratios }, index) => {
    const less = index < 4 ? px : 0
    return {
      input: { ...input, width: input.width - less },
      result: { ...result, width: result.width - less },
      ratios,
    }
  }
}

function withPass(index: number, change: (pass: Pass) => Pass): Plan {
  return { ...sound, passes: sound.passes.map((pass, at) => (at === index ? change(pass) : pass)) }
}

describe('checkPlan', () => {
  it('finds nothing wrong with a sound plan', () => {
    expect(checkPlan(sound, serviceLimits)).toEqual([])
    expect(checkPlan(sound, null)).toEqual([])
  })

  it.each<[string, Plan, string]>([
    ['a photo outside', { ...sound, original: { left: 1, top: 0 } }, 'the photo is not inside the canvas'],
    ['half a pixel', { ...sound, original: { left: 0, top: 0.5 } }, 'photo and canvas are not on whole pixels'],
    ['no pass', { ...sound, passes: [] }, 'the canvas is larger than the photo, but there is no pass'],
    [
      'a pass missing at the start',
      { ...sound, passes: sound.passes.slice(1) },
      'pass 1: starts from what is not known',
    ],
    ['a pass missing at the end', { ...sound, passes: sound.passes.slice(0, 1) }, 'the passes do not cover the canvas'],
    [
      'passes that do not meet',
      withPass(1, (pass) => ({ ...pass, input: { ...pass.input, height: pass.input.height - 1 } })),
      'pass 2: shows what is known, but was not given to it',
    ],
    [
      'a result that does not contain its input',
      withPass(0, (pass) => ({ ...pass, result: { ...pass.result, left: 1 } })),
      'pass 1: does not contain its input',
    ],
    ['a pass that paints nothing', withPass(0, (pass) => ({ ...pass, result: pass.input })), 'pass 1: paints nothing'],
    [
      'ratios that ask for more',
      withPass(0, (pass) => ({ ...pass, ratios: { ...pass.ratios, right: 0.000001 } })),
      'pass 1: right asks for more than the plan',
    ],
    [
      'ratios that ask for less',
      withPass(0, (pass) => ({ ...pass, ratios: { ...pass.ratios, up: pass.ratios.up - 0.001 } })),
      'pass 1: up misses the plan by a pixel or more',
    ],
    [
      'a negative ratio',
      withPass(0, (pass) => ({ ...pass, ratios: { ...pass.ratios, left: -0.1 } })),
      'pass 1: left is negative',
    ],
  ])('finds %s', (_, plan, fault) => {
    expect(checkPlan(plan, null).join('\n')).toContain(fault)
  })

  it('finds nothing wrong with tiles', () => {
    expect(tiled.passes).toHaveLength(5)
    expect(checkPlan(tiled, serviceLimits)).toEqual([])
  })

  it.each<[string, (pass: Pass, index: number) => Pass | null, string]>([
    [
      'a tile that starts from what comes later',
      (_, index) => tiled.passes[[4, 1, 2, 3, 0][index] ?? 0] ?? null,
      'pass 1: starts from what is not known yet',
    ],
    [
      'a tile that is missing',
      (pass, index) => (index === 1 ? null : pass),
      'pass 4: starts from what is not known yet',
    ],
    ['the last tile missing', (pass, index) => (index === 4 ? null : pass), 'the passes do not cover the canvas'],
    ['tiles that overlap too little', narrowed(400), 'pass 2: shows what is known, but was not given to it'],
    ['tiles that merely touch', narrowed(577), 'pass 2: meets what is known without an overlap'],
    ['tiles that leave a gap', narrowed(600), 'pass 5: starts from what is not known yet'],
    [
      'a tile that is painted twice',
      (pass, index) => (index === 1 ? (tiled.passes[0] ?? null) : pass),
      'pass 2: paints nothing',
    ],
    [
      'a tile that paints over what it was not shown',
      (pass, index) => (index === 0 ? { ...pass, result: { ...pass.result, width: pass.result.width + 1 } } : pass),
      'pass 1: shows what is known, but was not given to it',
    ],
    [
      'a tile beyond the canvas',
      (pass, index) => (index === 0 ? { ...pass, result: { ...pass.result, left: -1 } } : pass),
      'pass 1: reaches beyond the canvas',
    ],
  ])('finds %s', (_, change, fault) => {
    const passes = tiled.passes.flatMap((pass, index) => change(pass, index) ?? [])
    expect(checkPlan({ ...tiled, passes }, null).join('\n')).toContain(fault)
  })

  it.each([
    ['an input beyond the aspect', { ...serviceLimits, inputAspect: { min: 0.4, max: 1.5 } }, 'is not taken'],
    ['too much growth', { ...serviceLimits, maxArea: 1.7 }, 'grows by more than one pass may'],
    ['too much area by its ratios', { ...serviceLimits, maxArea: 1.7 }, 'more than 1.7 times the area'],
    ['too large a ratio', { ...serviceLimits, maxRatio: 0.3 }, 'is over 0.3'],
    ['too many digits', { ...serviceLimits, ratioDecimals: 3 }, 'has more digits than are sent'],
  ])('finds %s', (_, limits, fault) => {
    expect(checkPlan(sound, limits).join('\n')).toContain(fault)
  })
})
