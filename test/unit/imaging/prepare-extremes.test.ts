import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inputFits, passBetween } from '../../../core/geometry/passes'
import type { Plan, Rect, Size } from '../../../core/geometry/types'
import type { PrepareRequest, Upload } from '../../../core/imaging'
import { serviceLimits } from '../../../core/limits'
import { prepare } from '../../../main/imaging/prepare'
import { driftedRender } from '../../fixtures/images/drifted-render'
import { planAround, randomPicture, writePhoto } from '../../fixtures/images/pictures'
import { realisticJpeg } from '../../fixtures/images/realistic-photo'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-extremes-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let files = 0

async function request(bytes: Uint8Array, plan: Plan, changes: Partial<PrepareRequest> = {}): Promise<PrepareRequest> {
  const { path, contentHash } = await writePhoto(folder, `${files++}.photo`, bytes)
  return { source: path, contentHash, plan, pass: 0, renders: [], edge: 2560, ...changes }
}

function run(request: PrepareRequest): Promise<Upload> {
  return prepare(request, { signal: new AbortController().signal })
}

/** Holds an upload against every rule of the service. */
async function expectTaken(upload: Upload): Promise<void> {
  const { width, height, format, space, depth, orientation, exif, icc } = await sharp(upload.data).metadata()
  expect({ width, height }).toEqual({ width: upload.width, height: upload.height })
  expect(inputFits(upload, serviceLimits), `${width} × ${height}`).toBe(true)
  expect(Math.ceil(upload.data.length / 3) * 4).toBeLessThanOrEqual(10_000_000)
  expect([`image/${format}`, space, depth]).toEqual([upload.type, 'srgb', 'uchar'])
  expect([orientation, exif, icc]).toEqual([undefined, undefined, undefined])
}

/** The mean absolute difference to a part of a scene, in steps of 8 bits. */
async function difference(upload: Upload, scene: Buffer, area: Rect): Promise<number> {
  const { width, height } = upload
  const raw = await sharp(scene).extract(area).resize(width, height, { fit: 'fill' }).removeAlpha().raw().toBuffer()
  const sent = await sharp(upload.data).removeAlpha().raw().toBuffer()
  return raw.reduce((sum, sample, i) => sum + Math.abs(sample - (sent[i] as number)), 0) / raw.length
}

describe('a photo smaller than the service takes', () => {
  const around = { top: 10, right: 10, bottom: 10, left: 10 }
  test.each([
    [
      { width: 120, height: 90 },
      { width: 400, height: 300 },
    ],
    [
      { width: 40, height: 31 },
      { width: 387, height: 300 },
    ],
    [
      { width: 31, height: 40 },
      { width: 300, height: 387 },
    ],
    [
      { width: 300, height: 120 },
      { width: 750, height: 300 },
    ],
    [
      { width: 5, height: 2 },
      { width: 750, height: 300 },
    ],
    [
      { width: 1, height: 1 },
      { width: 300, height: 300 },
    ],
  ] satisfies [Size, Size][])('is enlarged: %j', async (size, expected) => {
    const scene = await sharp(await realisticJpeg(size.width, size.height, 2))
      .png()
      .toBuffer()
    const upload = await run(await request(scene, planAround(size, around)))
    expect(upload).toMatchObject(expected)
    await expectTaken(upload)
    expect(await difference(upload, scene, { left: 0, top: 0, ...size })).toBeLessThan(2)
  })

  test('is sent as PNG when it is transparent, the same each time', async () => {
    const layout = { width: 90, height: 60, channels: 4, hasAlpha: true, model: 'rgb', bits: 16 } as const
    const small = await request(await randomPicture(layout).png().toBuffer(), planAround(layout, around))
    const [upload, again] = [await run(small), await run(small)]
    expect(upload).toMatchObject({ width: 450, height: 300, type: 'image/png' })
    await expectTaken(upload)
    expect(Buffer.from(upload.data).equals(again.data)).toBe(true)
  })
})

describe('a tile', () => {
  const canvas = { width: 1800, height: 1012 }
  const photo: Rect = { left: 0, top: 206, width: 1800, height: 600 }
  const between: Rect = { left: 0, top: 100, width: 1800, height: 812 }
  const whole: Rect = { left: 0, top: 0, ...canvas }
  const tile = (known: Rect, result: Rect, left: number, right: number) =>
    passBetween({ ...known, left, width: right - left }, { ...result, left, width: right - left }, null)
  const plan: Plan = {
    photo: { width: photo.width, height: photo.height },
    canvas,
    original: { left: photo.left, top: photo.top },
    output: canvas,
    passes: [
      tile(photo, between, 0, 1000),
      tile(photo, between, 800, 1800),
      tile(between, whole, 0, 1100),
      tile(between, whole, 700, 1800),
    ],
  }
  let scene: Buffer
  let renders: string[] = []
  let bytes: Buffer
  beforeAll(async () => {
    scene = await realisticJpeg(canvas.width, canvas.height, 2)
    bytes = await sharp(scene).extract(photo).png().toBuffer()
    renders = await Promise.all(
      plan.passes.map(async ({ result }, i) => {
        const drift = { cast: [8 - 12 * (i % 2), -6, 5], gamma: 1.05, contrast: 0.96, slope: 3 } as const
        return (await writePhoto(folder, `${files++}.jpg`, await driftedRender(scene, result, 0.8, drift))).path
      }),
    )
  })

  test.each([
    [0, 2560],
    [1, 2560],
    [1, 600],
    [2, 2560],
    [3, 2560],
    [3, 600],
  ])('%i shows what is known of its input, and nothing else, at an edge of %i px', async (pass, edge) => {
    const upload = await run(await request(bytes, plan, { pass, edge, renders: renders.slice(0, pass) }))
    const input = plan.passes[pass]?.input ?? whole
    await expectTaken(upload)
    expect(Math.max(upload.width, upload.height)).toBe(Math.min(edge, input.width))
    expect(await difference(upload, scene, input)).toBeLessThan(4)
  })

  test.each([3, 6, 8])('shows the right part of a photo that is turned: orientation %i', async (orientation) => {
    const turns = { 3: 180, 6: 270, 8: 90 }[orientation] ?? 0
    const turned = await sharp(bytes).rotate(turns).withMetadata({ orientation }).png().toBuffer()
    for (const edge of [2560, 500]) {
      const upload = await run(await request(turned, plan, { pass: 1, renders: renders.slice(0, 1), edge }))
      await expectTaken(upload)
      expect(await difference(upload, scene, plan.passes[1]?.input ?? whole)).toBeLessThan(3)
    }
  })

  test('of a panorama is cut from it, however wide that is', async () => {
    const wide = { width: 15_000, height: 1000 }
    const panorama = await sharp(scene)
      .extract(photo)
      .resize(wide.width, wide.height, { fit: 'fill' })
      .jpeg()
      .toBuffer()
    const input: Rect = { left: 12_700, top: 200, width: 2300, height: 1000 }
    const passes = [passBetween(input, { ...input, top: 0, height: 1400 }, null)]
    const high = { width: wide.width, height: 1400 }
    const upload = await run(
      await request(panorama, { photo: wide, canvas: high, original: { left: 0, top: 200 }, output: high, passes }),
    )
    await expectTaken(upload)
    expect(await difference(upload, panorama, { ...input, top: 0 })).toBeLessThan(2)
  })
})
