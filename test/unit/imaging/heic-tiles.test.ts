import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { compose } from '../../../main/imaging/compose'
import { bufferBytes } from '../../../main/imaging/file-bytes'
import { headerOf, layoutOf } from '../../../main/imaging/header'
import { decodeHeic } from '../../../main/imaging/heic/decode'
import { decodeAvifTiles } from '../../../main/imaging/heic/decode-avif'
import { gridOf } from '../../../main/imaging/heic/grid'
import { openPhotoFile } from '../../../main/imaging/photo-file'
import type { Layout } from '../../../main/imaging/raster'
import { type HeicOptions, heicFile, tileOf, tileSide } from '../../fixtures/images/heic'
import { composed, composeRequest, planAround, writePhoto } from '../../fixtures/images/pictures'
import { adobeRgb, rgbProfile } from '../../fixtures/images/profiles'
import { cameraExif } from '../../fixtures/images/tagged-jpeg'

const grid = { columns: 3, rows: 2, width: 180, height: 100 }

/** How a file's main picture is made of tiles, as far as it can be decoded by them. */
function gridIn(options: HeicOptions) {
  return gridOf(bufferBytes(heicFile(options)))
}

type Tile = ReturnType<typeof tileOf>

const chromas = ['4:2:0', '4:4:4'] as const

/** Different tiles of a photo, row by row. */
async function avifTiles(bits: 8 | 10, chromaSubsampling: string): Promise<[Tile, ...Tile[]]> {
  const [width, height] = [grid.columns * tileSide, grid.rows * tileSide]
  const picture = sharp('assets/samples/sunset.jpg').resize(width, height, { fit: 'fill' })
  const part = async (i: number) => {
    const place = { left: (i % grid.columns) * tileSide, top: Math.floor(i / grid.columns) * tileSide }
    const tile = picture.clone().extract({ ...place, width: tileSide, height: tileSide })
    const space = bits === 8 ? 'srgb' : 'rgb16'
    return tileOf(await tile.toColourspace(space).avif({ bitdepth: bits, chromaSubsampling, effort: 0 }).toBuffer())
  }
  return Promise.all([part(0), ...[1, 2, 3, 4, 5].map(part)])
}

const crop = { width: 120, height: 60, right: 10, down: -8 }

/** Everything that is done with a picture once it is put together. */
const placings: readonly [string, HeicOptions][] = [
  ['as it is', {}],
  ['mirrored top to bottom', { mirror: 'vertical' }],
  ['mirrored left to right', { mirror: 'horizontal' }],
  ...[0, 1, 2, 3].flatMap((turns): [string, HeicOptions][] => [
    [`turned ${turns} times`, { turns }],
    [`turned ${turns} times and mirrored top to bottom`, { turns, mirror: 'vertical' }],
    [`turned ${turns} times and mirrored left to right`, { turns, mirror: 'horizontal' }],
    [`mirrored top to bottom and turned ${turns} times`, { turns, mirror: 'vertical', order: ['mirror', 'turns'] }],
    [`mirrored left to right and turned ${turns} times`, { turns, mirror: 'horizontal', order: ['mirror', 'turns'] }],
  ]),
  ['cut', { crop }],
  ['cut out of one tile', { crop: { width: 20, height: 16, right: 20, down: 30 } }],
  ...[0, 1, 2, 3].map((turns): [string, HeicOptions] => [`cut, then turned ${turns} times`, { crop, turns }]),
  ['cut, turned and mirrored', { crop, turns: 3, mirror: 'vertical' }],
  ['turned, then cut', { crop: { ...crop, width: 60, height: 120 }, turns: 1, order: ['turns', 'crop'] }],
  ['mirrored, then cut', { crop, mirror: 'horizontal', order: ['mirror', 'crop'] }],
  ['with alpha', { alpha: true }],
  ['with alpha, cut, turned and mirrored', { alpha: true, crop, turns: 1, mirror: 'horizontal' }],
  ['whose colours are multiplied with alpha', { alpha: true, isPremultiplied: true }],
  ['whose colours are told by numbers', { colours: [12, 13] }],
]

test('a picture that is made of tiles is found', () => {
  expect(gridIn({ grid })).toMatchObject({ ...grid, tileWidth: tileSide, tileHeight: tileSide, alpha: null })
  expect(gridIn({ grid })?.colour.tiles).toHaveLength(6)
  expect(gridIn({ grid, alpha: true })?.alpha?.tiles).toHaveLength(6)
  expect(gridIn({ grid, turns: 1 })?.placing).toMatchObject({ width: grid.height, height: grid.width })
  expect(gridIn({ grid, crop })?.placing).toMatchObject({ width: crop.width, height: crop.height })
})

