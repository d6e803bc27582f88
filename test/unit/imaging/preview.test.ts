import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { planTarget, type Size, type Target } from '../../../core/geometry'
import { type PreviewRequest, previewRequestSchema } from '../../../core/imaging'
import { makePreview } from '../../../main/imaging/preview'
import { makeThumbnail } from '../../../main/imaging/thumbnail'
import { randomPicture, writePhoto } from '../../fixtures/images/pictures'
import { realisticJpeg } from '../../fixtures/images/realistic-photo'
import { planOf, px, ratioTarget } from '../core/geometry/cases'

const never = new AbortController().signal
const rgb = { width: 300, height: 200, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 } as const
let folder = ''
let photo = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-preview-'))
  photo = (await writePhoto(folder, 'photo.jpg', await realisticJpeg(1500, 1000))).path
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function requestFor(path: string, size: Size, target: Target, change: Partial<PreviewRequest> = {}): PreviewRequest {
  const { photo, canvas, original } = planOf(planTarget(size, target, { limits: null }))
  const local = { method: 'mirror', effort: 'fast' } as const
  return previewRequestSchema.parse({ path, photo, canvas, original, local, edge: 320, ...change })
}

const raw = (data: Uint8Array) => sharp(data).raw().toBuffer({ resolveWithObject: true })

describe('a preview', () => {
  test.each(['texture', 'mirror', 'stretch', 'blur'] as const)(
    'shows the photo where the plan puts it, and around it what %s makes of it',
    async (method) => {
      const before = await readFile(photo)
      const target = ratioTarget(21, 9, { anchor: { x: 1, y: 0.5 } })
      const request = requestFor(photo, px(1500, 1000), target, { local: { method, effort: 'fast' } })
      const { data, type } = await makePreview(request, { signal: never })
      expect(type).toBe('image/jpeg')
      const { data: samples, info } = await raw(data)
      expect([info.width, info.height]).toEqual([320, 137])
      const small = await sharp(photo).resize(206, 137, { fit: 'fill' }).raw().toBuffer()
      const shown = await sharp(data).extract({ left: 114, top: 0, width: 206, height: 137 }).raw().toBuffer()
      const differences = shown.map((sample, i) => Math.abs(sample - (small[i] as number)))
      expect(differences.reduce((sum, each) => sum + each, 0) / shown.length).toBeLessThan(6)
      const painted = await sharp(data).extract({ left: 0, top: 0, width: 100, height: 137 }).stats()
      expect(Math.max(...painted.channels.map(({ stdev }) => stdev))).toBeGreaterThan(4)
      expect(samples.length).toBe(320 * 137 * 3)
      expect(await readFile(photo)).toEqual(before)
      expect(await readdir(folder)).toEqual(['photo.jpg'])
    },
  )

  test('is the same picture for the same request', async () => {
    const request = requestFor(photo, px(1500, 1000), ratioTarget(1, 1), {
      local: { method: 'texture', effort: 'fast' },
    })
    const [one, two] = [await makePreview(request, { signal: never }), await makePreview(request, { signal: never })]
    expect(Buffer.from(one.data)).toEqual(Buffer.from(two.data))
  })

  test.each([
    ['16 bits', { ...rgb, bits: 16 }, 'png'],
    ['CMYK', { ...rgb, channels: 4, model: 'cmyk' }, 'tiff'],
    ['grey', { ...rgb, channels: 1, model: 'grey' }, 'tiff'],
    ['float', { ...rgb, bits: 32 }, 'tiff'],
  ] as const)('is made of %s, too', async (name, layout, format) => {
    const bytes = await randomPicture(layout)[format]().toBuffer()
    const { path } = await writePhoto(folder, `${name}.${format}`, bytes)
    const { data } = await makePreview(requestFor(path, px(300, 200), ratioTarget(2, 1)), { signal: never })
    expect(await sharp(data).metadata()).toMatchObject({ width: 320, height: 160, channels: 3, space: 'srgb' })
    await rm(path)
  })

  test('is upright', async () => {
    const bytes = await randomPicture(rgb).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const { path } = await writePhoto(folder, 'turned.jpg', bytes)
    const { data } = await makePreview(requestFor(path, px(200, 300), ratioTarget(1, 1)), { signal: never })
    expect(await sharp(data).metadata()).toMatchObject({ width: 300, height: 300 })
    await rm(path)
  })

  test('is refused for a photo that is not the one that was planned', async () => {
    const request = requestFor(photo, px(1500, 1001), ratioTarget(1, 1))
    await expect(makePreview(request, { signal: never })).rejects.toMatchObject({ code: 'photo-changed' })
  })

  test('of nothing says so', async () => {
    const request = requestFor(join(folder, 'gone.jpg'), px(1500, 1000), ratioTarget(1, 1))
    await expect(makePreview(request, { signal: never })).rejects.toMatchObject({ code: 'file-missing' })
  })

  test('ends when nobody waits for it', async () => {
    const request = requestFor(photo, px(1500, 1000), ratioTarget(1, 1), {
      local: { method: 'texture', effort: 'fast' },
    })
    await expect(makePreview(request, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('a part of a photo', () => {
  test('is shown pixel by pixel', async () => {
    const region = { left: 400, top: 300, width: 500, height: 400 }
    const { data } = await makeThumbnail({ path: photo, edge: 4096, region })
    const shown = await raw(data)
    expect([shown.info.width, shown.info.height]).toEqual([500, 400])
    const own = await sharp(photo).extract(region).raw().toBuffer()
    const differences = shown.data.map((sample, i) => Math.abs(sample - (own[i] as number)))
    expect(differences.reduce((sum, each) => sum + each, 0) / own.length).toBeLessThan(5)
  })

  test('is a part of the photo upright, cut to what there is', async () => {
    const bytes = await sharp(photo).resize(300, 200).withMetadata({ orientation: 6 }).png().toBuffer()
    const { path } = await writePhoto(folder, 'turned.png', bytes)
    const part = { left: 120, top: 250, width: 80, height: 50 }
    const upright = await sharp(path).autoOrient().extract(part).raw().toBuffer()
    const region = { left: 120, top: 250, width: 500, height: 500 }
    const { data } = await makeThumbnail({ path, edge: 4096, region })
    const shown = await raw(data)
    expect([shown.info.width, shown.info.height]).toEqual([80, 50])
    const differences = shown.data.map((sample, i) => Math.abs(sample - (upright[i] as number)))
    expect(differences.reduce((sum, each) => sum + each, 0) / upright.length).toBeLessThan(5)
    await rm(path)
  })

  test('that lies outside of it is refused', async () => {
    const region = { left: 1500, top: 0, width: 10, height: 10 }
    await expect(makeThumbnail({ path: photo, edge: 64, region })).rejects.toMatchObject({ code: 'bad-request' })
  })
})
