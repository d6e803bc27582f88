import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scrub } from '../../../main/app/scrub'

const nothing = { secrets: [] }

describe('scrub', () => {
  it.each([
    [
      'a path with spaces',
      'The file /home/ada/Wedding of Ada & Grace/IMG 1.jpg cannot be read.',
      'The file ~.jpg cannot be read.',
    ],
    ['a folder', 'The folder /home/ada/out is gone.', 'The folder ~ is gone.'],
    ['a path of Windows', 'C:\\Users\\Ada Lovelace\\Pictures\\a b.NEF is damaged', '~.NEF is damaged'],
    ['a share of Windows', '"\\\\nas\\photos\\2024\\x.tif"', '"~.tif"'],
    ['a stack', 'at read (/opt/outframe/out/main/index.js:12:34)', 'at read (~.js:12:34)'],
    ['two paths', '/a/b.jpg -> /a/outframe/b_16x9.jpg', '~.jpg -> ~.jpg'],
    [
      'a link',
      'https://user:pass@photos.example/ada/a.jpg?token=1 was not found',
      'https://photos.example was not found',
    ],
  ])('shortens %s', (_, text, expected) => {
    expect(scrub(text, nothing)).toBe(expected)
  })

  it.each(['2 of 4 at work', '16:9 and/or 4:5', 'n/a', 'Chromium 130.0.6723.137 · x64', 'half / half'])(
    'leaves %s as it is',
    (text) => {
      expect(scrub(text, nothing)).toBe(text)
    },
  )

  it('leaves no key in a text, wherever in it and whatever it looks like', () => {
    const key = fc.string({ unit: fc.constantFrom(...'aB3-_.+/=$^(['), minLength: 6, maxLength: 60 })
    fc.assert(
      fc.property(fc.string(), key, fc.string(), (before, secret, after) => {
        fc.pre(!`${before}${after}`.includes(secret))
        expect(scrub(`${before}${secret}${after}`, { secrets: [secret] })).not.toContain(secret)
      }),
      { seed: 20_261_128, numRuns: 500 },
    )
  })

  it('takes time in proportion to a long text', () => {
    const started = performance.now()
    scrub('/a b'.repeat(20_000) + ' /x'.repeat(20_000) + 'http://'.repeat(20_000), nothing)
    expect(performance.now() - started).toBeLessThan(3000)
  })
})
