import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Plan, Size } from '../../../core/geometry/types'
import { decodeOntoCanvas } from '../../../main/imaging/decode'
import { decodeApart } from '../../../main/imaging/decode-apart'
import { composeBytes, isDecodedApart, type PhotoWeight } from '../../../main/imaging/memory'
import { numbersEntry } from '../../../main/imaging/metadata/ifd'
import {
  type ColourModel,
  colourChannels,
  cropped,
  type Layout,
  type Raster,
  type SampleBits,
} from '../../../main/imaging/raster'
import { composeRequest, planAround, randomPicture, unchanged } from '../../fixtures/images/pictures'
import { cameraExif } from '../../fixtures/images/tagged-jpeg'
import { withExif, withTags } from '../../fixtures/images/with-exif'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-apart-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const stored = { width: 41, height: 23 }
const margins = { top: 5, right: 13, bottom: 9, left: 7 }

function layoutOf(bits: SampleBits, hasAlpha: boolean, model: ColourModel = 'rgb'): Layout {
  return { ...stored, channels: colourChannels[model] + Number(hasAlpha), hasAlpha, model, bits }
}

/** Of what is turned by a quarter. */
function lying<T extends Size>(upright: T): T {
  return { ...upright, width: upright.height, height: upright.width }
}

/** The photo's own samples. */
function bytesOf(canvas: Raster, { original, photo }: Plan): Buffer {
  const { samples } = cropped(canvas, { ...original, ...photo })
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
}

describe('a photo that goes by way of the disk has the very samples that it has otherwise', () => {
  const layouts: readonly (readonly [ColourModel, SampleBits, boolean])[] = [
    ['rgb', 8, false],
    ['rgb', 8, true],
    ['rgb', 16, false],
    ['rgb', 16, true],
    ['grey', 16, false],
    ['grey', 16, true],
    ['cmyk', 8, false],
    ['cmyk', 16, false],
    ['cmyk', 16, true],
    ['rgb', 32, false],
  ]
  const isPng = (model: ColourModel, bits: SampleBits) => model !== 'cmyk' && bits !== 32
  const cases = layouts.flatMap(([model, bits, hasAlpha]) =>
    ['turned TIFF', ...(isPng(model, bits) ? ['interlaced PNG', 'interlaced and turned PNG'] : [])].map(
      (kind) => [model, bits, hasAlpha, kind] as const,
    ),
  )
  test.each(cases)('%s of %s bits, alpha %s, %s', async (model, bits, hasAlpha, kind) => {
    const isTurned = kind !== 'interlaced PNG'
    const picture = randomPicture(layoutOf(bits, hasAlpha, model))
    const file =
      kind === 'turned TIFF'
        ? withTags(await picture.tiff({ compression: 'lzw', predictor: 'none' }).toBuffer(), [
            numbersEntry(274, 'short', [6]),
          ])
        : withExif(await picture.png({ progressive: true }).toBuffer(), 'png', cameraExif(isTurned ? 6 : 1))
    const upright = layoutOf(bits, hasAlpha, model)
    const layout = isTurned ? lying(upright) : upright
    const plan = planAround(layout, margins)
    const apart = join(folder, 'apart')
    const direct = await decodeOntoCanvas(file, layout, plan)
    const detour = await decodeApart({ input: file }, layout, plan, bits, apart)
    // Around it is nothing of meaning.
    expect(bytesOf(detour, plan).equals(bytesOf(direct, plan))).toBe(true)
    expect({ ...detour, samples: null, room: null }).toEqual({ ...direct, samples: null, room: null })
    expect(direct.samples.some((sample) => sample > 0)).toBe(true)
    expect((await stat(apart)).size).toBe(0)
  })
})

describe('it is turned by its orientation, part by part, wherever it lies on the canvas', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('%i', async (orientation) => {
    const picture = randomPicture({ ...layoutOf(8, false), width: 300, height: 530 })
    const file = await picture.withMetadata({ orientation }).png().toBuffer()
    const upright = { ...layoutOf(8, false), width: 300, height: 530 }
    const layout = orientation < 5 ? upright : lying(upright)
    const plan = planAround(layout, { top: 290, right: 3, bottom: 7, left: 0 })
    const detour = await decodeApart({ input: file }, layout, plan, 8, join(folder, 'turned'))
    const direct = await decodeOntoCanvas(file, layout, plan)
    expect(bytesOf(detour, plan).equals(bytesOf(direct, plan))).toBe(true)
  })
})

test('that its file cannot be written is not said of the photo', async () => {
  const file = await randomPicture(layoutOf(8, false)).png().toBuffer()
  const layout = layoutOf(8, false)
  const made = decodeApart({ input: file }, layout, planAround(layout, margins), 8, join(folder, 'missing', 'apart'))
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
  const onCanvas = { ...weight.layout, ...plan.canvas }
  const common = { ...weight.layout, width: 6000, height: 4000 }
  expect(isDecodedApart(weight, onCanvas)).toBe(true)
  expect(isDecodedApart(weight, { ...onCanvas, bits: 8 })).toBe(false)
  expect(isDecodedApart({ ...weight, isProgressive: false }, onCanvas)).toBe(false)
  expect(isDecodedApart({ ...weight, layout: common }, common)).toBe(false)
  // Of five channels sharp keeps all.
  const ink: PhotoWeight = { ...weight, layout: { ...layoutOf(16, true, 'cmyk'), ...size }, isProgressive: false }
  expect(isDecodedApart(ink, { ...ink.layout, ...plan.canvas })).toBe(true)
  const request = composeRequest({ path: 'photo.png', contentHash: '' }, plan, { format: 'tiff' })
  const changes = { ...unchanged, bits: 16 } as const
  for (const photo of [weight, { ...weight, isTurned: true }])
    expect(composeBytes(request, photo, changes, 0)).toBeLessThan(1.2e9)
  expect(composeBytes(request, ink, { ...changes, model: 'cmyk' }, 0)).toBeLessThan(1.45e9)
})
