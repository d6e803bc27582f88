import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compose } from '../../../main/imaging/compose'
import { avifGrid, tileSize } from '../../../main/imaging/metadata/avif-grid'
import { rate } from '../../../main/imaging/rate'
import { composed, composeRequest, planAround, writePhoto } from '../../fixtures/images/pictures'
import { readTags } from '../../fixtures/images/read-tags'

/** Its canvas is just more than one tile may have, and odd both ways. */
const size = { width: 2601, height: 2951 }
const plan = planAround(size, { top: 0, right: 500, bottom: 0, left: 0 })
const options = { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit: 4e9 }

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-avif-grid-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Slopes of colour, which tell where a px came from. */
function slopes(bits: 8 | 16, channels: 3 | 4 = 3) {
  const { width, height } = size
  const full = bits === 8 ? 255 : 65_535
  const count = width * height * channels
  const samples = bits === 8 ? new Uint8Array(count) : new Uint16Array(count)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [across, down] = [(x / width) * full, (y / height) * full]
      samples.set([across, down, full / 3, full - across / 2 - down / 4].slice(0, channels), (y * width + x) * channels)
    }
  }
  const picture = sharp(samples, { raw: { width, height, channels } })
  return picture
    .toColourspace(bits === 8 ? 'srgb' : 'rgb16')
    .withIccProfile('p3')
    .keepExif()
}

describe('a large AVIF', () => {
  test.each([
    [8, 3],
    [16, 3],
    [8, 4],
    [16, 4],
  ] as const)(
    'is a grid of tiles, %i bits, %i channels, with profile and metadata, to a decoder that is not ours',
    async (bits, channels) => {
      const png = await slopes(bits, channels).png({ compressionLevel: 1 }).toBuffer()
      const photo = await writePhoto(folder, `${bits}-${channels}.png`, png)
      const request = composeRequest(photo, plan, {
        format: 'avif',
        quality: 100,
        surroundings: { kind: 'local', method: 'stretch', effort: 'fast', variation: 1 },
      })
      await compose(request, options)
      const bytes = await composed(request)
      expect(countOf(bytes, 'grid')).toBe(channels === 3 ? 1 : 2)
      const metadata = await sharp(bytes).metadata()
      expect(metadata).toMatchObject({
        ...plan.canvas,
        depth: bits === 8 ? 'uchar' : 'ushort',
        format: 'heif',
        channels,
      })
      const { icc } = await sharp(photo.path).metadata()
      expect(icc !== undefined && metadata.icc?.equals(icc)).toBe(true)
      expect(readTags(bytes).xmp.Method?.description).toBe('stretch')

      const area = { left: 0, top: 0, ...size }
      const depth = bits === 8 ? 'uchar' : 'ushort'
      const read = (input: string | Buffer) =>
        sharp(input, { ignoreIcc: true })
          .toColourspace(bits === 8 ? 'srgb' : 'rgb16')
          .extract(area)
          .raw({ depth })
          .toBuffer()
      const [before, after] = [await read(photo.path), await read(bytes)]
      if (bits === 8) expect(after.equals(before)).toBe(true)
      else expect(farthest(before, after)).toBeLessThanOrEqual(64) // a step of 10 bits

      await rate({ path: request.destination, mark: { rating: 4 } }, options)
      expect((await sharp(await composed(request)).metadata()).xmp?.includes('xmp:Rating="4"')).toBe(true)
    },
  )

  test('is resampled as a whole where it is, without a step between its tiles', async () => {
    const small = { width: 310, height: 295 }
    const photo = await writePhoto(
      folder,
      'small.png',
      await slopes(8)
        .resize({ ...small, fit: 'fill' })
        .png()
        .toBuffer(),
    )
    const exact = {
      ...planAround(small, { top: 0, right: 0, bottom: 0, left: 0 }),
      output: { width: 3100, height: 2950 },
    }
    const request = composeRequest(photo, exact, { format: 'avif', quality: 90, surroundings: { kind: 'none' } })
    await compose(request, options)
    const row = { left: 1450, top: 1475, width: 200, height: 1 }
    const samples = await sharp(await composed(request), { ignoreIcc: true })
      .extract(row)
      .raw()
      .toBuffer()
    const reds = Array.from({ length: row.width }, (_, x) => samples[x * 3] ?? 0)
    const steps = reds.slice(1).map((red, x) => Math.abs(red - (reds[x] ?? 0)))
    expect(Math.max(...steps)).toBeLessThanOrEqual(3)
    expect((reds.at(-1) ?? 0) - (reds[0] ?? 0)).toBeGreaterThan(10)
  })

  test('has the fewest tiles, each within what every decoder takes, and together no smaller than the picture', () => {
    for (const picture of [
      size,
      { width: 12_250, height: 8165 },
      { width: 16_383, height: 700 },
      { width: 1, height: 1 },
    ]) {
      const grid = avifGrid(picture, false)
      const tile = tileSize(grid)
      expect(tile.width * tile.height).toBeLessThanOrEqual(8_912_896)
      expect(tile.width * grid.columns).toBeGreaterThanOrEqual(picture.width)
      expect(tile.height * grid.rows).toBeGreaterThanOrEqual(picture.height)
    }
    expect(avifGrid({ width: 2900, height: 2900 }, false)).toMatchObject({ columns: 1, rows: 1 })
  })

  test('has smaller ones where there is alpha in a large picture, no more than are decoded as one', () => {
    const large = { width: 14_516, height: 8165 }
    const tile = tileSize(avifGrid(large, true))
    expect(tile.width * tile.height).toBeLessThanOrEqual(8_912_896 / 4)
    const { columns, rows } = avifGrid(large, true)
    expect(columns * rows).toBeLessThan(240)
    expect(avifGrid(size, true)).toEqual(avifGrid(size, false))
  })
})

function countOf(bytes: Buffer, word: string): number {
  return bytes.toString('latin1', 0, 4096).split(word).length - 1
}

function farthest(a: Buffer, b: Buffer): number {
  const [left, right] = [a, b].map((bytes) => new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2))
  let most = left?.length === right?.length ? 0 : Number.POSITIVE_INFINITY
  left?.forEach((value, i) => {
    most = Math.max(most, Math.abs(value - (right?.[i] ?? 0)))
  })
  return most
}
