import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { blockedReasons, jobStates } from '../../../core/job'
import { builtInPresets } from '../../../core/presets'
import { createI18n } from '../../../renderer/i18n'
import { en } from '../../../renderer/i18n/en'
import { zhHant } from '../../../renderer/i18n/zh-hant'

const renderer = new URL('../../../renderer/', import.meta.url).pathname

/** Every text by its path. */
function flatten(texts: object, path = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...flatten(value as object, `${path}${key}.`)],
    ),
  )
}

/** Names and formats in braces. */
function placeholders(text: string): readonly string[] {
  return (text.match(/\{\{[^}]+\}\}/g) ?? []).toSorted()
}

const english = flatten(en)
const chinese = flatten(zhHant)

describe('the languages', () => {
  it('have the same keys; Chinese has no singular of its own', () => {
    const expected = [...english.keys()].filter((key) => !key.endsWith('_one'))
    expect([...chinese.keys()].toSorted()).toEqual(expected.toSorted())
  })

  it('have the same placeholders', () => {
    for (const [key, text] of chinese) {
      expect({ key, placeholders: placeholders(text) }).toEqual({
        key,
        placeholders: placeholders(english.get(key) ?? ''),
      })
    }
  })

  it('have a singular for every plural, and the same placeholders in both', () => {
    for (const [key, text] of english) {
      if (!key.endsWith('_other')) continue
      const one = english.get(key.replace(/_other$/, '_one'))
      expect({ key, placeholders: placeholders(one ?? '') }).toEqual({ key, placeholders: placeholders(text) })
    }
  })

  it('leave nothing empty', () => {
    for (const [key, text] of [...english, ...chinese])
      expect({ key, empty: text.trim() === '' }).toEqual({ key, empty: false })
  })

  it('name every preset, state and reason', () => {
    const { t } = createI18n('zh-Hant')
    const known = t as (key: string) => string
    const keys = [
      ...builtInPresets.flatMap(({ labelKey, group }) => [labelKey, `presetGroups.${group}`]),
      ...jobStates.map((state) => `queue.states.${state}`),
      ...blockedReasons.flatMap((reason) => [`queue.blocked.reasons.${reason}`, `queue.blocked.short.${reason}`]),
    ]
    expect(keys.filter((key) => known(key) === key)).toEqual([])
  })

  it('count as their grammar does', () => {
    expect(createI18n('en').t('format.photos', { count: 1 })).toBe('1 photo')
    expect(createI18n('en').t('format.photos', { count: 12_000 })).toBe('12,000 photos')
    expect(createI18n('zh-Hant').t('format.photos', { count: 1 })).toBe('1 張照片')
  })
})

/** Everything the window is made of but its texts, in one piece. */
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/^i18n.(en|zh-hant)/.test(path))
  .map((path) => readFileSync(join(renderer, path), 'utf8'))
  .join('\n')

/** Whether a key is asked for: as it is, or by a beginning that a variable completes. Presets bring their keys along. */
function isUsed(key: string): boolean {
  if (key.startsWith('presets.')) return true
  const parts = key.replace(/_(one|other)$/, '').split('.')
  if (sources.includes(`'${parts.join('.')}'`)) return true
  return parts.some((_, index) => index > 0 && sources.includes(`\`${parts.slice(0, index).join('.')}.\${`))
}

describe('the texts', () => {
  it('are all used', () => {
    expect([...english.keys()].filter((key) => !isUsed(key))).toEqual([])
  })
})

/** Source files with components. */
const components = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.tsx'))

/** Words between tags, and words in attributes that are read or seen. */
const wordsBetweenTags = />\s*[^<>{}\s][^<>{}]*\p{L}{2,}[^<>{}]*<\//gu
const wordsInAttributes = /\s(?:aria-label|title|placeholder|alt|label|hint)="[^"]*\p{L}{2,}[^"]*"/gu

describe('components', () => {
  it('say nothing that is not in the language files', () => {
    expect(components.length).toBeGreaterThan(30)
    for (const path of components) {
      const source = readFileSync(join(renderer, path), 'utf8').replace(/=>/g, '  ')
      const found = [...(source.match(wordsBetweenTags) ?? []), ...(source.match(wordsInAttributes) ?? [])]
      expect({ path, found }).toEqual({ path, found: [] })
    }
  })

  it('stay under 150 lines', () => {
    for (const path of components) {
      const lines = readFileSync(join(renderer, path), 'utf8').split('\n').length
      expect({ path, long: lines > 150 }).toEqual({ path, long: false })
    }
  })
})
