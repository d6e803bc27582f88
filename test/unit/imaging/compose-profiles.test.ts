import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultEncoding, type Encoding } from '../../../core/encoding'
import { compose } from '../../../main/imaging/compose'
import { profileKind } from '../../../main/imaging/icc'
import { builtInProfile } from '../../../main/imaging/profiles'
import { colourChannels, fullScale, type Layout } from '../../../main/imaging/raster'
import { samplesFile } from '../../../main/imaging/samples-file'
import { type Colour, type DefinedSpace, inSpace, isInside, proPhoto, spaces } from '../../fixtures/images/colour-maths'
import { channelsOf, composed, composeRequest, planAround, writePhoto } from '../../fixtures/images/pictures'
import { adobeRgb, greyProfile, rgbProfile } from '../../fixtures/images/profiles'
import { randomBytes } from '../../fixtures/images/realistic-photo'

const size = { width: 64, height: 48 }
const margins = { top: 3, right: 5, bottom: 2, left: 7 }

let folder = ''
let p3: Buffer = Buffer.alloc(0)
let srgb: Buffer = Buffer.alloc(0)
let cmyk: Buffer = Buffer.alloc(0)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-profiles-'))
  ;[p3, srgb, cmyk] = await Promise.all([builtInProfile('p3'), builtInProfile('srgb'), builtInProfile('cmyk')])
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function layoutOf(model: Layout['model'], bits: 8 | 16, hasAlpha = false): Layout {
  return { ...size, channels: colourChannels[model] + Number(hasAlpha), hasAlpha, model, bits }
}

let files = 0

/** Composes a picture of random samples; gives the photo's own area before and after, channels of 0..1, with the output. */
async function converted(layout: Layout, profile: Buffer | null, encoding: Partial<Encoding>) {
  const { file, samples } = samplesFile(layout, profile)
  const noise = randomBytes(samples.length * 2, 3)
  const full = fullScale(layout.bits)
  for (let i = 0; i < samples.length; i++) {
    samples[i] = Math.round((((noise[2 * i] ?? 0) * 256 + (noise[2 * i + 1] ?? 0)) / 65_535) * full)
  }
  const photo = await writePhoto(folder, `${files++}.tif`, file)
  const request = composeRequest(photo, planAround(size, margins), {
    format: 'tiff',
    encoding: { ...defaultEncoding, ...encoding },
  })
  const { notes } = await compose(request, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
    memoryLimit: 1e9,
  })
  const output = await composed(request)
  const metadata = await sharp(output).metadata()
  const bits = metadata.depth === 'ushort' ? 16 : 8
  const written: Layout = { ...layout, model: 'rgb', bits, channels: metadata.channels, hasAlpha: metadata.hasAlpha }
  const after = await channelsOf(output, written, margins)
  return {
    notes,
    metadata,
    before: Array.from({ length: layout.channels }, (_, k) =>
      Float64Array.from(
        { length: size.width * size.height },
        (_, px) => (samples[px * layout.channels + k] ?? 0) / full,
      ),
    ),
    after: after.map((bytes) => unit(bytes, bits)),
  }
}

function unit(bytes: Buffer, bits: 8 | 16): Float64Array {
  const samples = bits === 8 ? bytes : new Uint16Array(new Uint8Array(bytes).buffer)
  return Float64Array.from(samples, (value) => value / fullScale(bits))
}

/** Channels of 0..1. */
type Channels = readonly Float64Array[]

/** By how much each colour that can be shown differs from what mathematics make of it, in steps of 8 bits. */
function deviations(
  { before, after }: { readonly before: Channels; readonly after: Channels },
  expected: (colour: Colour) => Colour,
) {
  const all: number[] = []
  for (let px = 0; px < size.width * size.height; px++) {
    const wanted = expected(before.map((channel) => channel[px] ?? 0))
    if (!isInside(wanted)) continue
    all.push(Math.max(...wanted.map((value, k) => 255 * Math.abs((after[k]?.[px] ?? 9) - value))))
  }
  expect(all.length).toBeGreaterThan(200)
  return all.sort((a, b) => a - b)
}

function worst(...compared: Parameters<typeof deviations>): number {
  return deviations(...compared).at(-1) ?? 0
}

