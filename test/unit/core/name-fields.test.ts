import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collisionKey, maxNameBytes, utf8Length } from '../../../core/file-names'
import { type NamedOutput, type NamedPhoto, nameFields, presetNamer } from '../../../core/name-fields'
import { checkTemplate, nameTokens, outputName, templateFault } from '../../../core/naming'
import type { UserPreset } from '../../../core/presets'
import { defaultTarget } from '../../../core/settings'

const photo: NamedPhoto = {
  name: 'IMG_0412',
  folder: 'Lake',
  header: { size: { width: 3000, height: 2000 }, takenAt: '2025-12-24T23:59:59', rating: 4 },
  modifiedMs: new Date(2026, 2, 13, 12).getTime(),
}
const output: NamedOutput = {
  target: defaultTarget,
  size: { width: 3556, height: 2000 },
  preset: 'Album',
  engine: 'kling',
  seq: 7,
  n: 2,
}

describe('the fields of a name', () => {
  it('give every token its value', () => {
    const template = nameTokens.map((token) => (token === 'seq' ? '{seq:3}' : `{${token}}`)).join(' ')
    expect(outputName(template, { ...nameFields(photo, output), variation: 2 }, '.jpg')).toBe(
      'IMG_0412 16x9 3556 2000 Album v2 007 2025-12-24 Lake kling 4.jpg',
    )
  })

  it('have the day the file was changed where the photo does not say when it was taken', () => {
    const header = { size: photo.header.size, takenAt: null, rating: null }
    expect(nameFields({ ...photo, header }, output)).toMatchObject({ date: '2026-03-13', rating: 0 })
  })

  it('give a rejected photo no stars', () => {
    expect(nameFields({ ...photo, header: { ...photo.header, rating: -1 } }, output).rating).toBe(0)
  })
})

describe('{preset}', () => {
  const moved = { ...defaultTarget, anchor: { x: 0.5, y: 0 } }
  const own: readonly UserPreset[] = [
    { id: '1', name: 'Sky above', target: { ...defaultTarget, anchor: { x: 0.5, y: 1 } }, moreTargets: [] },
    { id: '2', name: 'Square-ish', target: { ...defaultTarget, ratio: { width: 7, height: 6 } }, moreTargets: [] },
  ]
  const presetOf = presetNamer(own)

  it('is the name of the user’s preset that is the same in all', () => {
    expect(presetOf({ ...defaultTarget, anchor: { x: 0.5, y: 1 } })).toBe('Sky above')
  })

  it('is the built-in one of that shape, wherever the photo sits', () => {
    expect(presetOf(moved)).toBe('16x9')
    const size = { width: 1080, height: 1920 }
    const { anchor, grow, tolerance } = defaultTarget
    expect(presetOf({ kind: 'size', size, turns: false, anchor, grow, tolerance })).toBe('story')
  })

  it('is the user’s of that shape where there is no built-in one, and nothing for a shape of nobody', () => {
    expect(presetOf({ ...moved, ratio: { width: 7, height: 6 } })).toBe('Square-ish')
    const unknown = { ...moved, ratio: { width: 77, height: 6 } }
    expect([presetOf(unknown), presetOf(unknown)]).toEqual([null, null])
  })
})

describe('what is wrong with a template', () => {
  it.each([
    ['{name}', null],
    ['  ', { kind: 'empty' }],
    ['{name', { kind: 'brace' }],
    ['{nmae}', { kind: 'token', piece: '{nmae}' }],
    ['{name:3}', { kind: 'digits', piece: '{name:3}' }],
  ])('%j is %o', (template, fault) => {
    expect(templateFault(template)).toEqual(fault)
  })

  it('is what a batch refuses it for', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', ':', '3', 'seq', 'name', ' ', 'x') }), (template) => {
        const check = () => checkTemplate(template)
        if (templateFault(template) === null) expect(check).not.toThrow()
        else expect(check).toThrow('Expected the name template')
      }),
      { seed: 20_261_128, numRuns: 500 },
    )
  })
})

describe('a name', () => {
  it('is composed, not hidden, no device, not trimmed by any system, and short enough, whatever goes into it', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 })
    const piece = fc.oneof(text, fc.constantFrom('con', 'NUL.txt', '. ', '\u202e', '👩‍👩‍👧', 'e\u0301', 'Ａ', '…'))
    const templates = fc.constantFrom('{name}', '{folder}{name}', '{name}. .', ' {preset}', '{seq:9}{name} {rating}')
    fc.assert(
      fc.property(
        piece,
        piece,
        piece,
        templates,
        fc.integer({ min: 1, max: 9 }),
        (name, folder, preset, template, n) => {
          const made = outputName(
            template,
            { ...nameFields({ ...photo, name, folder }, { ...output, preset, n }), variation: n },
            '.jpg',
          )
          const stem = made.slice(0, -'.jpg'.length)
          expect(made.endsWith('.jpg')).toBe(true)
          expect(stem).not.toMatch(/^$|^[\s.]|[\s.]$|[<>:"/\\|?*]/u)
          expect(stem).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\s*$)/iu)
          expect(made).toBe(made.normalize('NFC'))
          expect(made).not.toMatch(/\p{Surrogate}/u)
          expect(utf8Length(made)).toBeLessThanOrEqual(maxNameBytes)
          expect(collisionKey(made)).toBe(collisionKey(made.normalize('NFD')))
        },
      ),
      { seed: 20_261_128, numRuns: 1500 },
    )
  })
})
