import { describe, expect, it } from 'vitest'
import { secondsLeft } from '../../../renderer/components/use-seconds-left'
import {
  formatDuration,
  formatFactor,
  formatMegapixels,
  formatPercent,
  formatRatio,
  formatSize,
} from '../../../renderer/format/numbers'
import { createI18n } from '../../../renderer/i18n'

const { t } = createI18n('en')

describe('numbers in words', () => {
  it.each([
    [400, 'less than 1 s'],
    [1000, '1 s'],
    [59_400, '59 s'],
    [59_600, '1 min'],
    [41 * 60_000, '41 min'],
    [60 * 60_000, '1 h'],
    [95 * 60_000, '1 h 35 min'],
    [25.4 * 3_600_000, '25 h'],
  ])('%i ms is %s', (ms, words) => {
    expect(formatDuration(t, ms)).toBe(words)
  })

  it.each([400, 12_000])('%i ms stand in Chinese sentences with spaces around digits alone', (ms) => {
    const { t: say } = createI18n('zh-Hant')
    const time = formatDuration(say, ms)
    const sentences = [
      say('bar.left', { time }),
      say('queue.took', { time }),
      say('batches.took', { time }),
      say('batches.each', { time }),
      ...(['answer', 'cut', 'time-out'] as const).map((what) => say(`charges.came.${what}`, { time })),
    ]
    for (const sentence of sentences) {
      expect(sentence).not.toMatch(/\p{Script=Han} \p{Script=Han}|\p{Script=Han}\d|\d\p{Script=Han}/u)
    }
  })

  it.each([
    [1, '1.00'],
    [3.164, '3.16'],
    [9.994, '9.99'],
    [9.996, '10.0'],
    [66.66, '66.7'],
    [120.4, '120'],
  ])('a factor of %d is %s', (factor, words) => {
    expect(formatFactor(factor)).toBe(words)
  })

  it('rounds percents to one decimal', () => {
    expect(formatPercent(1 / 6)).toBe('16.7')
    expect(formatPercent(0.5)).toBe('50')
  })

  it.each([
    [1600, 900, '16:9'],
    [5064, 2848, '16:9'],
    [2056, 3088, '2:3'],
    [1600, 1065, '3:2'],
    [1920, 1200, '16:10'],
    [29, 16, '1.81:1'],
    [16, 29, '1:1.81'],
    [3000, 1000, '3:1'],
    [2059, 3088, '2:3'],
    [3000, 3000, '1:1'],
    [2560, 1080, '2.37:1'],
    [2520, 1080, '21:9'],
    [4961, 3508, '1.41:1'],
  ])('%i × %i px are %s', (width, height, words) => {
    expect(formatRatio({ width, height })).toBe(words)
  })

  it('writes pixels without separators', () => {
    expect(formatSize(t, { width: 12_000, height: 8000 }, 'px')).toBe('12000 × 8000 px')
    expect(formatMegapixels(t, { width: 4352, height: 2448 })).toBe('10.7 MP')
  })
})

describe('the seconds of a countdown', () => {
  it.each([
    [null, null],
    [9000, null],
    [10_000, null],
    [10_001, 1],
    [11_000, 1],
    [22_400, 13],
  ])('until %s are %s', (until, seconds) => {
    expect(secondsLeft(until, 10_000)).toBe(seconds)
  })
})
