import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Rect } from '../../../core/geometry'
import { makeThumbnail } from '../../../main/imaging/thumbnail'
import { randomPicture } from '../../fixtures/images/pictures'

const size = { width: 300, height: 200 }
const rgb = { ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 } as const
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-region-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const cut = (path: string, region: Rect) => makeThumbnail({ path, edge: 4096, region })
const raw = (data: Uint8Array) => sharp(data).removeAlpha().raw().toBuffer()

describe('a part of a picture', () => {
  test.each(['png', 'tiff', 'jpeg', 'webp'] as const)('of %s has its own px, unscaled', async (format) => {
    const path = join(folder, `photo.${format}`)
    await writeFile(path, await randomPicture(rgb)[format]().toBuffer())
    const { data, type } = await cut(path, { left: 30, top: 40, width: 64, height: 50 })
    expect(type).toBe('image/png')
    expect(await sharp(data).metadata()).toMatchObject({ format: 'png', width: 64, height: 50 })
    const expected = await sharp(path).extract({ left: 30, top: 40, width: 64, height: 50 }).raw().toBuffer()
    expect((await raw(data)).equals(expected)).toBe(true)
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('is counted in the picture as it stands, orientation %i', async (orientation) => {
    const path = join(folder, `turned-${orientation}.jpg`)
    await writeFile(path, await randomPicture(rgb).withMetadata({ orientation }).jpeg().toBuffer())
    const upright = await sharp(path).autoOrient().png().toBuffer()
    const region = { left: 100, top: 20, width: 60, height: 70 }
    const { data } = await cut(path, region)
    expect((await raw(data)).equals(await sharp(upright).extract(region).raw().toBuffer())).toBe(true)
  })

  test('ends where the picture ends', async () => {
    const path = join(folder, 'edge.png')
    await writeFile(path, await randomPicture(rgb).png().toBuffer())
    const { data } = await cut(path, { left: 256, top: 192, width: 64, height: 64 })
    expect(await sharp(data).metadata()).toMatchObject({ width: 44, height: 8 })
  })

  test('outside of the picture is refused', async () => {
    const path = join(folder, 'edge.png')
    await writeFile(path, await randomPicture(rgb).png().toBuffer())
    await expect(cut(path, { left: 300, top: 0, width: 10, height: 10 })).rejects.toMatchObject({
      code: 'bad-request',
    })
  })

  test('is shown in sRGB, with 8 bits', async () => {
    const path = join(folder, 'p3.png')
    await writeFile(path, await randomPicture(rgb).withIccProfile('p3').png().toBuffer())
    const { data } = await cut(path, { left: 0, top: 0, width: 20, height: 20 })
    const { depth, space } = await sharp(data).metadata()
    expect({ depth, space }).toEqual({ depth: 'uchar', space: 'srgb' })
    const part = sharp(path).extract({ left: 0, top: 0, width: 20, height: 20 })
    const own = await part.keepIccProfile().raw().toBuffer()
    expect((await raw(data)).equals(own)).toBe(false)
  })

  test.each([
    ['nothing.jpg', null, 'file-missing'],
    ['text.jpg', 'Dear diary', 'not-an-image'],
  ])('of %s is refused', async (name, content, code) => {
    const path = join(folder, name)
    if (content !== null) await writeFile(path, content)
    await expect(cut(path, { left: 0, top: 0, width: 10, height: 10 })).rejects.toMatchObject({ code })
  })
})
