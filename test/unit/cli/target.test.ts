import { describe, expect, it } from 'vitest'
import { type TargetFlags, targetOf } from '../../../main/cli/target'

const px = (value: number) => ({ value, unit: 'px' }) as const
const margins = { top: px(1), right: px(2), bottom: px(3), left: px(4) }
const ratio = { width: 16, height: 9 }
const size = { width: 1920, height: 1080 }
const anchor = { x: 0, y: 1 }

describe('targetOf', () => {
  it('puts a shape in the centre, not grown, with half a percent of tolerance', () => {
    const place = { turns: false, anchor: { x: 0.5, y: 0.5 }, grow: 1, tolerance: 0.005 }
    expect(targetOf({ ratio })).toEqual({ kind: 'ratio', ratio, ...place })
    expect(targetOf({ size })).toEqual({ kind: 'size', size, ...place })
    expect(targetOf({ margins })).toEqual({ kind: 'margins', margins })
  })

  it('takes over what the options say', () => {
    const place = { anchor, grow: 'max', tolerance: 0 } as const
    expect(targetOf({ ratio, ...place })).toEqual({ kind: 'ratio', ratio, turns: false, ...place })
  })

  it.each<[string, TargetFlags]>([
    ['no shape', {}],
    ['two shapes', { ratio, size }],
    ['a ratio and margins', { ratio, margins }],
    ['margins with an anchor', { margins, anchor }],
    ['margins that grow', { margins, grow: 1 }],
  ])('refuses %s', (_, flags) => {
    expect(() => targetOf(flags)).toThrow(expect.objectContaining({ code: 'bad-request' }))
  })
})