/** Steps of 8 bits that results may be off: half a one where they are rounded to them. */
const tolerance = { 8: 0.6, 16: 0.1 } as const

const sources: Readonly<Record<string, () => readonly [Buffer | null, DefinedSpace]>> = {
  'Adobe RGB': () => [rgbProfile(adobeRgb), spaces.adobe],
  'ProPhoto RGB': () => [rgbProfile(proPhoto), spaces.proPhoto],
  'Display P3': () => [p3, spaces['display-p3']],
  sRGB: () => [srgb, spaces.srgb],
  'no profile': () => [null, spaces.srgb],
}

const targets = ['srgb', 'display-p3'] as const
const rgbCases = Object.entries(sources).flatMap(([source, own]) =>
  targets.flatMap((profile) => ([8, 16] as const).map((bits) => ({ source, own, profile, bits }))),
)

describe('colours become those of the profile chosen, which is embedded', () => {
  test.each(rgbCases)('$source of $bits bits to $profile', async ({ own, profile, bits }) => {
    const [icc, space] = own()
    const result = await converted(layoutOf('rgb', bits), icc, { profile })
    const off = worst(result, (colour) => inSpace(colour, space, spaces[profile]))
    expect(off).toBeLessThan(tolerance[bits])
    expect(result.metadata.depth).toBe(bits === 8 ? 'uchar' : 'ushort')
    expect(result.metadata.icc && profileKind(result.metadata.icc)).toBe(profile)
  })

  test.each([8, 16] as const)(
    'alpha of %i bits stays, and what is under it is converted all the same',
    async (bits) => {
      const result = await converted(layoutOf('rgb', bits, true), rgbProfile(adobeRgb), { profile: 'display-p3' })
      expect(result.after).toHaveLength(4)
      expect(result.after[3]).toEqual(result.before[3])
      const off = worst(result, (colour) => inSpace(colour.slice(0, 3), spaces.adobe, spaces['display-p3']))
      expect(off).toBeLessThan(tolerance[bits])
    },
  )

  test.each(targets.flatMap((profile) => ([8, 16] as const).map((bits) => ({ profile, bits }))))(
    'grey of $bits bits with a gamma of its own to $profile',
    async ({ profile, bits }) => {
      const result = await converted(layoutOf('grey', bits, true), greyProfile(1.8), { profile })
      const off = worst(result, ([grey = 0]) => Array(3).fill(spaces.srgb.encode(grey ** 1.8)))
      expect(off).toBeLessThan(tolerance[bits])
      expect(result.after[3]).toEqual(result.before[1])
      expect(result.metadata.icc && profileKind(result.metadata.icc)).toBe(profile)
    },
  )

  test('grey that no profile explains is the same grey', async () => {
    const { before, after, notes } = await converted(layoutOf('grey', 16), null, { profile: 'srgb' })
    expect(after).toEqual([before[0], before[0], before[0]])
    expect(notes).toEqual([])
  })

  test('CMYK by its own profile: sRGB as libvips’ other way has it, Display P3 as mathematics make it of that', async () => {
    const layout = layoutOf('cmyk', 8)
    const asSrgb = await converted(layout, cmyk, { profile: 'srgb' })
    const asP3 = await converted(layout, cmyk, { profile: 'display-p3' })
    const off = deviations({ before: asSrgb.after, after: asP3.after }, (colour) =>
      isInside(colour) ? inSpace(colour, spaces.srgb, spaces['display-p3']) : [0],
    )
    // lcms puts a table of few points between ink and colours: where those are cut off it is less exact.
    expect(off[Math.floor(off.length * 0.95)]).toBeLessThan(1.5)
    const { file, samples } = samplesFile(layout, cmyk)
    asSrgb.before.forEach((channel, k) => {
      for (let px = 0; px < channel.length; px++) samples[px * 4 + k] = Math.round(255 * (channel[px] ?? 0))
    })
    const direct = await sharp(file).toColourspace('srgb').raw().toBuffer()
    const mine = Uint8Array.from(direct, (_, i) => 255 * (asSrgb.after[i % 3]?.[Math.floor(i / 3)] ?? 0) + 0.5)
    expect(Math.max(...direct.map((value, i) => Math.abs(value - (mine[i] ?? 0))))).toBeLessThanOrEqual(1)
  })

  test('CMYK without a profile, and with 16 bits, of which 8 are left and said', async () => {
    const { metadata, notes } = await converted(layoutOf('cmyk', 16), null, { profile: 'srgb' })
    expect([metadata.space, metadata.depth]).toEqual(['srgb', 'uchar'])
    expect(notes.map(({ message }) => message.slice(0, 40))).toEqual([
      'The colours become sRGB, as chosen: the ',
      '16 bits per channel become 8: CMYK is co',
    ])
  })

  test.each([
    ['broken', () => Buffer.alloc(200, 'not a profile')],
    ['for other colours', () => greyProfile(1.8)],
  ])('a profile that is %s counts for nothing, with 16 bits too', async (_, profile) => {
    const result = await converted(layoutOf('rgb', 16), profile(), { profile: 'display-p3' })
    const off = worst(result, (colour) => inSpace(colour, spaces.srgb, spaces['display-p3']))
    expect(off).toBeLessThan(tolerance[16])
    expect(result.notes.map(({ code }) => code)).toEqual(['unused-profile', 'profile'])
  })

  test.each([
    ['original', () => Buffer.alloc(200, 'not a profile')],
    ['srgb', () => srgb],
  ] as const)('samples with one stay as they are, with the profile of %s', async (profile, embedded) => {
    const damaged = Buffer.alloc(200, 'not a profile')
    const { before, after, metadata, notes } = await converted(layoutOf('rgb', 16), damaged, { profile })
    expect(after).toEqual(before)
    expect(metadata.icc?.equals(embedded())).toBe(true)
    expect(notes.map(({ code }) => code)).toEqual(['unused-profile'])
  })
})

