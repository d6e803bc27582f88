import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compose } from '../../../main/imaging/compose'
import { probeFile } from '../../../main/imaging/probe'
import { colourChannels } from '../../../main/imaging/raster'
import { samplesFile } from '../../../main/imaging/samples-file'
import { makeThumbnail } from '../../../main/imaging/thumbnail'
import { heicFile, tileOf, tileSide } from '../../fixtures/images/heic'
import { composed, composeRequest, planAround, randomPicture, writePhoto } from '../../fixtures/images/pictures'
import { pngChunk, withChunks } from '../../fixtures/images/png-chunks'
import type { RawField } from '../../fixtures/images/raw'
import { randomBytes } from '../../fixtures/images/realistic-photo'
import { cameraExif } from '../../fixtures/images/tagged-jpeg'
import { asBigTiff, type TiffKind, tiffOf } from '../../fixtures/images/tiff-kinds'

// Each of these was found among other people's test files.

const size = { width: 40, height: 30 }
const margins = { top: 0, right: 10, bottom: 0, left: 0 }
let folder = ''
let count = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-foreign-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const options = { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit: 1e9 }

const written = (bytes: Buffer, name = 'photo') => writePhoto(folder, `${count++}-${name}`, bytes)

function tiff(kind: Partial<TiffKind>): Buffer {
  const whole: TiffKind = { ...size, channels: 3, photometric: 2, ...kind }
  return tiffOf(whole, Buffer.from(randomBytes(size.width * size.height * whole.channels, 7)))
}

function floats(model: 'grey' | 'cmyk'): Buffer {
  return samplesFile({ ...size, channels: colourChannels[model], hasAlpha: false, model, bits: 32 }, null).file
}

describe('a TIFF', () => {
  const lossy: RawField = [259, 'short', 6]
  test.each([
    ['of old-style JPEG', tiff({ tags: [lossy] }), 'old-style JPEG'],
    ['of a compression that is not read here', tiff({ tags: [[259, 'short', 34925]] }), 'LZMA'],
    [
      'of a compression that is not read here, a BigTIFF',
      asBigTiff(tiff({ tags: [[259, 'short', 34925]] }), Buffer.alloc(3600)),
      'LZMA',
    ],
    ['of brightness and colour differences', tiff({ photometric: 6, tags: [[530, 'short', 1, 1]] }), 'YCbCr'],
    ['of CIELAB colours', tiff({ photometric: 8 }), 'lab'],
    ['of 12 bits', tiff({ tags: [[258, 'short', 12, 12, 12]] }), '12 bits'],
    ['of floating-point grey', floats('grey'), 'floating-point grey'],
    ['of floating-point ink', floats('cmyk'), 'floating-point CMYK'],
    ['of 64 bits', tiff({ tags: [[258, 'short', 64, 64, 64]] }), '64 bits'],
    [
      'of separate tiles',
      tiff({
        isPlanar: true,
        tags: [
          [322, 'long', 16],
          [323, 'long', 16],
          [324, 'file', 325, Buffer.alloc(256)],
        ],
      }),
      'plane of tiles',
    ],
    [
      'of separate planes of grey and alpha',
      tiff({ channels: 2, photometric: 1, isPlanar: true, tags: [[338, 'short', 2]] }),
      'planes of grey and alpha',
    ],
  ])('%s is refused with the reason, from the start', async (_, bytes, reason) => {
    const { path } = await written(bytes)
    const words = expect.stringMatching(new RegExp(`^The photo ${path} cannot be used: .*${reason}.*Save it in RGB`))
    expect(await probeFile(path)).toMatchObject({
      kind: 'unreadable',
      error: { code: 'image-unsupported', message: words },
    })
    await expect(makeThumbnail({ path, edge: 64 })).rejects.toMatchObject({ code: 'image-unsupported' })
  })

  test.each([
    ['planes of RGB', { channels: 3, photometric: 2 }],
    ['planes of CMYK', { channels: 4, photometric: 5 }],
    ['planes of RGB and alpha', { channels: 4, photometric: 2, tags: [[338, 'short', 2]] }],
  ] as const)('in separate %s is the same as in one', async (_, kind) => {
    const [apart, together] = await Promise.all(
      [true, false].map(async (isPlanar) => {
        const photo = await written(tiff({ ...kind, isPlanar }))
        const request = composeRequest(photo, planAround(size, margins), { format: 'tiff' })
        await compose(request, options)
        return sharp(await composed(request))
          .pipelineColourspace('srgb')
          .raw()
          .toBuffer()
      }),
    )
    expect(apart?.equals(together ?? Buffer.alloc(0))).toBe(true)
  })
})

