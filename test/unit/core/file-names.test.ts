import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  assignNames,
  collisionKey,
  defaultTemplate,
  type NameFields,
  outputName,
  withSuffix,
} from '../../../core/naming'

const fields: NameFields = {
  name: 'IMG_0412',
  folder: 'Wedding',
  ratio: '16x9',
  width: 5312,
  height: 2988,
  preset: 'Album',
  seq: 7,
  date: '2026-03-13',
  engine: 'local',
  rating: 4,
  variation: 1,
  n: 1,
}

function nameOf(template: string, changes: Partial<NameFields> = {}, extension = '.jpg'): string {
  return outputName(template, { ...fields, ...changes }, extension)
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

beforeAll(() => {
  fc.configureGlobal({ seed: 20_260_313, numRuns: 1000 })
})

describe('a file name', () => {
  it.each([
    ['a<b>c:d"e/f\\g|h?i*j', 'a_b_c_d_e_f_g_h_i_j'],
    ['two\nlines\r\tand a bell\u0007', 'two_lines__and a bell_'],
    ['next\u0085line\u2028sep\u2029', 'next_line_sep_'],
    ['half a \ud83d pair', 'half a _ pair'],
    ['trailing. . .', 'trailing'],
    ['  spaced  ', 'spaced'],
    ['.hidden', '_hidden'],
    ['..', 'photo'],
    ['', 'photo'],
    ['CON', 'CON_'],
    ['con.fig', 'con_.fig'],
    ['Lpt1 .x', 'Lpt1_ .x'],
    ['COM¹', 'COM¹_'],
    ['console', 'console'],
    ['com10', 'com10'],
    ['👩‍👩‍👧 "quoted" 日本', '👩‍👩‍👧 _quoted_ 日本'],
  ])('of %j is %j on every system', (name, stem) => {
    expect(nameOf('{name}', { name })).toBe(`${stem}.jpg`)
  })

  it('is safe also where the template or a folder is not', () => {
    expect(nameOf('a/b\\c:{folder}', { folder: '../..' })).toBe('a_b_c_.._.jpg')
  })

  it('keeps ratio, variation and room for a suffix when the photo’s name is long', () => {
    const name = nameOf(defaultTemplate, { name: 'x'.repeat(255), n: 2, variation: 2 })
    expect(name).toMatch(/^x+_16x9_v2\.jpg$/)
    expect(bytesOf(name)).toBe(255 - 8)
    expect(bytesOf(withSuffix(name, 9_999_999))).toBe(255)
    expect(withSuffix(name, 9_999_999)).toMatch(/_16x9_v2_9999999\.jpg$/)
  })

  it('is cut between characters as they are seen', () => {
    const family = '👩‍👩‍👧'
    const name = nameOf('{name}', { name: family.repeat(40) })
    expect(name).toBe(`${family.repeat(13)}.jpg`)
    // Composed, an accented letter takes two bytes.
    expect(nameOf('{name}', { name: 'e\u0301'.repeat(200) })).toBe(`${'\u00e9'.repeat(121)}.jpg`)
  })

  it('is the beginning of a single endless character rather than nothing', () => {
    const name = nameOf('{name}', { name: `e${'\u0301'.repeat(300)}` })
    expect(name.startsWith('\u00e9\u0301')).toBe(true)
    expect(bytesOf(name)).toBeLessThanOrEqual(247)
  })

  it('fits also when the template itself is too long', () => {
    const name = nameOf(`${'日'.repeat(190)}{name}`, { n: 2 })
    expect(name).toMatch(/^日+_v1\.jpg$/)
    expect(bytesOf(name)).toBeLessThanOrEqual(247)
  })

  it('can be written on every system, whatever the photo and its folder are called', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({ unit: fc.constantFrom('.', ' ', 'c', 'o', 'n', '/', '\n', '\ud800', '日'), maxLength: 20 }),
    )
    const template = fc.constantFrom(
      defaultTemplate,
      '{name}',
      '{folder}_{name}',
      '{name}{name}{folder}',
      '{preset}.{name}.',
    )
    fc.assert(
      fc.property(anyText, anyText, template, fc.integer({ min: 1, max: 9 }), (name, folder, pattern, n) => {
        const full = withSuffix(nameOf(pattern, { name, folder, preset: folder, n, variation: n }, '.jpeg'), 1234)
        const stem = full.slice(0, full.length - '.jpeg'.length)
        expect(full.endsWith('_1234.jpeg')).toBe(true)
        expect(bytesOf(full)).toBeLessThanOrEqual(255)
        expect(full).not.toMatch(/\p{Surrogate}/u)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
        expect(full).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029<>:"/\\|?*]/)
        expect(stem).toBe(stem.trim())
        expect(stem).not.toMatch(/^\.|\.$/)
        expect(stem).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\s*(\.|$)/i)
      }),
    )
  })
})

