import { describe, expect, it } from 'vitest'
import { defaultMoneySettings, type MoneySettings } from '../../../core/money'
import { formatAmount } from '../../../renderer/format/amounts'
import { budgetCause, budgetOutlook, spendingOf } from '../../../renderer/state/budget'
import { parseCap, parsePrice } from '../../../renderer/state/money-fields'
import { batch } from './fixtures'

const money = (change: Partial<MoneySettings> = {}): MoneySettings => ({ ...defaultMoneySettings, ...change })

describe('amounts', () => {
  it('are not claimed without a price of the user’s own', () => {
    expect(formatAmount(7, money(), 'en')).toBeNull()
  })

  it('are written in the currency and the language', () => {
    expect(formatAmount(1234, money({ unitPrice: 0.5 }), 'en')).toBe('$617.00')
    expect(formatAmount(3, money({ unitPrice: 0.5, currency: 'EUR' }), 'en')).toBe('€1.50')
    expect(formatAmount(10, money({ unitPrice: 1, currency: 'TWD' }), 'zh-Hant')).toBe('$10.00')
  })

  it('keep more decimals below a tenth, where a cent would be too coarse', () => {
    expect(formatAmount(1, money({ unitPrice: 0.0035 }), 'en')).toBe('$0.0035')
    expect(formatAmount(0, money({ unitPrice: 0.0035 }), 'en')).toBe('$0.00')
  })
})

describe('an estimate held against the caps', () => {
  it.each([
    ['no caps', 50, {}, 0, { leftToday: null, perBatch: null, exceeded: null, covered: 50 }],
    ['enough of both', 50, { budgetPerBatch: 50, budgetPerDay: 100 }, 50, { leftToday: 50, exceeded: null }],
    ['too little today', 50, { budgetPerDay: 100 }, 60, { leftToday: 40, exceeded: 'day', covered: 40 }],
    ['nothing left today', 50, { budgetPerDay: 100 }, 140, { leftToday: 0, exceeded: 'day', covered: 0 }],
    ['too little for the batch', 50, { budgetPerBatch: 20 }, 0, { perBatch: 20, exceeded: 'batch', covered: 20 }],
    ['the batch’s first', 50, { budgetPerBatch: 20, budgetPerDay: 30 }, 0, { exceeded: 'batch', covered: 20 }],
    ['the day’s first', 50, { budgetPerBatch: 30, budgetPerDay: 20 }, 0, { exceeded: 'day', covered: 20 }],
    ['nothing to pay', 0, { budgetPerDay: 0 }, 0, { exceeded: null, covered: 0 }],
  ] as const)('%s', (_, units, caps, today, outlook) => {
    expect(budgetOutlook(units, money(caps), today)).toMatchObject(outlook)
  })
})

describe('the cap that holds jobs up', () => {
  it.each([
    ['only the batch has one', { units: 10, budget: 10 }, {}, 0, 'batch'],
    ['only the day has one', { units: 10, budget: null }, { budgetPerDay: 10 }, 10, 'day'],
    ['the batch’s leaves less', { units: 9, budget: 10 }, { budgetPerDay: 100 }, 20, 'batch'],
    ['the day’s leaves less', { units: 5, budget: 10 }, { budgetPerDay: 100 }, 99, 'day'],
    ['the batch is gone', null, { budgetPerDay: 100 }, 99, 'day'],
  ] as const)('%s', (_, capped, caps, today, cause) => {
    expect(budgetCause(capped, money(caps), today)).toBe(cause)
  })
})

describe('what is spent by the batches that go on', () => {
  const batches = [
    batch('local', 1),
    batch('a', 2, { engine: 'kling', units: 10, budget: 100 }),
    batch('b', 3, { engine: 'cometapi', units: 5, budget: 20 }),
    batch('c', 4, { engine: 'kling', units: 1 }),
  ]

  it('is one sum, with the caps while each has one', () => {
    expect(spendingOf(batches, ['local', 'a', 'b'])).toEqual({ units: 15, budget: 120 })
    expect(spendingOf(batches, ['a', 'c'])).toEqual({ units: 11, budget: null })
  })

  it('is nothing on this computer', () => {
    expect(spendingOf(batches, ['local'])).toBeNull()
  })
})

describe('numbers as they are typed', () => {
  it.each([
    ['', null],
    [' 250 ', 250],
    ['1,000', 1000],
    ['1.000.000', 1_000_000],
    ['2 500', 2500],
    ['0', 0],
    ['12,5', 12.5],
    ['-1', undefined],
    ['1e3', undefined],
    ['many', undefined],
  ])('%j is a cap of %s', (text, units) => {
    expect(parseCap(text)).toBe(units)
  })

  it.each([
    ['', null],
    ['0.035', 0.035],
    ['0,14', 0.14],
    ['0', undefined],
    ['free', undefined],
  ])('%j is a price of %s', (text, price) => {
    expect(parsePrice(text)).toBe(price)
  })
})