test('a TIFF of brightness and colour differences is right where it is JPEG inside', async () => {
  const shown = sharp({ create: { ...size, channels: 3, background: { r: 60, g: 200, b: 90 } } })
  const photo = await written(await shown.tiff({ compression: 'jpeg', quality: 80 }).toBuffer())
  const request = composeRequest(photo, planAround(size, margins), { format: 'png' })
  await compose(request, options)
  const [red = 0, green = 0, blue = 0] = await sharp(await composed(request))
    .raw()
    .toBuffer()
  expect(Math.max(Math.abs(red - 60), Math.abs(green - 200), Math.abs(blue - 90))).toBeLessThanOrEqual(3)
})

describe('a JPEG', () => {
  const jpeg = () =>
    randomPicture({ ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 })
      .jpeg()
      .toBuffer()

  /** With another marker or depth in its frame. */
  const framed = async (marker: number, bits: number) => {
    const bytes = await jpeg()
    const at = bytes.indexOf('\xff\xc0', 0, 'latin1')
    bytes.writeUInt8(marker, at + 1)
    bytes.writeUInt8(bits, at + 4)
    return bytes
  }

  test.each([
    ['of 12 bits', 0xc1, 12, '12 bits'],
    ['without loss', 0xc3, 8, 'lossless'],
    ['in a hierarchy', 0xc5, 8, 'hierarchical'],
  ])('%s is refused with the reason, from the start', async (_, marker, bits, reason) => {
    const { path } = await written(await framed(marker, bits))
    expect(await probeFile(path)).toMatchObject({
      kind: 'unreadable',
      error: {
        code: 'image-unsupported',
        message: expect.stringMatching(new RegExp(`${path}.*${reason}.*Save it in RGB`)),
      },
    })
  })

  test.each([1, 2, 3, 10, 200])('that misses its last %i bytes is refused', async (missing) => {
    for (const progressive of [false, true]) {
      const picture = randomPicture({ ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 })
      const bytes = await picture.jpeg({ progressive }).toBuffer()
      const photo = await written(bytes.subarray(0, bytes.length - missing))
      const request = composeRequest(photo, planAround(size, margins))
      await expect(compose(request, options)).rejects.toMatchObject({ code: 'image-damaged' })
      await expect(makeThumbnail({ path: photo.path, edge: 20 })).rejects.toMatchObject({ code: 'image-damaged' })
    }
  })
})

test('an AVIF of which a tile is missing is refused, never with a black part', async () => {
  const avif = await sharp({ create: { width: tileSide, height: tileSide, channels: 3, background: '#c0a040' } })
    .avif({ effort: 0 })
    .toBuffer()
  const grid = { columns: 2, rows: 1, width: 2 * tileSide, height: tileSide }
  const bytes = heicFile({ grid }, tileOf(avif))
  const whole = await written(bytes, 'grid.avif')
  const request = composeRequest(whole, planAround(grid, margins))
  expect(await compose(request, options)).toMatchObject({ width: grid.width + margins.right })
  expect((await sharp(await composed(request)).stats()).channels[0]?.min).toBeGreaterThan(150)
  const cut = await written(bytes.subarray(0, -20), 'cut.avif')
  await expect(compose(composeRequest(cut, planAround(grid, margins)), options)).rejects.toMatchObject({
    code: 'image-damaged',
  })
  await expect(makeThumbnail({ path: cut.path, edge: 64 })).rejects.toMatchObject({ code: 'image-damaged' })
})

