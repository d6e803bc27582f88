import { describe, expect, it } from 'vitest'
import type { Target } from '../../../core/geometry'
import { builtInPresets, presetTarget } from '../../../core/presets'
import { marginText, parseMargin } from '../../../renderer/state/margins'
import { asKind } from '../../../renderer/state/shape-kinds'
import { sameShape, withShape } from '../../../renderer/state/targets'
import { defaultTarget } from './fixtures'

const square: Target = { ...defaultTarget, kind: 'ratio', ratio: { width: 1, height: 1 }, turns: false }

describe('shapes', () => {
  it('are told from each other, whatever their anchor and growth', () => {
    for (const preset of builtInPresets) {
      const target = presetTarget(preset)
      if (target.kind === 'margins') throw new Error('No built-in preset has margins')
      expect(sameShape({ ...target, grow: 'max', anchor: { x: 0, y: 1 } }, preset.shape)).toBe(true)
    }
    const alike = builtInPresets.filter((preset) =>
      sameShape(preset.shape, { kind: 'ratio', ratio: { width: 16, height: 9 }, turns: false }),
    )
    expect(alike.map(({ id }) => id)).toEqual(['16x9'])
  })

  it('keep the photo’s place when another one is chosen', () => {
    const placed = { ...defaultTarget, anchor: { x: 0, y: 0.25 }, grow: 1.5 } as Target
    const shape = builtInPresets.find(({ id }) => id === 'story')?.shape
    if (shape === undefined) throw new Error('Expected a preset named story')
    expect(withShape(placed, shape)).toMatchObject({
      kind: 'size',
      size: { width: 1080, height: 1920 },
      anchor: { x: 0, y: 0.25 },
      grow: 1.5,
    })
  })

  it('become the nearest of another kind', () => {
    expect(asKind(defaultTarget, 'size')).toMatchObject({ kind: 'size', size: { width: 1920, height: 1080 } })
    expect(asKind(asKind(defaultTarget, 'size'), 'ratio')).toEqual(defaultTarget)
    expect(asKind(square, 'ratio')).toBe(square)
    expect(asKind(defaultTarget, 'margins')).toMatchObject({ margins: { left: { value: 10, unit: 'percent' } } })
    expect(asKind(asKind(square, 'margins'), 'ratio')).toMatchObject({ ratio: { width: 16, height: 9 } })
  })
})

describe('a margin', () => {
  it.each([
    ['120', { value: 120, unit: 'px' }],
    [' 12 px ', { value: 12, unit: 'px' }],
    ['10%', { value: 10, unit: 'percent' }],
    ['12,5 %', { value: 12.5, unit: 'percent' }],
    ['0', { value: 0, unit: 'px' }],
  ] as const)('is understood as "%s", and written so that it is again', (text, margin) => {
    expect(parseMargin(text)).toEqual(margin)
    expect(parseMargin(marginText(margin))).toEqual(margin)
  })

  it.each(['', 'wide', '-1', '1.5', '10 cm', '1,0,0,0'])('is not "%s"', (text) => {
    expect(parseMargin(text)).toBeNull()
  })
})
