import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { webpOfLossless } from '../../../../main/imaging/metadata/webp'
import { Pace } from '../../../../main/imaging/pace'
import type { Raster } from '../../../../main/imaging/raster'
import { encodeVp8l } from '../../../../main/imaging/vp8l/encode'
import { randomBytes } from '../../../fixtures/images/realistic-photo'

const nothing = {
  exif: null,
  xmp: null,
  shortXmp: () => '',
  profile: null,
  photoshop: null,
  density: null,
  pngChunks: [],
}

function raster(width: number, height: number, channels: 3 | 4, samples: Uint8Array): Raster {
  return { width, height, channels, hasAlpha: channels === 4, model: 'rgb', bits: 8, samples }
}

async function webpOf(
  picture: Raster,
  signal = new AbortController().signal,
  onProgress = (_: number): void => undefined,
) {
  const data = await encodeVp8l(picture, new Pace(signal, onProgress), [0.4, 0.9])
  return Buffer.concat(webpOfLossless(data, picture, nothing))
}

/** Whether libwebp makes the same samples of it, with alpha where there is some. */
async function comesBack(picture: Raster): Promise<boolean> {
  const { data, info } = await sharp(await webpOf(picture))
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect(info).toMatchObject({ width: picture.width, height: picture.height, channels: picture.channels })
  return data.equals(Buffer.from(picture.samples.buffer, picture.samples.byteOffset, picture.samples.byteLength))
}

/** A picture of one value a channel but for a few px. */
function spotted(width: number, height: number, channels: 3 | 4): Raster {
  const samples = new Uint8Array(width * height * channels).fill(77)
  for (let i = 0; i < samples.length; i += 97) samples[i] = i & 255
  return raster(width, height, channels, samples)
}

describe('lossless WebP data that libwebp gives back as it was', () => {
  test.each([
    [1, 1],
    [1, 70],
    [70, 1],
    [2, 2],
    [31, 33],
    [32, 32],
    [33, 65],
    [257, 129],
  ])('of noise, %i × %i', async (width, height) => {
    for (const channels of [3, 4] as const) {
      expect(await comesBack(raster(width, height, channels, randomBytes(width * height * channels, 7)))).toBe(true)
    }
  })

  test('of a photo, in all its shades of restlessness', async () => {
    const { data, info } = await sharp('assets/samples/sunset.jpg')
      .resize(901)
      .raw()
      .toBuffer({ resolveWithObject: true })
    const grey = data.map((_, i) => data[i - (i % 3)] as number)
    for (const samples of [data, grey]) expect(await comesBack(raster(info.width, info.height, 3, samples))).toBe(true)
  })

  test('of one colour, and of one colour with spots', async () => {
    for (const value of [0, 1, 255]) {
      expect(await comesBack(raster(100, 90, 3, new Uint8Array(100 * 90 * 3).fill(value)))).toBe(true)
      expect(await comesBack(raster(100, 90, 4, new Uint8Array(100 * 90 * 4).fill(value)))).toBe(true)
    }
    expect(await comesBack(spotted(120, 99, 3))).toBe(true)
    expect(await comesBack(spotted(120, 99, 4))).toBe(true)
  })

  test('with the colours of transparent px', async () => {
    const samples = Uint8Array.from(randomBytes(64 * 48 * 4, 3), (value, i) => (i % 4 === 3 ? (i % 3) * 127 : value))
    expect(await comesBack(raster(64, 48, 4, samples))).toBe(true)
  })

  test('of whatever there is', async () => {
    const pictures = fc
      .record({
        width: fc.integer({ min: 1, max: 80 }),
        height: fc.integer({ min: 1, max: 80 }),
        channels: fc.constantFrom(3 as const, 4 as const),
        seed: fc.integer({ min: 0, max: 2 ** 31 }),
        // From one value to all of them, by rows, by columns or anyhow.
        mask: fc.constantFrom(0, 1, 3, 15, 127, 255),
        period: fc.integer({ min: 1, max: 400 }),
      })
      .map(({ width, height, channels, seed, mask, period }) => {
        const noise = randomBytes(width * height * channels, seed)
        return raster(
          width,
          height,
          channels,
          noise.map((value, i) => (((i / period) << 3) + (value & mask)) & 255),
        )
      })
    await fc.assert(fc.asyncProperty(pictures, comesBack), { numRuns: 150 })
  })
})

describe('how they are written', () => {
  test('files are hardly larger than those of libwebp at its least effort', async () => {
    const { data, info } = await sharp('assets/samples/sunset.jpg')
      .resize(1600)
      .raw()
      .toBuffer({ resolveWithObject: true })
    const ours = await webpOf(raster(info.width, info.height, 3, data))
    const theirs = await sharp(data, { raw: { ...info, channels: 3 } })
      .webp({ lossless: true, effort: 0 })
      .toBuffer()
    expect(ours.length).toBeLessThan(theirs.length * 1.1)
  })

  test('progress is told, and they stop when they are cancelled', async () => {
    const picture = raster(1500, 1500, 3, randomBytes(1500 * 1500 * 3, 5))
    const told: number[] = []
    await webpOf(picture, undefined, (fraction) => told.push(fraction))
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(told[0]).toBeGreaterThan(0.4)
    expect(told.at(-1)).toBe(0.9)
    expect(told.length).toBeGreaterThan(4)

    const controller = new AbortController()
    const stopped = webpOf(picture, controller.signal, () => controller.abort())
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
  })
})
