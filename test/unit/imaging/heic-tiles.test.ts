import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { bufferBytes } from '../../../main/imaging/file-bytes'
import { decodeHeic } from '../../../main/imaging/heic/decode'
import { decodeAvifTiles } from '../../../main/imaging/heic/decode-avif'
import { gridOf } from '../../../main/imaging/heic/grid'
import { openPhotoFile } from '../../../main/imaging/photo-file'
import type { Layout } from '../../../main/imaging/raster'
import { type HeicOptions, heicFile, tileOf, tileSide } from '../../fixtures/images/heic'
import { adobeRgb, rgbProfile } from '../../fixtures/images/profiles'

const grid = { columns: 3, rows: 2, width: 180, height: 100 }

/** Whether a picture is the same when it is decoded tile by tile and as a whole. */
async function isSame(options: HeicOptions): Promise<boolean> {
  const file = heicFile({ grid, ...options })
  const layout: Layout = { ...grid, channels: 3, hasAlpha: false, model: 'rgb', bits: options.bits === 10 ? 16 : 8 }
  const [whole, tiled] = [await decodeHeic(file, layout, null, false), await decodeHeic(file, layout, null, true)]
  return tiled.equals(whole)
}

/** How a file's main picture is made of tiles, as far as it can be decoded by them. */
function gridIn(options: HeicOptions) {
  return gridOf(bufferBytes(heicFile(options)))
}

test('a picture that is made of tiles is found, a turned one only where libheif turns its tiles', async () => {
  const avif = tileOf(await sharp('assets/samples/sunset.jpg').resize(tileSide, tileSide).avif().toBuffer())
  expect(gridOf(bufferBytes(heicFile({ grid }, avif)))).toMatchObject(grid)
  expect(gridIn({ grid })).toMatchObject({ ...grid, tileWidth: tileSide, tileHeight: tileSide })
  expect(gridIn({ grid })?.tiles).toHaveLength(6)
  for (const turned of [{ turns: 1 }, { turns: 2 }, { mirror: 'vertical' }] as const) {
    expect(gridIn({ grid, ...turned })).toMatchObject(grid)
    expect(gridOf(bufferBytes(heicFile({ grid, ...turned }, avif)))).toBe(null)
  }
  expect(gridIn({})).toBe(null)
})

test('a picture of more tiles than libheif takes for sound is a photo', async () => {
  const many = { columns: 20, rows: 15, width: 20 * tileSide, height: 15 * tileSide }
  const photo = await openPhotoFile(heicFile({ grid: many }), 'many.heic', 'whole')
  expect(photo).toMatchObject({ format: 'heic', metadata: { width: many.width, height: many.height } })
  const corner = { left: many.width - 10, top: many.height - 10, width: 1, height: 1 }
  const pixel = await sharp(await photo.decodable())
    .extract(corner)
    .raw()
    .toBuffer()
  expect([...pixel].every((value) => value > 220)).toBe(true)
})

test('a broken file has no tiles, and is not a reason to fail', () => {
  const file = heicFile({ grid })
  for (let length = 0; length < file.length; length += 7) {
    expect(() => gridOf(bufferBytes(file.subarray(0, length)))).not.toThrow()
  }
  for (let at = 0; at < file.length - 300; at += 3) {
    const broken = Buffer.from(file)
    broken[at] = 255 - (broken[at] ?? 0)
    expect(() => gridOf(bufferBytes(broken))).not.toThrow()
  }
})

describe('a large HEIC, which is decoded tile by tile, is the same as when it is decoded as a whole', () => {
  test.each<[string, HeicOptions]>([
    ['as it is', {}],
    ['of 10 bits', { bits: 10 }],
    ['turned, of 10 bits', { turns: 1, bits: 10 }],
    ['mirrored, of 10 bits', { mirror: 'horizontal', bits: 10 }],
    ['mirrored top to bottom', { mirror: 'vertical' }],
    ['mirrored left to right', { mirror: 'horizontal' }],
    ...[0, 1, 2, 3].flatMap((turns): [string, HeicOptions][] => [
      [`turned ${turns} times`, { turns }],
      [`turned ${turns} times and mirrored top to bottom`, { turns, mirror: 'vertical' }],
      [`turned ${turns} times and mirrored left to right`, { turns, mirror: 'horizontal' }],
    ]),
  ])('%s', async (_, options) => {
    expect(await isSame(options)).toBe(true)
  })

  test('and no less when a tile is missing', async () => {
    const file = heicFile({ grid })
    const layout: Layout = { ...grid, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 }
    await expect(decodeHeic(file.subarray(0, file.length - 64), layout, null, true)).rejects.toThrow()
  })
})

describe('a large AVIF, which is decoded tile by tile, is the same as when it is decoded as a whole', () => {
  test.each<[string, 8 | 10, HeicOptions]>([
    ['of 8 bits', 8, {}],
    ['of 10 bits', 10, {}],
    ['whose colours are told by numbers', 8, { colours: [12, 13] }],
    ['with a profile', 8, { profile: rgbProfile(adobeRgb) }],
  ])('%s', async (_, bits, options) => {
    const depth = bits === 8 ? 'uchar' : 'ushort'
    const space = bits === 8 ? 'srgb' : 'rgb16'
    const picture = sharp('assets/samples/sunset.jpg').resize(tileSide, tileSide, { fit: 'fill' }).toColourspace(space)
    const tile = tileOf(await picture.avif({ bitdepth: bits, chromaSubsampling: '4:2:0' }).toBuffer())
    const file = heicFile({ grid, ...options }, tile)
    const found = gridOf(bufferBytes(file))
    if (!found) throw new Error('Expected a grid')
    const layout: Layout = { ...grid, channels: 3, hasAlpha: false, model: 'rgb', bits: bits === 8 ? 8 : 16 }
    const read = (input: Buffer) => sharp(input, { ignoreIcc: true }).toColourspace(space).raw({ depth }).toBuffer()
    const tiled = await read(await decodeAvifTiles(file, found, layout, null))
    expect(tiled.equals(await read(file))).toBe(true)
  })
})
