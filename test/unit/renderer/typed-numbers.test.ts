import { describe, expect, it } from 'vitest'
import { typedLength, typedNumber, typedPercent } from '../../../renderer/format/typed-numbers'
import { parseMargin } from '../../../renderer/state/margins'

describe('numbers as they are typed', () => {
  it.each([
    ['2.35', 2.35],
    [' 2,35 ', 2.35],
    ['１９２０', 1920],
    ['２．３５', 2.35],
    ['', Number.NaN],
    ['  ', Number.NaN],
    ['wide', Number.NaN],
  ])('%j is %d', (text, number) => {
    expect(typedNumber(text)).toBe(number)
  })

  it('are percentages up to a most, with or without the sign', () => {
    expect(['50', '12,5 %', '５０％', '101', '-1', ''].map((text) => typedPercent(text))).toEqual([
      0.5,
      0.125,
      0.5,
      null,
      null,
      null,
    ])
    expect(typedPercent('51', 50)).toBeNull()
  })

  it('are lengths and margins in plain and full-width digits', () => {
    expect(['120', '１２０ px', '12,5%', 'px'].map(typedLength)).toEqual([120, 120, 12.5, null])
    expect(parseMargin('１２，５％')).toEqual({ value: 12.5, unit: 'percent' })
    expect(parseMargin('１２')).toEqual({ value: 12, unit: 'px' })
  })
})