describe('collisions', () => {
  const free = () => false

  it('are found whatever the case and composition', () => {
    expect(collisionKey('Out/Café.JPG')).toBe(collisionKey('out/cafe\u0301.jpg'))
    expect(collisionKey('a.jpg')).not.toBe(collisionKey('a.png'))
  })

  it('are numbered from _2 in order', () => {
    const candidates = ['o/a.jpg', 'o/A.jpg', 'o/b.jpg', 'o/a.JPG', 'p/a.jpg']
    expect(assignNames(candidates, free)).toEqual(['o/a.jpg', 'o/A_2.jpg', 'o/b.jpg', 'o/a_3.JPG', 'p/a.jpg'])
  })

  it('make way for files that are there', () => {
    const there = new Set(['o/a.jpg', 'o/a_2.jpg'])
    expect(assignNames(['o/A.jpg', 'o/a.jpg'], (key) => there.has(key))).toEqual(['o/A_3.jpg', 'o/a_4.jpg'])
  })

  it('do not take a name that another photo has anyway', () => {
    expect(assignNames(['a_2.jpg', 'a.jpg', 'a.jpg'], free)).toEqual(['a_2.jpg', 'a.jpg', 'a_3.jpg'])
    expect(assignNames(['a.jpg', 'a.jpg', 'a_2.jpg'], free)).toEqual(['a.jpg', 'a_2.jpg', 'a_2_2.jpg'])
  })

  it('put the number before the extension, in names and folders of every kind', () => {
    expect(withSuffix('a.b/photo', 2)).toBe('a.b/photo_2')
    expect(withSuffix('a/.hidden', 2)).toBe('a/.hidden_2')
    expect(withSuffix('C:\\out.d\\photo.v1.tif', 3)).toBe('C:\\out.d\\photo.v1_3.tif')
  })

  it('cut a stem that leaves no room for the number', () => {
    const path = `out/${'é'.repeat(125)}.jpg`
    expect(withSuffix(path, 2)).toBe(`out/${'é'.repeat(124)}_2.jpg`)
    const [first, second] = assignNames([path, path], free)
    expect(first).toBe(path)
    expect(second).toBe(withSuffix(path, 2))
  })

  it('never give two outputs one path, nor one that is taken', () => {
    const path = fc.tuple(
      fc.constantFrom('o/', 'O/', 'p/'),
      fc.constantFrom('a', 'A', 'a_2', 'é', 'e\u0301', 'a_2_2'),
      fc.constantFrom('.jpg', '.JPG', '.png'),
    )
    fc.assert(
      fc.property(
        fc.array(
          path.map((parts) => parts.join('')),
          { maxLength: 40 },
        ),
        fc.array(path.map((parts) => parts.join(''))),
        (candidates, existing) => {
          const there = new Set(existing.map(collisionKey))
          const assigned = assignNames(candidates, (key) => there.has(key))
          const keys = assigned.map(collisionKey)
          expect(assigned).toHaveLength(candidates.length)
          expect(new Set(keys).size).toBe(keys.length)
          for (const [index, key] of keys.entries()) {
            expect(there.has(key)).toBe(false)
            const candidate = candidates[index] ?? ''
            const isFirst = candidates
              .slice(0, index)
              .every((earlier) => collisionKey(earlier) !== collisionKey(candidate))
            const wasFree =
              !there.has(collisionKey(candidate)) && !keys.slice(0, index).includes(collisionKey(candidate))
            if (isFirst && wasFree) expect(assigned[index]).toBe(candidate)
          }
        },
      ),
    )
  })

  it('stay quick for ten thousand equal names', () => {
    const asked: string[] = []
    const names = assignNames(
      Array.from({ length: 10_000 }, () => 'o/photo.jpg'),
      (key) => {
        asked.push(key)
        return false
      },
    )
    expect(names.at(-1)).toBe('o/photo_10000.jpg')
    expect(asked.length).toBeLessThanOrEqual(20_000)
  })
})
