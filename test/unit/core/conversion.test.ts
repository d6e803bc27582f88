import { describe, expect, test } from 'vitest'
import { type ConversionHeader, conversionOf, type OutputChoice } from '../../../core/conversion'
import { defaultEncoding } from '../../../core/encoding'

const canvas = { width: 3000, height: 2000 }
const same = { canvas, output: canvas }

const rgb: ConversionHeader = {
  format: 'tiff',
  size: { width: 2000, height: 2000 },
  bitDepth: 8,
  channels: 3,
  hasAlpha: false,
  space: 'srgb',
  hasProfile: false,
  pages: 1,
}
const photos = {
  rgb,
  srgb: { ...rgb, hasProfile: true, profile: 'srgb' },
  p3: { ...rgb, hasProfile: true, profile: 'display-p3' },
  adobe: { ...rgb, hasProfile: true, profile: 'other' },
  damaged: { ...rgb, hasProfile: true, profile: 'unusable' },
  damagedGrey: { ...rgb, channels: 1, space: 'b-w', hasProfile: true, profile: 'unusable' },
  damagedCmyk: { ...rgb, channels: 4, space: 'cmyk', hasProfile: true, profile: 'unusable' },
  rgba: { ...rgb, channels: 4, hasAlpha: true },
  deep: { ...rgb, bitDepth: 16, space: 'rgb16' },
  deepAdobe: { ...rgb, bitDepth: 16, space: 'rgb16', hasProfile: true, profile: 'other' },
  grey: { ...rgb, channels: 1, space: 'b-w' },
  toned: { ...rgb, channels: 1, space: 'b-w', hasProfile: true, profile: 'other' },
  cmyk: { ...rgb, channels: 4, space: 'cmyk' },
  deepCmyk: { ...rgb, channels: 4, space: 'cmyk', bitDepth: 16 },
  float: { ...rgb, bitDepth: 32, space: 'scrgb' },
  spots: { ...rgb, channels: 5, space: 'cmyk' },
  avif12: { ...rgb, format: 'avif', bitDepth: 12, space: 'rgb16' },
  heic: { ...rgb, format: 'heic', bitDepth: 10, space: 'rgb16', hasProfile: true, profile: 'display-p3' },
  raw: { ...rgb, format: 'raw', size: { width: 6000, height: 4000 }, sensor: { width: 6048, height: 4032 } },
  pages: { ...rgb, pages: 3 },
} as const satisfies Record<string, ConversionHeader>

const choice: OutputChoice = { ...defaultEncoding, format: 'same' }

function converted(photo: keyof typeof photos, changes: Partial<OutputChoice> = {}, size = same) {
  const result = conversionOf(photos[photo], { ...choice, ...changes }, size)
  if (result.kind === 'refused') throw new TypeError(`Expected a conversion, got ${result.error.message}`)
  return result.conversion
}

function refused(photo: keyof typeof photos, changes: Partial<OutputChoice> = {}, size = same) {
  const result = conversionOf(photos[photo], { ...choice, ...changes }, size)
  return result.kind === 'refused' ? result.error : null
}

describe('nothing is said and nothing changes when a format holds a photo as it is', () => {
  test.each([
    ['rgb', 'jpeg'],
    ['adobe', 'webp'],
    ['rgba', 'avif'],
    ['deep', 'png'],
    ['deep', 'tiff'],
    ['grey', 'webp'],
    ['toned', 'png'],
    ['cmyk', 'jpeg'],
    ['deepCmyk', 'tiff'],
    ['float', 'tiff'],
    ['spots', 'tiff'],
    ['avif12', 'avif'],
  ] as const)('%s as %s', (photo, format) => {
    expect(converted(photo, { format })).toMatchObject({ profile: null, convertsColours: false, notes: [] })
  })
})

describe('what a format cannot hold is converted, and said', () => {
  test.each([
    ['deep', 'jpeg', ['16 bits per channel become 8: JPEG cannot hold more.']],
    ['deep', 'avif', ['16 bits per channel become 10: AVIF cannot hold more.']],
    ['rgba', 'jpeg', ['Transparency becomes white: JPEG cannot hold it.']],
    ['cmyk', 'png', ['CMYK becomes sRGB: PNG cannot hold it.']],
    ['toned', 'webp', ['Grey becomes sRGB: WebP cannot hold it.']],
    [
      'deepCmyk',
      'png',
      ['CMYK becomes sRGB: PNG cannot hold it.', '16 bits per channel become 8: CMYK is converted with no more.'],
    ],
    [
      'heic',
      'same',
      ['HEIC cannot be written: the output is a JPEG.', '10 bits per channel become 8: JPEG cannot hold more.'],
    ],
    [
      'raw',
      'same',
      [
        'RAW cannot be written: the output is a JPEG.',
        'RAW: the camera’s embedded preview, 6000 × 4000 px, is expanded.',
      ],
    ],
    ['pages', 'same', ['Of 3 pictures in the file only the main one is expanded.']],
  ] as const)('%s as %s', (photo, format, notes) => {
    expect(converted(photo, { format }).notes.map(({ message }) => message)).toEqual(notes)
  })

  test('with a code and numbers, for windows in other languages', () => {
    expect(converted('deep', { format: 'jpeg' }).notes).toMatchObject([
      { code: 'depth', params: { from: 16, to: 8, because: 'format', format: 'JPEG' } },
    ])
  })

  test('a HEIC whose format was chosen is not told that it cannot be kept', () => {
    expect(converted('heic', { format: 'png' })).toMatchObject({ format: 'png', bits: 16, notes: [] })
  })
})

