import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Conversion } from '../../../core/conversion'
import type { OutputFormat } from '../../../core/photo'
import { convertApart } from '../../../main/imaging/convert-apart'
import { composeBytes, isConvertedApart, type PhotoWeight } from '../../../main/imaging/memory'
import {
  type ColourModel,
  colourChannels,
  type Layout,
  type Raster,
  type SampleBits,
} from '../../../main/imaging/raster'
import { composeRequest, planAround, unchanged } from '../../fixtures/images/pictures'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-convert-apart-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const small: Layout = { width: 3, height: 300, channels: 2, hasAlpha: true, model: 'grey', bits: 16 }

function picture(): Raster {
  const larger = Uint16Array.from({ length: 2000 }, (_, i) => i * 30)
  return { ...small, samples: larger.subarray(4, 1804), room: new Uint8Array(larger.buffer, 0, 8) }
}

/** In 8 bits: the lower ones. */
const cut = async ({ samples, room: _, ...layout }: Raster): Promise<Raster> => ({
  ...layout,
  bits: 8,
  samples: Uint8Array.from(samples),
})

test('a picture that is converted from disk has the same samples, and memory for no more than them', async () => {
  const made = { picture: picture() }
  const expected = await cut(picture())
  const apart = join(folder, 'apart')
  await convertApart(made, cut, apart)
  const { room, ...converted } = made.picture
  expect(converted).toEqual(expected)
  expect(room).toHaveLength(0)
  expect(converted.samples.buffer.byteLength).toBe(1800)
  expect((await stat(apart)).size).toBe(0)
})

test('that its file cannot be written is said', async () => {
  const tried = convertApart({ picture: picture() }, cut, join(folder, 'missing', 'apart'))
  await expect(tried).rejects.toMatchObject({ code: 'output-unwritable' })
})

describe('of 100 megapixels', () => {
  const size = { width: 12_250, height: 8165 }
  const plan = planAround(size, { top: 0, right: 1133, bottom: 0, left: 1133 })
  const toP3: Conversion = { ...unchanged, profile: 'display-p3', convertsColours: true }

  function reckoned(
    model: ColourModel,
    bits: SampleBits,
    hasAlpha: boolean,
    format: OutputFormat,
    changes: Conversion,
  ) {
    const layout: Layout = { ...size, channels: colourChannels[model] + Number(hasAlpha), hasAlpha, model, bits }
    const photo: PhotoWeight = {
      layout,
      format: 'tiff',
      fileBytes: 0,
      isLetGo: true,
      tilePixels: null,
      isTurned: false,
      isProgressive: false,
      isLossless: false,
    }
    const request = composeRequest({ path: 'photo.tif', contentHash: '' }, plan, { format })
    return {
      isApart: isConvertedApart(request, { ...layout, ...plan.canvas }, changes),
      bytes: composeBytes(request, photo, changes, 0),
    }
  }

  test.each<readonly [string, boolean, ColourModel, SampleBits, boolean, OutputFormat, Conversion]>([
    ['with alpha to WebP in another profile', true, 'rgb', 16, true, 'webp', toP3],
    ['of ink to WebP', true, 'cmyk', 16, false, 'webp', toP3],
    ['of ink to PNG of 16 bits', false, 'cmyk', 16, false, 'png', { ...toP3, bits: 16 }],
    ['without alpha to WebP in another profile', false, 'rgb', 16, false, 'webp', toP3],
    ['with alpha to TIFF of 8 bits in another profile', false, 'rgb', 16, true, 'tiff', toP3],
    ['of 8, with alpha, to TIFF of 16 bits', true, 'rgb', 8, true, 'tiff', { ...unchanged, bits: 16 }],
    ['of ink with alpha and 8 to TIFF of 16', true, 'cmyk', 8, true, 'tiff', { ...unchanged, model: 'cmyk', bits: 16 }],
    ['of grey with alpha to PNG in another profile', true, 'grey', 16, true, 'png', { ...toP3, bits: 16 }],
    ['of 8 bits to WebP in another profile', false, 'rgb', 8, true, 'webp', toP3],
  ])(
    '%s: by way of the disk %s, and within what is promised',
    (_, isGone, model, bits, hasAlpha, format, conversion) => {
      const { isApart, bytes } = reckoned(model, bits, hasAlpha, format, conversion)
      expect(isApart).toBe(isGone)
      expect(bytes).toBeLessThan(1.4e9)
    },
  )

  test('grey is converted in all its bits, which are there until it is encoded', () => {
    const pixels = plan.canvas.width * plan.canvas.height
    expect(reckoned('grey', 16, false, 'jpeg', toP3).bytes).toBeGreaterThan(pixels * (2 + 6))
  })
})