test.each<[string, HeicOptions]>([
  ['is not made of tiles', {}],
  ['has alpha of one tile', { grid, alpha: 'one tile' }],
  ['has alpha that is not turned with it', { grid, alpha: 'as coded', turns: 1 }],
  ['is cut beyond its edge', { grid, crop: { ...crop, right: 40 } }],
  ['is cut to more than there is', { grid, crop: { ...crop, height: 101 } }],
  ['is cut within a px', { grid, crop: { ...crop, width: 100.5 } }],
])('a picture that %s is left to libheif as a whole', (_, options) => {
  expect(gridIn(options)).toBe(null)
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
  const file = heicFile({ grid, crop, turns: 1, mirror: 'vertical', alpha: true, isPremultiplied: true })
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
  const decoded = async (options: HeicOptions, isByTiles: boolean) => {
    const found = gridIn({ grid, ...options })
    if (!found) throw new Error('Expected a grid')
    const layout: Layout = { ...grid, channels: 3, hasAlpha: false, model: 'rgb', bits: options.bits === 10 ? 16 : 8 }
    return decodeHeic(heicFile({ grid, ...options }), layout, null, isByTiles ? found : null)
  }
  test.each(placings)('%s', async (_, options) => {
    for (const bits of [8, 10] as const) {
      const whole = await decoded({ ...options, bits }, false)
      expect((await decoded({ ...options, bits }, true)).equals(whole)).toBe(true)
    }
  })

  test('and its px are those of the whole one, too, where it is cut and turned at odd places', async () => {
    // There libheif makes colours that are coded for four px at once softer, when it does it with all of the picture.
    const odd = { width: 101, height: 57, right: 0.5, down: -3 }
    const whole = sharp(await decoded({}, false)).extract({ left: 40, top: 19, width: odd.width, height: odd.height })
    const turned = sharp(await whole.raw().toBuffer(), { raw: { ...odd, channels: 3 } }).rotate(270)
    const tiled = sharp(await decoded({ crop: odd, turns: 1 }, true))
    expect((await tiled.raw().toBuffer()).equals(await turned.raw().toBuffer())).toBe(true)
  })

  test('and no less when a tile is missing', async () => {
    const file = heicFile({ grid })
    const layout: Layout = { ...grid, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 }
    await expect(decodeHeic(file.subarray(0, file.length - 64), layout, null, gridIn({ grid }))).rejects.toThrow()
  })
})

describe('a large AVIF, which is decoded tile by tile, is the same as when it is decoded as a whole', async () => {
  const ofBits = async (bits: 8 | 10) => ({
    '4:2:0': await avifTiles(bits, '4:2:0'),
    '4:4:4': await avifTiles(bits, '4:4:4'),
  })
  const tiles = { 8: await ofBits(8), 10: await ofBits(10) }
  test.each<[string, HeicOptions]>([...placings, ['with a profile', { profile: rgbProfile(adobeRgb) }]])(
    '%s',
    async (_, options) => {
      for (const bits of [8, 10] as const) {
        const [depth, space] = bits === 8 ? (['uchar', 'srgb'] as const) : (['ushort', 'rgb16'] as const)
        const read = (input: Buffer) => sharp(input, { ignoreIcc: true }).toColourspace(space).raw({ depth }).toBuffer()
        for (const chroma of chromas) {
          const file = heicFile({ grid, ...options }, ...tiles[bits][chroma])
          const found = gridOf(bufferBytes(file))
          if (!found) throw new Error('Expected a grid')
          const layout = layoutOf(await sharp(file).metadata(), 'large.avif')
          expect(found.placing).toMatchObject({ width: layout.width, height: layout.height })
          expect((await read(await decodeAvifTiles(file, found, layout, null))).equals(await read(file))).toBe(true)
        }
      }
    },
  )

  test('and is not turned again by EXIF', async () => {
    const many = { columns: 20, rows: 15, width: 20 * tileSide, height: 15 * tileSide }
    const file = heicFile({ grid: many, turns: 1, exif: cameraExif(6) }, ...tiles[8]['4:2:0'])
    const photo = await openPhotoFile(file, 'many.avif', 'whole')
    expect(headerOf(photo, 'many.avif')).toMatchObject({
      size: { width: many.height, height: many.width },
      orientation: 1,
    })
    expect(photo.tilePixels).toBe(tileSide ** 2)
    expect(await sharp(await photo.decodable()).metadata()).toMatchObject({ width: many.height, height: many.width })
  })
})

test('an AVIF that is decoded by its tiles, and has its shape already, is its own file again', async () => {
  const tile = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#465' } })
    .avif()
    .toBuffer()
  const size = { width: 1280, height: 960 }
  const file = heicFile({ grid: { columns: 20, rows: 15, ...size } }, tileOf(tile))
  const folder = await mkdtemp(join(tmpdir(), 'outframe-tiles-'))
  const photo = await writePhoto(folder, 'tiles.avif', file)
  const plan = planAround(size, { top: 0, right: 0, bottom: 0, left: 0 })
  const request = composeRequest(photo, plan, { format: 'avif', asPhoto: true, surroundings: { kind: 'none' } })
  await compose(request, { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit: 1e9 })
  expect((await composed(request)).equals(file)).toBe(true)
  await rm(folder, { recursive: true, force: true })
})