describe('samples stay as they are', () => {
  test.each<readonly [string, () => Buffer | null, Encoding['profile']]>([
    ['sRGB that stays sRGB', () => srgb, 'srgb'],
    ['Display P3 that stays it', () => p3, 'display-p3'],
    ['no profile, which means sRGB', () => null, 'srgb'],
    ['the original’s profile, whatever it is', () => rgbProfile(proPhoto), 'original'],
  ])('%s', async (_, profile, chosen) => {
    for (const bits of [8, 16] as const) {
      const { before, after, metadata, notes } = await converted(layoutOf('rgb', bits, true), profile(), {
        profile: chosen,
      })
      expect(after).toEqual(before)
      expect(notes).toEqual([])
      expect(metadata.icc?.equals(profile() ?? srgb)).toBe(true)
    }
  })
})

test('what the target cannot show is cut off there, not in a narrower space on the way', async () => {
  const result = await converted(layoutOf('rgb', 8), rgbProfile(proPhoto), { profile: 'display-p3' })
  const off = worst(result, (colour) => inSpace(colour, spaces.proPhoto, spaces['display-p3']))
  const outside = (colour: Colour) => inSpace(colour, spaces['display-p3'], spaces.srgb).some((value) => value < -0.05)
  const wide = Array.from({ length: size.width * size.height }, (_, px) =>
    result.after.map((channel) => channel[px] ?? 0),
  )
  expect(wide.filter(outside).length).toBeGreaterThan(100)
  expect(off).toBeLessThan(tolerance[8])
})

describe('the depth chosen', () => {
  test('8 of 16 bits are the nearest steps', async () => {
    const { before, after } = await converted(layoutOf('rgb', 16), p3, { depth: 8 })
    expect(after).toEqual(before.map((channel) => channel.map((value) => Math.round(value * 255) / 255)))
  })

  test('16 of 8 bits are the same values', async () => {
    const { before, after, metadata } = await converted(layoutOf('rgb', 8, true), p3, { depth: 16 })
    expect(metadata.depth).toBe('ushort')
    after.forEach((channel, k) => {
      channel.forEach((value, px) => {
        expect(Math.abs(value - (before[k]?.[px] ?? 9))).toBeLessThan(1e-9)
      })
    })
  })

  test('8 bits of a converted picture are rounded once, from 16', async () => {
    const result = await converted(layoutOf('rgb', 16), rgbProfile(adobeRgb), { profile: 'srgb', depth: 8 })
    expect(worst(result, (colour) => inSpace(colour, spaces.adobe, spaces.srgb))).toBeLessThan(0.6)
  })
})
