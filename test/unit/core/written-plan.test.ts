import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planTarget } from '../../../core/geometry'
import { defaultTarget } from '../../../core/settings'
import { writtenPlan } from '../../../core/written-plan'

const plan = () => {
  const result = planTarget({ width: 600, height: 400 }, defaultTarget, { limits: null })
  if (result.kind === 'refused') throw result.error
  return result.plan
}

test('an output is reduced to its longest side, in its shape; never enlarged, and nothing else changes', () => {
  const whole = plan()
  expect(writtenPlan(whole, null)).toBe(whole)
  expect(writtenPlan(whole, 712)).toBe(whole)
  expect(writtenPlan(whole, 356)).toEqual({ ...whole, output: { width: 356, height: 200 } })
  fc.assert(
    fc.property(fc.integer({ min: 16, max: 711 }), (longEdge) => {
      const { output, ...others } = writtenPlan(whole, longEdge)
      expect(Math.max(output.width, output.height)).toBeLessThanOrEqual(longEdge)
      expect(Math.abs(output.height - (output.width * 400) / whole.canvas.width)).toBeLessThanOrEqual(1)
      expect({ ...others, output: whole.output }).toEqual(whole)
    }),
  )
})
