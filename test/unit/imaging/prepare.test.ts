import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Rect, Size } from '../../../core/geometry/types'
import type { PrepareRequest } from '../../../core/imaging'
import { prepare } from '../../../main/imaging/prepare'
import { colourChannels, type Layout } from '../../../main/imaging/raster'
import { driftedRender } from '../../fixtures/images/drifted-render'
import { nestedPlan, type PhotoFile, planAround, randomPicture, writePhoto } from '../../fixtures/images/pictures'
import { realisticJpeg } from '../../fixtures/images/realistic-photo'
import { cameraExif, iptc, resource, segment, withSegments, xmpPacket } from '../../fixtures/images/tagged-jpeg'

const margins = { top: 0, right: 100, bottom: 0, left: 100 }

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-prepare-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function run(request: PrepareRequest, signal = new AbortController().signal) {
  return prepare(request, { signal })
}

let photos = 0

/** The first pass of a photo of a size, with margins. */
async function firstPass(
  bytes: Uint8Array,
  size: Size,
  changes: Partial<PrepareRequest> = {},
): Promise<PrepareRequest> {
  const { path, contentHash } = await writePhoto(folder, `${photos++}.photo`, bytes)
  return { source: path, contentHash, plan: planAround(size, margins), pass: 0, renders: [], edge: 2560, ...changes }
}

/** The mean absolute difference of two pictures' samples, in steps of 8 bits. */
async function difference(one: Uint8Array, other: Uint8Array, area?: Rect): Promise<number> {
  const [a, b] = await Promise.all(
    [one, other].map((bytes) => {
      const picture = sharp(bytes)
      return (area ? picture.extract(area) : picture).removeAlpha().raw().toBuffer()
    }),
  )
  if (!a || !b || a.length !== b.length) throw new TypeError('Expected pictures of the same size')
  return a.reduce((sum, sample, i) => sum + Math.abs(sample - (b[i] as number)), 0) / a.length
}

describe('the first pass', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('sends the photo upright: orientation %i', async (orientation) => {
    const bytes = await sharp(await realisticJpeg(960, 640, 2))
      .withMetadata({ orientation })
      .jpeg()
      .toBuffer()
    const turned = orientation >= 5
    const size = turned ? { width: 640, height: 960 } : { width: 960, height: 640 }
    const upright = await sharp(bytes).autoOrient().png().toBuffer()
    const reduced = { width: size.width / 2, height: size.height / 2 }
    const small = await sharp(upright).resize(reduced).png().toBuffer()
    const [whole, half] = [
      await run(await firstPass(bytes, size)),
      await run(await firstPass(bytes, size, { edge: 480 })),
    ]
    expect([whole, half]).toMatchObject([size, reduced])
    expect(await difference(whole.data, upright)).toBeLessThan(2)
    expect(await difference(half.data, small)).toBeLessThan(2)
  })

  const models = ['grey', 'rgb', 'cmyk'] as const
  const layouts = models.flatMap((model) =>
    ([8, 16, ...(model === 'rgb' ? [32 as const] : [])] as const).flatMap((bits) =>
      [false, true].map((hasAlpha): Layout => {
        const channels = colourChannels[model] + Number(hasAlpha)
        return { width: 640, height: 480, channels, hasAlpha, model, bits }
      }),
    ),
  )
  test.each(layouts)('sends $model of $bits bits, alpha $hasAlpha', async (layout) => {
    const bytes = await randomPicture(layout).tiff({ compression: 'lzw' }).toBuffer()
    const upload = await run(await firstPass(bytes, layout, { edge: 400 }))
    expect(upload).toMatchObject({ width: 400, height: 300, type: layout.hasAlpha ? 'image/png' : 'image/jpeg' })
    const { channels, space, depth } = await sharp(upload.data).metadata()
    expect([channels, space, depth]).toEqual([layout.hasAlpha ? 4 : 3, 'srgb', 'uchar'])
  })

  test('reduces a large photo to the edge, and says its size', async () => {
    const bytes = await realisticJpeg(3000, 2000)
    const upload = await run(await firstPass(bytes, { width: 3000, height: 2000 }))
    const { format, width, height, chromaSubsampling } = await sharp(upload.data).metadata()
    expect([upload.width, upload.height]).toEqual([2560, 1707])
    expect([format, width, height, chromaSubsampling]).toEqual(['jpeg', 2560, 1707, '4:4:4'])
  })

  test('is the same each time', async () => {
    const request = await firstPass(await realisticJpeg(1200, 800), { width: 1200, height: 800 }, { edge: 700 })
    const [one, other] = [await run(request), await run(request)]
    expect(Buffer.from(one.data).equals(other.data)).toBe(true)
  })
})

