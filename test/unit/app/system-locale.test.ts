import { expect, it } from 'vitest'
import { systemLocale } from '../../../main/app/system-locale'

it.each([
  [['zh-Hant-TW', 'en-US'], 'zh-Hant-TW'],
  [['zh_TW'], 'zh-TW'],
  [['c', 'en-US'], 'en-US'],
  [['C.UTF-8', ''], 'en'],
  [[], 'en'],
])('the language of a system that prefers %o is %s', (candidates, expected) => {
  expect(systemLocale(candidates)).toBe(expected)
})