describe('a profile that is damaged or for other colours is said not to be used', () => {
  const painted = (photo: keyof typeof photos, changes: Partial<OutputChoice> = {}) =>
    converted(photo, changes).notes.map(({ code, params }) => [code, 'taken' in params ? params.taken : params])

  test.each([
    ['damaged', 'sRGB'],
    ['damagedGrey', 'sRGB'],
    ['damagedCmyk', 'CMYK'],
  ] as const)('%s, which is kept', (photo, taken) => {
    expect(converted(photo)).toMatchObject({ profile: null, convertsColours: false })
    expect(painted(photo)).toEqual([['unused-profile', taken]])
    expect(converted(photo).notes[0]?.message).toContain(`taken for plain ${taken}`)
  })

  test.each([
    ['damaged', 'srgb', false, ['unused-profile']],
    ['damaged', 'display-p3', true, ['unused-profile', 'profile']],
    ['damagedGrey', 'display-p3', false, ['unused-profile']],
    ['damagedCmyk', 'srgb', true, ['unused-profile', 'profile']],
  ] as const)('%s becomes %s as if it had none', (photo, profile, convertsColours, codes) => {
    expect(converted(photo, { profile })).toMatchObject({ profile, convertsColours, model: 'rgb' })
    expect(painted(photo, { profile }).map(([code]) => code)).toEqual(codes)
  })

  test('grey gets another one where grey cannot be kept', () => {
    expect(converted('damagedGrey', { format: 'webp' })).toMatchObject({ profile: 'srgb', convertsColours: false })
  })

  test('but not where nothing is painted and it stays', () => {
    const { size } = photos.damaged
    expect(converted('damaged', {}, { canvas: size, output: size }).notes).toEqual([])
    expect(converted('damaged', { profile: 'srgb' }, { canvas: size, output: size }).notes).toHaveLength(1)
  })
})

describe('a chosen profile', () => {
  test.each([
    ['adobe', 'srgb', true, ['profile']],
    ['adobe', 'display-p3', true, ['profile']],
    ['srgb', 'display-p3', true, ['profile']],
    ['p3', 'srgb', true, ['profile']],
    ['rgb', 'display-p3', true, ['profile']],
    ['toned', 'srgb', true, ['profile']],
    ['cmyk', 'display-p3', true, ['profile']],
    ['rgb', 'srgb', false, []],
    ['grey', 'srgb', false, []],
    ['grey', 'display-p3', false, []],
  ] as const)('%s becomes %s', (photo, profile, convertsColours, codes) => {
    const conversion = converted(photo, { profile })
    expect(conversion).toMatchObject({ profile, convertsColours, model: 'rgb' })
    expect(conversion.notes.map(({ code }) => code)).toEqual(codes)
  })

  test.each([
    ['srgb', 'srgb'],
    ['p3', 'display-p3'],
  ] as const)('%s that is there already changes nothing', (photo, profile) => {
    expect(converted(photo, { profile })).toEqual(converted(photo))
  })

  test('takes the place of the one that a format would make necessary', () => {
    expect(converted('cmyk', { format: 'png', profile: 'display-p3' }).profile).toBe('display-p3')
  })

  test('keeps 16 bits', () => {
    expect(converted('deepAdobe', { profile: 'srgb' }).bits).toBe(16)
  })
})

describe('a chosen depth', () => {
  test.each([
    ['deep', 'png', 8, 8, ['16 bits per channel become 8, as chosen.']],
    ['deep', 'tiff', 16, 16, []],
    ['rgb', 'tiff', 16, 16, []],
    ['rgb', 'jpeg', 16, 8, []],
    ['deepCmyk', 'tiff', 8, 8, ['16 bits per channel become 8, as chosen.']],
  ] as const)('%s as %s of %i bits', (photo, format, depth, bits, notes) => {
    const conversion = converted(photo, { format, depth })
    expect(conversion.bits).toBe(bits)
    expect(conversion.notes.map(({ message }) => message)).toEqual(notes)
  })
})

test('a size and sharpening that change the photo’s own pixels are said', () => {
  const notes = converted('rgb', { sharpen: 30 }, { canvas, output: { width: 1500, height: 1000 } }).notes
  expect(notes.map(({ message }) => message)).toEqual([
    'The picture is reduced to 1500 × 1000 px (50 %): the photo’s own pixels change, too.',
    'The picture is sharpened: the photo’s own pixels change, too.',
  ])
})

describe('what cannot be converted is refused with the way out', () => {
  const wide = { width: 17_000, height: 24 }
  test.each([
    ['rgb', { format: 'webp' }, { canvas: wide, output: wide }, /17000 × 24 px, and WebP ends at 16383.*TIFF/],
    ['rgb', { format: 'jpeg' }, { canvas, output: { width: 9, height: 66_000 } }, /JPEG ends at 65500/],
    ['float', { format: 'png' }, same, /floating-point samples. Choose TIFF/],
    ['float', { format: 'tiff', profile: 'srgb' }, same, /Choose the original profile and depth/],
    ['float', { format: 'tiff', depth: 16 }, same, /Choose the original profile and depth/],
    ['spots', { format: 'jpeg' }, same, /extra channels. Choose TIFF/],
    ['spots', { format: 'tiff', profile: 'srgb' }, same, /Choose the original profile/],
  ] as const)('%s with %o', (photo, changes, size, words) => {
    expect(refused(photo, changes, size)).toMatchObject({
      code: 'output-format',
      message: expect.stringMatching(words),
    })
  })

  test('by the size of what is written, not of the canvas', () => {
    expect(refused('rgb', { format: 'webp' }, { canvas: wide, output: canvas })).toBeNull()
  })
})
