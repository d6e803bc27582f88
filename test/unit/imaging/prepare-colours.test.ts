import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepare } from '../../../main/imaging/prepare'
import { type ColourModel, colourChannels, fullScale, type SampleBits } from '../../../main/imaging/raster'
import { samplesFile } from '../../../main/imaging/samples-file'
import { solve3 } from '../../fixtures/images/colour-maths'
import { planAround, writePhoto } from '../../fixtures/images/pictures'
import { adobeRgb, greyProfile, rgbProfile } from '../../fixtures/images/profiles'

/** Patches side by side. */
const patch = { width: 120, height: 300 }

let folder = ''
let profiles: Readonly<Record<'p3' | 'cmyk', Buffer>>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-colours-'))
  const [p3, cmyk] = await Promise.all(['p3', 'cmyk'].map(builtIn))
  if (!p3 || !cmyk) throw new TypeError('Expected sharp to have profiles of its own')
  profiles = { p3, cmyk }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function builtIn(name: string): Promise<Buffer | undefined> {
  const pixel = sharp({ create: { width: 1, height: 1, channels: 3, background: '#888' } }).withIccProfile(name)
  return (await sharp(await pixel.tiff().toBuffer()).metadata()).icc
}

/** What a photo of plain patches becomes. @param colours of full intensities, 0..1, each channel. */
async function sent(colours: readonly number[][], model: ColourModel, bits: SampleBits, profile: Buffer | null) {
  const width = patch.width * colours.length
  const channels = colourChannels[model]
  const layout = { width, height: patch.height, channels, hasAlpha: false, model, bits }
  const { file, samples } = samplesFile(layout, profile)
  for (let i = 0; i < samples.length; i++) {
    const column = Math.floor(i / channels) % width
    const value = colours[Math.floor(column / patch.width)]?.[i % channels] ?? 0
    samples[i] = bits === 32 ? value : Math.round(value * fullScale(bits))
  }
  const photo = await writePhoto(folder, 'patches.tif', file)
  const plan = planAround(layout, { top: 0, right: 50, bottom: 0, left: 50 })
  const request = { source: photo.path, contentHash: photo.contentHash, plan, pass: 0, renders: [], edge: 2560 }
  const { data } = await prepare(request, { signal: new AbortController().signal })
  const pixels = await sharp(data).raw().toBuffer()
  return colours.map((_, i) => {
    const middle = ((patch.height / 2) * width + (i + 0.5) * patch.width) * 3
    return Array.from(pixels.subarray(middle, middle + 3))
  })
}

/** JPEG moves plain colours by a step or two. */
function expectNear(actual: readonly number[][], expected: readonly number[][]): void {
  const off = actual.map((colour, i) =>
    Math.max(...colour.map((value, k) => Math.abs(value - (expected[i]?.[k] ?? 0)))),
  )
  expect(Math.max(...off), `${JSON.stringify(actual)} for ${JSON.stringify(expected)}`).toBeLessThanOrEqual(3)
}

const eighths = (...steps: number[]) => steps.map((step) => step / 255)

/** sRGB's colorants, seen by D50. */
const srgbColorants = [
  [0.43607, 0.22249, 0.01392],
  [0.38515, 0.71687, 0.09708],
  [0.14307, 0.06061, 0.7141],
] as const

/** A colour of Adobe RGB as sRGB has it, reckoned by hand. */
function adobeAsSrgb(colour: readonly number[]): number[] {
  const linear = colour.map((value) => value ** adobeRgb.gamma)
  const xyz = [0, 1, 2].map((i) =>
    adobeRgb.colorants.reduce((sum, column, k) => sum + (column[i] ?? 0) * (linear[k] ?? 0), 0),
  )
  return solve3(srgbColorants, xyz).map((value) => {
    const kept = Math.min(1, Math.max(0, value))
    return 255 * (kept <= 0.0031308 ? kept * 12.92 : 1.055 * kept ** (1 / 2.4) - 0.055)
  })
}

test.each([8, 16] as const)('Display P3 of %i bits becomes sRGB', async (bits) => {
  const colours = [eighths(184, 50, 64), eighths(93, 197, 103), eighths(128, 128, 128), eighths(255, 255, 255)]
  const expected = [
    [200, 30, 60],
    [20, 200, 90],
    [128, 128, 128],
    [255, 255, 255],
  ]
  expectNear(await sent(colours, 'rgb', bits, profiles.p3), expected)
})

test.each([8, 16] as const)('Adobe RGB of %i bits becomes sRGB', async (bits) => {
  const colours = [eighths(200, 100, 50), eighths(120, 160, 190), eighths(60, 60, 60), eighths(230, 220, 90)]
  const expected = colours.map(adobeAsSrgb)
  expect(Math.abs((expected[0]?.[0] ?? 0) - 200)).toBeGreaterThan(10)
  expectNear(await sent(colours, 'rgb', bits, rgbProfile(adobeRgb)), expected)
})

test.each([8, 16] as const)('no profile means sRGB, also with %i bits', async (bits) => {
  const colours = [
    [200, 30, 60],
    [20, 200, 90],
    [128, 128, 128],
    [250, 250, 250],
  ]
  expectNear(
    await sent(
      colours.map((colour) => eighths(...colour)),
      'rgb',
      bits,
      null,
    ),
    colours,
  )
})

test('a broken profile is taken for none', async () => {
  const colours = [
    [200, 30, 60],
    [20, 200, 90],
    [128, 128, 128],
  ]
  const broken = Buffer.alloc(200, 'not a profile')
  expectNear(
    await sent(
      colours.map((colour) => eighths(...colour)),
      'rgb',
      8,
      broken,
    ),
    colours,
  )
})

test.each([8, 16] as const)('CMYK of %i bits becomes sRGB by its profile', async (bits) => {
  const colours = [[0, 0, 0, 0], [0, 1, 1, 0], [1, 0, 0, 0], eighths(100, 20, 30, 0)]
  const expected = [
    [255, 255, 255],
    [232, 0, 0],
    [0, 153, 227],
    [139, 189, 207],
  ]
  expectNear(await sent(colours, 'cmyk', bits, profiles.cmyk), expected)
})

test.each([8, 16] as const)('grey of %i bits becomes sRGB by its profile', async (bits) => {
  const colours = [[0], [60 / 255], [128 / 255], [1]]
  const encoded = (value: number) => 255 * (1.055 * value ** (1.8 / 2.4) - 0.055)
  const expected = colours.map(([value = 0]) => Array(3).fill(value === 0 ? 0 : encoded(value)))
  expectNear(await sent(colours, 'grey', bits, greyProfile(1.8)), expected)
})

test('floating-point samples, which are linear, become sRGB', async () => {
  const linear = [0, 0.0331, 0.2159, 0.5776]
  const expected = [0, 51, 128, 200].map((value) => [value, value, value])
  expectNear(
    await sent(
      linear.map((value) => [value, value, value]),
      'rgb',
      32,
      null,
    ),
    expected,
  )
})
