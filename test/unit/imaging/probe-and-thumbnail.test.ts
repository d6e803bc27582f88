import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { photoHeaderSchema } from '../../../core/photo'
import { hashFile } from '../../../main/imaging/hash'
import { probeFile } from '../../../main/imaging/probe'
import { makeThumbnail } from '../../../main/imaging/thumbnail'
import { randomPicture, writePhoto } from '../../fixtures/images/pictures'
import { randomBytes } from '../../fixtures/images/realistic-photo'

const size = { width: 300, height: 200 }
const rgb = { ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 } as const
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-probe-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a header', () => {
  const usual = {
    orientation: 1,
    bitDepth: 8,
    channels: 3,
    hasAlpha: false,
    space: 'srgb',
    hasProfile: false,
    profile: null,
    pages: 1,
    rating: null,
    takenAt: null,
  }

  test.each(['jpeg', 'png', 'tiff', 'webp', 'avif'] as const)('is read from %s', async (format) => {
    const { path } = await writePhoto(folder, `photo.${format}`, await randomPicture(rgb)[format]().toBuffer())
    const result = await probeFile(path)
    const { size: bytes, mtimeMs: modifiedMs, ino } = await stat(path)
    const header = { format, size, ...usual }
    expect(result).toEqual({ kind: 'photo', path, header, stamp: { bytes, modifiedMs }, inode: String(ino) })
    expect(photoHeaderSchema.safeParse(result.kind === 'photo' && result.header).success).toBe(true)
  })

  test.each([
    [1, 300, 200],
    [3, 300, 200],
    [5, 200, 300],
    [6, 200, 300],
    [8, 200, 300],
  ])('has the size of the photo upright: orientation %i', async (orientation, width, height) => {
    const bytes = await randomPicture(rgb).withMetadata({ orientation }).jpeg().toBuffer()
    const { path } = await writePhoto(folder, `turned-${orientation}.jpg`, bytes)
    expect(await probeFile(path)).toMatchObject({ header: { size: { width, height }, orientation } })
  })

  test.each([
    ['cmyk', { ...rgb, channels: 4, model: 'cmyk' }, { space: 'cmyk', channels: 4, bitDepth: 8 }],
    ['deep', { ...rgb, bits: 16 }, { space: 'rgb16', channels: 3, bitDepth: 16 }],
    ['float', { ...rgb, bits: 32 }, { space: 'scrgb', channels: 3, bitDepth: 32 }],
    [
      'grey with alpha',
      { ...rgb, channels: 2, model: 'grey', hasAlpha: true },
      { space: 'b-w', channels: 2, hasAlpha: true },
    ],
  ] as const)('tells colours and depth: %s', async (name, layout, header) => {
    const { path } = await writePhoto(
      folder,
      `${name}.tiff`,
      await randomPicture(layout).tiff({ compression: 'lzw' }).toBuffer(),
    )
    expect(await probeFile(path)).toMatchObject({ header })
  })

  test('tells bits below a byte, profiles and pages', async () => {
    const bits = await randomPicture({ ...rgb, channels: 1, model: 'grey' })
      .tiff({ bitdepth: 1 })
      .toBuffer()
    const profile = await randomPicture(rgb).withIccProfile('p3').jpeg().toBuffer()
    const frames = { raw: { width: 8, height: 12, channels: 3, pageHeight: 4 } } as const
    const pages = await sharp(randomBytes(8 * 12 * 3, 1), frames)
      .webp({ loop: 0 })
      .toBuffer()
    const probed = async (name: string, bytes: Buffer) => probeFile((await writePhoto(folder, name, bytes)).path)
    expect(await probed('bits.tiff', bits)).toMatchObject({ header: { bitDepth: 1 } })
    expect(await probed('profile.jpg', profile)).toMatchObject({ header: { hasProfile: true, profile: 'display-p3' } })
    expect(await probed('frames.webp', pages)).toMatchObject({ header: { pages: 3, size: { width: 8, height: 4 } } })
  })
})

describe('a thumbnail', () => {
  test('is upright and as long as asked, as JPEG', async () => {
    const bytes = await randomPicture(rgb).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const { path } = await writePhoto(folder, 'upright.jpg', bytes)
    const { data, type } = await makeThumbnail({ path, edge: 120 })
    const { format, width, height, orientation } = await sharp(data).metadata()
    expect([type, format, width, height, orientation]).toEqual(['image/jpeg', 'jpeg', 80, 120, undefined])
  })

  test('is never larger than the photo', async () => {
    const { path } = await writePhoto(folder, 'small.png', await randomPicture(rgb).png().toBuffer())
    const { width, height } = await sharp((await makeThumbnail({ path, edge: 4096 })).data).metadata()
    expect([width, height]).toEqual([300, 200])
  })

  test('keeps transparency, as WebP', async () => {
    const bytes = await randomPicture({ ...rgb, channels: 4, hasAlpha: true })
      .png()
      .toBuffer()
    const { path } = await writePhoto(folder, 'transparent.png', bytes)
    const { data, type } = await makeThumbnail({ path, edge: 50 })
    const { format, hasAlpha } = await sharp(data).metadata()
    expect([type, format, hasAlpha]).toEqual(['image/webp', 'webp', true])
  })

  test.each([
    [
      'wide gamut',
      () =>
        sharp({ create: { ...size, channels: 3, background: '#f00' } })
          .withIccProfile('p3')
          .png(),
    ],
    [
      'CMYK',
      () =>
        sharp({ create: { ...size, channels: 3, background: '#f00' } })
          .withIccProfile('cmyk')
          .jpeg(),
    ],
    ['grey', () => randomPicture({ ...rgb, channels: 1, model: 'grey' }).png()],
    ['16 bits', () => randomPicture({ ...rgb, bits: 16 }).png()],
    ['floating point', () => randomPicture({ ...rgb, bits: 32 }).tiff({ compression: 'lzw' })],
  ])('is sRGB with 8 bits: %s', async (name, make) => {
    const { path } = await writePhoto(folder, `thumbnail of ${name}`, await make().toBuffer())
    const { space, depth, hasProfile } = await sharp((await makeThumbnail({ path, edge: 64 })).data).metadata()
    expect([space, depth, hasProfile]).toEqual(['srgb', 'uchar', false])
  })
})

describe('a hash', () => {
  const signal = new AbortController().signal

  test('is the SHA-256 of the bytes', async () => {
    const { path, contentHash } = await writePhoto(folder, 'hashed', Buffer.alloc(3_000_000, 'abc'))
    expect(await hashFile(path, signal)).toBe(contentHash)
  })

  test('can be cancelled', async () => {
    const { path } = await writePhoto(folder, 'unhashed', Buffer.alloc(10))
    await expect(hashFile(path, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
  })

  test('of a missing file is refused', async () => {
    await expect(hashFile(join(folder, 'nowhere'), signal)).rejects.toMatchObject({ code: 'file-missing' })
  })
})
