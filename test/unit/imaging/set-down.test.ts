import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Conversion } from '../../../core/conversion'
import type { OutputFormat } from '../../../core/photo'
import { composeBytes, isSetDown, type PhotoWeight } from '../../../main/imaging/memory'
import { type ColourModel, colourChannels, type Layout, type SampleBits } from '../../../main/imaging/raster'
import { setDown } from '../../../main/imaging/set-down'
import { composeRequest, planAround, unchanged } from '../../fixtures/images/pictures'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-set-down-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const { signal } = new AbortController()
const small: Layout = { width: 3, height: 2, channels: 2, hasAlpha: true, model: 'grey', bits: 16 }

test('a picture that is set down has the same samples, and memory for no more than them', async () => {
  const larger = Uint16Array.from({ length: 40 }, (_, i) => i * 1000)
  const made = { picture: { ...small, samples: larger.subarray(4, 16), room: new Uint8Array(larger.buffer, 0, 8) } }
  const expected = { ...small, samples: larger.slice(4, 16) }
  const apart = join(folder, 'apart')
  await setDown(made, apart, signal)
  expect(made.picture).toEqual(expected)
  expect(made.picture.samples.buffer.byteLength).toBe(24)
  expect((await stat(apart)).size).toBe(0)
})

test('that its file cannot be written is said', async () => {
  const made = { picture: { ...small, samples: new Uint16Array(12) } }
  const tried = setDown(made, join(folder, 'missing', 'apart'), signal)
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
      isSetDown: isSetDown(request, { ...layout, ...plan.canvas }, changes),
      bytes: composeBytes(request, photo, changes, 0),
    }
  }

  test.each<readonly [string, boolean, ColourModel, SampleBits, boolean, OutputFormat, Conversion]>([
    ['with alpha to WebP in another profile', true, 'rgb', 16, true, 'webp', toP3],
    ['of ink to WebP', true, 'cmyk', 16, false, 'webp', toP3],
    ['of ink to PNG of 16 bits', false, 'cmyk', 16, false, 'png', { ...toP3, bits: 16 }],
    ['without alpha to WebP in another profile', false, 'rgb', 16, false, 'webp', toP3],
    ['with alpha to TIFF of 8 bits in another profile', false, 'rgb', 16, true, 'tiff', toP3],
    ['of 8 bits to WebP in another profile', false, 'rgb', 8, true, 'webp', toP3],
  ])('16 bits %s: set down %s, and within what is promised', (_, isGone, model, bits, hasAlpha, format, conversion) => {
    const { isSetDown, bytes } = reckoned(model, bits, hasAlpha, format, conversion)
    expect(isSetDown).toBe(isGone)
    expect(bytes).toBeLessThan(1.4e9)
  })

  test('grey is converted in all its bits, which are there until it is encoded', () => {
    const pixels = plan.canvas.width * plan.canvas.height
    expect(reckoned('grey', 16, false, 'jpeg', toP3).bytes).toBeGreaterThan(pixels * (2 + 6))
  })
})
