import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Target, targetSchema } from '../../../core/geometry/types'
import { batchSettingsSchema, defaultBatchSettings, defaultTarget } from '../../../core/settings'
import {
  distinctTargets,
  keptTargets,
  mostTargets,
  sameTarget,
  sameTargets,
  targetAt,
  targetKey,
  targetsOf,
  withoutTarget,
  withTarget,
  withTargetAt,
} from '../../../core/targets'

const ratio = (width: number, height: number, change: Partial<typeof defaultTarget> = {}): Target => ({
  ...defaultTarget,
  ratio: { width, height },
  ...change,
})
const wide = ratio(16, 9)
const upright = ratio(4, 5)
const square = ratio(1, 1)
const margins: Target = {
  kind: 'margins',
  margins: {
    top: { value: 1, unit: 'px' },
    right: { value: 2, unit: 'percent' },
    bottom: { value: 0, unit: 'px' },
    left: { value: 0, unit: 'px' },
  },
}

/** Any target there is. */
const anyTarget: fc.Arbitrary<Target> = fc.oneof(
  fc
    .record({ width: fc.integer({ min: 1, max: 3 }), height: fc.integer({ min: 1, max: 3 }), turns: fc.boolean() })
    .map(({ width, height, turns }) => ratio(width, height, { turns })),
  fc.constantFrom<Target>(
    { ...defaultTarget, kind: 'size', size: { width: 16, height: 9 } } as unknown as Target,
    ratio(16, 9, { anchor: { x: 0, y: 0.5 } }),
    ratio(16, 9, { grow: 2 }),
    margins,
  ),
)

describe('targets', () => {
  it('are equal when they say the same in everything, whatever the order of their members', () => {
    expect(sameTarget(wide, targetSchema.parse(JSON.parse(JSON.stringify(wide))))).toBe(true)
    const { kind, ...rest } = defaultTarget
    expect(sameTarget({ ...rest, kind }, wide)).toBe(true)
    expect(sameTarget(wide, ratio(16, 9, { anchor: { x: 0, y: 0.5 } }))).toBe(false)
    expect(sameTarget(wide, ratio(16, 9, { turns: true }))).toBe(false)
    expect(sameTarget(wide, ratio(16, 9, { tolerance: 0.01 }))).toBe(false)
    expect(
      sameTarget(margins, { ...margins, margins: { ...margins.margins, top: { value: 1, unit: 'percent' } } }),
    ).toBe(false)
  })

  it('have the same key only when they are the same', () => {
    fc.assert(
      fc.property(anyTarget, anyTarget, (a, b) => {
        const [one, other] = [a, b].map((target) => JSON.stringify(targetSchema.parse(target)))
        expect(targetKey(a) === targetKey(b)).toBe(one === other)
      }),
    )
  })

  it('are a photo’s own where it has any, else the batch’s', () => {
    const batch = { target: wide, moreTargets: [upright] }
    expect(targetsOf({ target: null, moreTargets: [square] }, batch)).toEqual([wide, upright])
    expect(targetsOf({ target: square }, batch)).toEqual([square])
    expect(targetsOf({ target: square, moreTargets: [wide] }, batch)).toEqual([square, wide])
  })

  it('count once when they are equal, in their order, and are never none', () => {
    fc.assert(
      fc.property(fc.array(anyTarget, { minLength: 1, maxLength: 20 }), ([target = wide, ...moreTargets]) => {
        const targets = targetsOf({ target, moreTargets }, defaultBatchSettings)
        const keys = targets.map(targetKey)
        expect(targets[0]).toBe(target)
        expect(new Set(keys).size).toBe(keys.length)
        expect(keys.length).toBeLessThanOrEqual(mostTargets)
        expect(sameTargets(targets, distinctTargets(targets))).toBe(true)
      }),
    )
  })

  it('are kept as the first and those besides', () => {
    expect(keptTargets([wide, upright, wide])).toEqual({ target: wide, moreTargets: [upright] })
    expect(() => keptTargets([])).toThrow(RangeError)
  })

  it('are added and taken away, and one always stays', () => {
    expect(withTarget([wide], upright)).toEqual([wide, upright])
    expect(withTarget([wide, upright], ratio(16, 9))).toEqual([wide, upright])
    const full = Array.from({ length: mostTargets }, (_, index) => ratio(index + 1, 7))
    expect(withTarget(full, square)).toBe(full)
    expect(withoutTarget([wide, upright], ratio(16, 9))).toEqual([upright])
    expect(withoutTarget([wide], wide)).toEqual([wide])
  })

  it('are changed where they are shown, and never twice in a list', () => {
    expect(withTargetAt([wide, upright], 1, square)).toEqual([wide, square])
    expect(withTargetAt([wide, upright], 9, square)).toEqual([wide, square])
    expect(withTargetAt([wide, upright], 0, upright)).toEqual([wide, upright])
    expect(targetAt([wide, upright], 1)).toBe(upright)
    expect(targetAt([wide], 4)).toBe(wide)
  })
})

describe('settings of before there were several targets', () => {
  it('are read as having one', () => {
    const { moreTargets: _, ...before } = defaultBatchSettings
    expect(batchSettingsSchema.parse(before)).toEqual(defaultBatchSettings)
  })
})
