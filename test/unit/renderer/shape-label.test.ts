import { expect, it } from 'vitest'
import { shapeLabel } from '../../../renderer/format/shape-label'
import { createI18n } from '../../../renderer/i18n'

it.each([
  ['16x9', 'ratio', 'en', '16:9'],
  ['1.85x1', 'ratio', 'en', '1.85:1'],
  ['1920x1080', 'size', 'en', '1920 × 1080'],
  ['margins', 'margins', 'en', 'Margins'],
  ['margins', 'margins', 'zh-Hant', '邊距'],
] as const)('a job of shape %s (%s, %s) is called as its target is: %s', (shape, shapeKind, language, words) => {
  expect(shapeLabel({ shape, shapeKind }, createI18n(language).t)).toBe(words)
})
