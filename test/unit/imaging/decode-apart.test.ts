import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeOntoCanvas } from '../../../main/imaging/decode'
import { decodeApart } from '../../../main/imaging/decode-apart'
import { composeBytes, isDecodedApart, type PhotoWeight } from '../../../main/imaging/memory'
import type { Layout } from '../../../main/imaging/raster'
import { composeRequest, planAround, randomPicture } from '../../fixtures/images/pictures'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-apart-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const stored = { width: 41, height: 23 }
const margins = { top: 5, right: 13, bottom: 9, left: 7 }

function layoutOf(bits: 8 | 16, hasAlpha: boolean, isLying = false): Layout {
  const size = isLying ? { width: stored.height, height: stored.width } : stored
  return { ...size, channels: hasAlpha ? 4 : 3, hasAlpha, model: 'rgb', bits }
}

describe('a photo that goes by way of the disk has the very samples that it has otherwise', () => {
  const cases = ([8, 16] as const).flatMap((bits) =>
    [false, true].flatMap((hasAlpha) =>
      ['turned TIFF', 'interlaced PNG', 'interlaced and turned PNG'].map((kind) => [bits, hasAlpha, kind] as const),
    ),
  )
  test.each(cases)('%s bits, alpha %s, %s', async (bits, hasAlpha, kind) => {
    const isTurned = kind !== 'interlaced PNG'
    const picture = randomPicture(layoutOf(bits, hasAlpha)).withMetadata({ orientation: isTurned ? 6 : 1 })
    const file = await (kind === 'turned TIFF'
      ? picture.tiff({ compression: 'lzw' })
      : picture.png({ progressive: true })
    ).toBuffer()
    const layout = layoutOf(bits, hasAlpha, isTurned)
    const plan = planAround(layout, margins)
    const apart = join(folder, 'apart')
    const [direct, detour] = [await decodeOntoCanvas(file, layout, plan), await decodeApart(file, layout, plan, apart)]
    expect(detour).toEqual(direct)
    expect(direct.samples.some((sample) => sample > 0)).toBe(true)
    expect((await stat(apart)).size).toBe(0)
  })
})

test('that its file cannot be written is not said of the photo', async () => {
  const file = await randomPicture(layoutOf(8, false)).png().toBuffer()
  const layout = layoutOf(8, false)
  const made = decodeApart(file, layout, planAround(layout, margins), join(folder, 'missing', 'apart'))
  await expect(made).rejects.toMatchObject({ code: 'output-unwritable' })
})

test('only what would be there twice and is large goes by way of the disk, and is reckoned with once', () => {
  const size = { width: 12_250, height: 8165 }
  const plan = planAround(size, { top: 0, right: 1133, bottom: 0, left: 1133 })
  const weight: PhotoWeight = {
    layout: { ...layoutOf(16, true), ...size },
    format: 'png',
    fileBytes: 0,
    isLetGo: true,
    tilePixels: null,
    isLossless: false,
    isTurned: false,
    isProgressive: true,
  }
  const common = { width: 6000, height: 4000 }
  expect(isDecodedApart(weight, plan.canvas)).toBe(true)
  expect(isDecodedApart({ ...weight, isProgressive: false }, plan.canvas)).toBe(false)
  expect(isDecodedApart({ ...weight, layout: { ...weight.layout, ...common } }, common)).toBe(false)
  const request = composeRequest({ path: 'photo.png', contentHash: '' }, plan, { format: 'jpeg' })
  expect(composeBytes(request, weight, 0)).toBeLessThan(1.5e9)
})