describe('nothing but the picture is sent', () => {
  const sensitive = /Exif|GPS|ns\.adobe|Photoshop|8BIM|ICC_PROFILE|Contax|Jane|headline|day at the lake/i

  /** A camera's photo with everything in it that says where, when and by whom. */
  async function taggedJpeg(): Promise<Buffer> {
    const bytes = await sharp(await realisticJpeg(400, 300))
      .withIccProfile('p3')
      .jpeg()
      .toBuffer()
    return withSegments(
      bytes,
      segment(0xe1, 'Exif\0\0', cameraExif(1)),
      segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', Buffer.from(xmpPacket('xmp:Rating="5"'))),
      segment(0xed, 'Photoshop 3.0\0', resource(0x0404, iptc)),
    )
  }

  test('as JPEG', async () => {
    const bytes = await taggedJpeg()
    expect(bytes.toString('latin1')).toMatch(sensitive)
    const { data } = await run(await firstPass(bytes, { width: 400, height: 300 }))
    const { exif, xmp, iptc: iptcData, icc, comments } = await sharp(data).metadata()
    expect([exif, xmp, iptcData, icc, comments]).toEqual(Array(5).fill(undefined))
    expect(Buffer.from(data).toString('latin1')).not.toMatch(sensitive)
  })

  test('as PNG', async () => {
    const alpha = await sharp({ create: { width: 400, height: 300, channels: 4, background: '#80402080' } })
      .withExif({ IFD0: { Artist: 'Jane Doe' } })
      .withXmp(xmpPacket('xmp:Rating="5"'))
      .withIccProfile('p3')
      .png()
      .toBuffer()
    const { data, type } = await run(await firstPass(alpha, { width: 400, height: 300 }))
    expect(type).toBe('image/png')
    const bytes = Buffer.from(data)
    const chunks = new Set<string>()
    for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at) + 12)
      chunks.add(bytes.toString('latin1', at + 4, at + 8))
    expect([...chunks].filter((name) => name !== 'pHYs')).toEqual(['IHDR', 'IDAT', 'IEND'])
  })
})

describe('transparency', () => {
  const layout: Layout = { width: 400, height: 300, channels: 4, hasAlpha: true, model: 'rgb', bits: 8 }

  test('is kept, in a PNG', async () => {
    const bytes = await randomPicture(layout).png().toBuffer()
    const { data, type } = await run(await firstPass(bytes, layout))
    expect(type).toBe('image/png')
    const alphaOf = (file: Uint8Array) => sharp(file).extractChannel(3).raw().toBuffer()
    expect((await alphaOf(data)).equals(await alphaOf(bytes))).toBe(true)
  })

  test('is left out where there is none of it', async () => {
    const bytes = await sharp(await realisticJpeg(400, 300))
      .ensureAlpha()
      .png()
      .toBuffer()
    const upload = await run(await firstPass(bytes, layout))
    expect([upload.type, (await sharp(upload.data).metadata()).channels]).toEqual(['image/jpeg', 3])
  })
})

describe('10,000,000 bytes as Base64', () => {
  const size = { width: 2560, height: 2560 }
  const base64Length = (data: Uint8Array) => Math.ceil(data.length / 3) * 4

  test('are kept to by a lower quality first', async () => {
    const size = { width: 2200, height: 2200 }
    const bytes = await randomPicture({ ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 })
      .png({ compressionLevel: 0 })
      .toBuffer()
    const upload = await run(await firstPass(bytes, size))
    expect(upload).toMatchObject(size)
    expect(base64Length(upload.data)).toBeLessThanOrEqual(10_000_000)
    const best = await sharp(bytes).jpeg({ quality: 94, chromaSubsampling: '4:4:4' }).toBuffer()
    expect(base64Length(best)).toBeGreaterThan(10_000_000)
  })

  test('are kept to by a smaller picture then', async () => {
    const bytes = await randomPicture({ ...size, channels: 4, hasAlpha: true, model: 'rgb', bits: 8 })
      .png({ compressionLevel: 0 })
      .toBuffer()
    const upload = await run(await firstPass(bytes, size))
    expect(base64Length(upload.data)).toBeLessThanOrEqual(10_000_000)
    expect(upload.width).toBe(upload.height)
    expect(upload.width).toBeLessThan(size.width)
    expect(upload.width).toBeGreaterThan(1000)
    expect((await sharp(upload.data).metadata()).width).toBe(upload.width)
  })
})