describe('EXIF that a PNG holds as text', () => {
  const text = (exif: Buffer) => {
    const digits = exif.toString('hex').replace(/.{72}/g, '$&\n')
    return deflateSync(Buffer.from(`\nexif\n${String(exif.length).padStart(8)}\n${digits}\n`, 'latin1'))
  }
  const withText = async (exif: Buffer) => {
    const png = await randomPicture({ ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 })
      .png()
      .toBuffer()
    return withChunks(
      png,
      pngChunk('zTXt', Buffer.concat([Buffer.from('Raw profile type exif\0\0', 'latin1'), text(exif)])),
    )
  }

  test.each([
    ['as ImageMagick writes it', Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), cameraExif(6)])],
    ['without a prefix', cameraExif(6)],
  ])('turns it and is kept, %s', async (_, exif) => {
    const photo = await written(await withText(exif), 'old.png')
    const upright = { width: size.height, height: size.width }
    expect(await probeFile(photo.path)).toMatchObject({ header: { size: upright, orientation: 6 } })
    const request = composeRequest(photo, planAround(upright, margins), { format: 'jpeg' })
    await compose(request, options)
    const { exif: kept, orientation } = await sharp(await composed(request)).metadata()
    expect(orientation).toBe(1)
    expect(kept?.includes('Jane Doe')).toBe(true)
  })

  test('is left alone when it is nonsense', async () => {
    const photo = await written(await withText(Buffer.from('no EXIF at all')), 'odd.png')
    expect(await probeFile(photo.path)).toMatchObject({ header: { size, orientation: 1 } })
  })
})

describe.each(['jpeg', 'png', 'webp', 'tiff', 'avif'] as const)('each orientation of a %s', (format) => {
  const corners = [
    '',
    'top left',
    'top right',
    'bottom right',
    'bottom left',
    'top left',
    'top right',
    'bottom right',
    'bottom left',
  ]

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('is seen right, once: %i', async (orientation) => {
    const wide = { width: 96, height: 64 }
    const bright = { create: { width: 24, height: 16, channels: 3, background: '#ffd040' } } as const
    const bytes = await sharp({ create: { ...wide, channels: 3, background: '#204080' } })
      .composite([{ input: bright, left: 0, top: 0 }])
      .withMetadata({ orientation })
      [format]()
      .toBuffer()
    const photo = await written(bytes)
    const upright = orientation >= 5 ? { width: 64, height: 96 } : wide
    expect(await probeFile(photo.path)).toMatchObject({ header: { size: upright } })
    const request = composeRequest(photo, planAround(upright, { top: 0, right: 0, bottom: 40, left: 40 }))
    await compose(request, options)
    const left = { left: 40, top: 0, ...upright }
    expect(
      await brightCorner(
        await sharp(await composed(request))
          .extract(left)
          .png()
          .toBuffer(),
      ),
    ).toBe(corners[orientation])
    expect(await brightCorner((await makeThumbnail({ path: photo.path, edge: 96 })).data)).toBe(corners[orientation])
  })
})

async function brightCorner(file: Uint8Array): Promise<string | undefined> {
  const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => data[Math.floor(y * info.height) * info.width + Math.floor(x * info.width)] ?? 0
  const places = {
    'top left': [0.06, 0.06],
    'top right': [0.94, 0.06],
    'bottom left': [0.06, 0.94],
    'bottom right': [0.94, 0.94],
  }
  return Object.entries(places).find(([, [x = 0, y = 0]]) => at(x, y) > 140)?.[0]
}
