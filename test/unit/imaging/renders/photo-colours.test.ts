import { expect, test } from 'vitest'
import { Pace } from '../../../../main/imaging/pace'
import { builtInProfile } from '../../../../main/imaging/profiles'
import { fullScale, type Raster } from '../../../../main/imaging/raster'
import { inPhotoColours } from '../../../../main/imaging/renders/photo-colours'
import { toSrgb } from '../../../../main/imaging/upload-encode'
import { type Colour, type DefinedSpace, inSpace, proPhoto, spaces } from '../../../fixtures/images/colour-maths'
import { adobeRgb, greyProfile, rgbProfile } from '../../../fixtures/images/profiles'
import { randomBytes } from '../../../fixtures/images/realistic-photo'

const pace = new Pace(new AbortController().signal, () => undefined)
const size = { width: 64, height: 32 }

/** A render: random colours of 8-bit sRGB, or random greys. */
function render(isGrey = false): Raster {
  const noise = randomBytes(size.width * size.height * 3, 7)
  const samples = isGrey ? noise.map((_, i) => noise[i - (i % 3)] as number) : noise
  return { ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8, samples }
}

/** The most by which samples differ from expected ones, both in steps of 8 bits. */
function worst({ samples, bits, channels }: Raster, expected: (px: number) => Colour): number {
  let off = 0
  for (let px = 0; px < size.width * size.height; px++) {
    for (const [k, value] of expected(px).entries()) {
      off = Math.max(off, 255 * Math.abs((samples[px * channels + k] as number) / fullScale(bits) - value))
    }
  }
  return off
}

function colourAt({ samples }: Raster, px: number): number[] {
  return [0, 1, 2].map((k) => (samples[px * 3 + k] as number) / 255)
}

const profiles: Readonly<Record<string, () => Promise<readonly [Buffer, DefinedSpace]>>> = {
  'Adobe RGB': async () => [rgbProfile(adobeRgb), spaces.adobe],
  'ProPhoto RGB': async () => [rgbProfile(proPhoto), spaces.proPhoto],
  'Display P3': async () => [await builtInProfile('p3'), spaces['display-p3']],
}

test.each(Object.entries(profiles))(
  'a render in %s is what mathematics make of it, and comes back as it was',
  async (_, own) => {
    const [profile, space] = await own()
    const before = render()
    const converted = await inPhotoColours(before, { model: 'rgb', bits: 16, profile }, pace)
    const inside = (colour: number[]) => colour.map((value) => Math.min(1, Math.max(0, value)))
    expect(worst(converted, (px) => inside(inSpace(colourAt(before, px), spaces.srgb, space)))).toBeLessThan(0.2)
    const photo: Raster = {
      ...converted,
      bits: 8,
      samples: Uint8Array.from(converted.samples, (value) => Math.round(value / 257)),
    }
    const back = await toSrgb(photo, profile)
    const off = back.samples.map((value, i) => Math.abs(value - (before.samples[i] as number))).sort()
    // Where a photo's own 8 bits are coarser than sRGB's, in the dark of Adobe RGB, a step of them is several of those.
    expect(off[Math.floor(off.length * 0.95)]).toBeLessThanOrEqual(2)
  },
)

test.each([
  ['with a gamma of its own', () => greyProfile(1.8)],
  ['that no profile explains', () => null],
])('grey %s comes back as it was', async (_, profile) => {
  const before = render(true)
  const converted = await inPhotoColours(before, { model: 'grey', bits: 8, profile: profile() }, pace)
  const samples =
    converted.bits === 8 ? converted.samples : Uint8Array.from(converted.samples, (value) => Math.round(value / 257))
  const back = await toSrgb({ ...converted, bits: 8, samples }, profile())
  for (const [i, value] of before.samples.entries())
    expect(Math.abs(value - (back.samples[i] as number))).toBeLessThanOrEqual(2)
})

test('a profile of sRGB, broken or for other colours changes nothing', async () => {
  const before = render()
  for (const profile of [await builtInProfile('srgb'), Buffer.alloc(200, 'broken'), greyProfile(2.2)]) {
    expect(await inPhotoColours(before, { model: 'rgb', bits: 16, profile }, pace)).toBe(before)
  }
})