describe('a later pass', () => {
  /** A scene of which the photo shows the middle; the passes widen it, then heighten it. */
  const scene = { width: 1500, height: 1000 }
  const original = { left: 400, top: 200, width: 700, height: 500 }
  const between = { left: 100, top: 100, width: 1300, height: 800 }
  const plan = nestedPlan(scene, [original, between, { left: 0, top: 0, ...scene }])
  let whole: Buffer
  let photo: PhotoFile
  let render: PhotoFile
  beforeAll(async () => {
    whole = await realisticJpeg(scene.width, scene.height, 2)
    photo = await writePhoto(folder, 'middle.png', await sharp(whole).extract(original).png().toBuffer())
    render = await writePhoto(folder, 'render.jpg', await driftedRender(whole, between, 0.5))
  })

  function request(changes: Partial<PrepareRequest> = {}): PrepareRequest {
    return {
      source: photo.path,
      contentHash: photo.contentHash,
      plan,
      pass: 1,
      renders: [render.path],
      edge: 2560,
      ...changes,
    }
  }

  test('sends the last result with the photo in its place', async () => {
    const upload = await run(request())
    expect(upload).toMatchObject({ width: between.width, height: between.height, type: 'image/jpeg' })
    const truth = await sharp(whole).extract(between).png().toBuffer()
    const { left, top, width, height } = original
    const inside = { left: left - between.left, top: top - between.top, width, height }
    expect(await difference(upload.data, truth, inside)).toBeLessThan(2)
    // As near as a render of half the size can be.
    const beside = { left: 0, top: 0, width: inside.left, height: between.height }
    expect(await difference(upload.data, truth, beside)).toBeLessThan(3)
    const drifted = await sharp(render.path).resize(between.width, between.height, { fit: 'fill' }).png().toBuffer()
    expect(await difference(drifted, truth, beside)).toBeGreaterThan(8)
  })

  test('is reduced as a whole', async () => {
    const upload = await run(request({ edge: 650 }))
    expect(upload).toMatchObject({ width: 650, height: 400 })
    const truth = await sharp(whole).extract(between).resize(650, 400).png().toBuffer()
    expect(await difference(upload.data, truth)).toBeLessThan(4)
  })

  test('says when a render is damaged: it can be fetched again', async () => {
    const html = await writePhoto(folder, 'page.jpg', Buffer.from('<html>'))
    await expect(run(request({ renders: [html.path] }))).rejects.toMatchObject({
      code: 'download-broken',
      retryable: true,
    })
  })

  test.each([{ renders: [] }, { pass: 2 }, { pass: 0 }])(
    'is refused when it does not fit its renders: %j',
    async (changes) => {
      await expect(run(request(changes))).rejects.toMatchObject({ code: 'bad-request' })
    },
  )
})

describe('a photo', () => {
  test('that has changed is refused', async () => {
    const request = await firstPass(
      await realisticJpeg(400, 300),
      { width: 400, height: 300 },
      { contentHash: '0'.repeat(64) },
    )
    await expect(run(request)).rejects.toMatchObject({ code: 'photo-changed' })
  })

  test('that is cut off is refused', async () => {
    const bytes = await realisticJpeg(400, 300)
    const request = await firstPass(bytes.subarray(0, bytes.length / 2), { width: 400, height: 300 })
    await expect(run(request)).rejects.toMatchObject({ code: 'image-damaged' })
  })

  test('whose plan the service would refuse is not sent', async () => {
    const request = await firstPass(await realisticJpeg(903, 300), { width: 903, height: 300 })
    await expect(run(request)).rejects.toMatchObject({ code: 'bad-request' })
  })

  test('that is not wanted any more is let go', async () => {
    const request = await firstPass(await realisticJpeg(400, 300), { width: 400, height: 300 })
    await expect(run(request, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
  })
})
