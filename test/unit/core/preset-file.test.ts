import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Target } from '../../../core/geometry/types'
import { mergePresets, presetFileBytes, presetFileText, readPresetFile } from '../../../core/preset-file'
import { mostPresets, presetNameLength, sameName, type UserPreset } from '../../../core/presets'
import { defaultTarget } from '../../../core/settings'
import { mostTargets } from '../../../core/targets'

const ratio = (width: number, height: number): Target => ({ ...defaultTarget, ratio: { width, height } })
const [wide, upright] = [ratio(16, 9), ratio(4, 5)] as const
const own = (name: string, target: Target = wide, moreTargets: readonly Target[] = []): UserPreset => ({
  id: `id of ${name}`,
  name,
  target,
  moreTargets,
})

function ids() {
  let last = 0
  return () => `new-${++last}`
}

/** What a text is as a file; fails when it is none. */
function presetsIn(text: string) {
  const file = readPresetFile(text)
  if (file.kind === 'unusable') throw new Error(JSON.stringify(file.problem))
  return file.presets
}

const anyTarget: fc.Arbitrary<Target> = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), fc.boolean())
    .map(([width, height, turns]): Target => ({ ...defaultTarget, ratio: { width, height }, turns })),
  fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.constantFrom<1 | 'max'>(1, 'max')).map(
    ([side, grow]): Target => ({
      kind: 'size',
      size: { width: side, height: side + 1 },
      turns: false,
      anchor: { x: 0.25, y: 1 },
      grow,
      tolerance: 0,
    }),
  ),
)
const anyName = fc
  .string({ minLength: 1, maxLength: 30, unit: 'grapheme-composite' })
  .map((name) => name.normalize('NFC').replace(/\s+/g, ' ').trim())
  .filter((name) => name.length > 0 && [...name].length <= presetNameLength)
const anyPresets = fc
  .uniqueArray(fc.record({ name: anyName, targets: fc.array(anyTarget, { minLength: 1, maxLength: mostTargets }) }), {
    comparator: (a, b) => sameName(a.name, b.name),
    maxLength: 12,
    minLength: 1,
  })
  .map((all) => all.map(({ name, targets: [first = wide, ...more] }) => own(name, first, more)))

describe('a file of presets', () => {
  it('gives another machine the same presets in the same order', () => {
    fc.assert(
      fc.property(anyPresets, (presets) => {
        const first = mergePresets([], presetsIn(presetFileText(presets)), ids())
        expect(first?.added).toBe(presets.length)
        expect(presetFileText(first?.presets ?? [])).toBe(
          presetFileText(mergePresets([], presetsIn(presetFileText(first?.presets ?? [])), ids())?.presets ?? []),
        )
        expect(first?.presets.map(({ name }) => name)).toEqual(presets.map(({ name }) => name))
        // Taken in once more it changes nothing.
        const again = mergePresets(first?.presets ?? [], presetsIn(presetFileText(presets)), ids())
        expect(again).toEqual({ presets: first?.presets, added: 0, renamed: 0, known: presets.length })
      }),
    )
  })

  it('says which format and version it is, and holds no ids', () => {
    const text = presetFileText([own('Social', wide, [upright])])
    expect(JSON.parse(text)).toEqual({
      format: 'outframe-presets',
      version: 1,
      presets: [{ name: 'Social', targets: [wide, upright] }],
    })
  })

  it('is read with a mark of its encoding before it', () => {
    expect(presetsIn(`\uFEFF${presetFileText([own('a')])}`)).toEqual([{ name: 'a', targets: [wide] }])
  })

  const file = (change: object) => JSON.stringify({ format: 'outframe-presets', version: 1, presets: [], ...change })
  const listed = (preset: unknown) => file({ presets: [{ name: 'good', targets: [wide] }, preset] })

  it.each([
    ['', { reason: 'not-json' }],
    ['{"format":', { reason: 'not-json' }],
    ['null', { reason: 'not-presets' }],
    ['[]', { reason: 'not-presets' }],
    ['{"presets":[]}', { reason: 'not-presets' }],
    [file({ format: 'lightroom' }), { reason: 'not-presets' }],
    [file({ version: '1' }), { reason: 'not-presets' }],
    [file({ presets: {} }), { reason: 'not-presets' }],
    [file({ version: 2, presets: 'of another kind' }), { reason: 'newer' }],
    [file({}), { reason: 'empty' }],
    [file({ presets: Array(mostPresets + 1).fill({ name: 'a', targets: [wide] }) }), { reason: 'too-many' }],
    [listed(null), { reason: 'preset', place: 2, field: '' }],
    [listed({ name: ' ', targets: [wide] }), { reason: 'preset', place: 2, field: 'name' }],
    [listed({ name: 'a', targets: [] }), { reason: 'preset', place: 2, field: 'targets' }],
    [listed({ name: 'a', targets: Array(13).fill(wide) }), { reason: 'preset', place: 2, field: 'targets' }],
    [listed({ name: 'a', targets: [{ kind: 'circle' }] }), { reason: 'preset', place: 2, field: 'targets.0.kind' }],
    [
      listed({ name: 'a', targets: [{ ...defaultTarget, ratio: { width: 0, height: 9 } }] }),
      { reason: 'preset', place: 2, field: 'targets.0.ratio.width' },
    ],
  ])('is refused when it is none, with the reason: %s', (text, problem) => {
    expect(readPresetFile(text)).toEqual({ kind: 'unusable', problem })
  })

  it('never breaks on anything else', () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), (json, text) => {
        expect(readPresetFile(json).kind).toBe('unusable')
        expect(readPresetFile(text).kind).toBe('unusable')
      }),
    )
  })

  it('is never larger than what is read', () => {
    const most = Array.from({ length: mostPresets }, (_, index) =>
      own(`${'名'.repeat(50)} ${index}`, ratio(index + 1, Math.SQRT2), Array(11).fill(ratio(99_999.123, 7.123456789))),
    )
    expect(Buffer.byteLength(presetFileText(most))).toBeLessThan(presetFileBytes)
  })
})

describe('presets that are taken in', () => {
  it('get a number where their name is taken by others, and stay out where they are there already', () => {
    const presets = [own('Social', wide), own('Social 2', upright)]
    const merged = mergePresets(
      presets,
      [
        { name: 'SOCIAL', targets: [upright] },
        { name: 'social', targets: [wide] },
        { name: 'Print', targets: [wide] },
        { name: 'Print', targets: [wide, upright] },
      ],
      ids(),
    )
    expect(merged?.presets.map(({ name }) => name)).toEqual(['Social', 'Social 2', 'SOCIAL 3', 'Print', 'Print 2'])
    expect(merged).toMatchObject({ added: 3, renamed: 2, known: 1 })
    expect(merged?.presets.slice(0, 2)).toEqual(presets)
  })

  it('have names no longer than may be, with their numbers', () => {
    const long = '長'.repeat(presetNameLength)
    const merged = mergePresets([own(long)], [{ name: long, targets: [upright] }], ids())
    expect(merged?.presets[1]?.name).toBe(`${'長'.repeat(presetNameLength - 2)} 2`)
  })

  it('are not more than are kept', () => {
    const full = Array.from({ length: mostPresets }, (_, index) => own(String(index)))
    expect(mergePresets(full, [{ name: 'one more', targets: [wide] }], ids())).toBeNull()
    expect(mergePresets(full, [{ name: '7', targets: [wide] }], ids())).toMatchObject({ known: 1 })
  })
})
