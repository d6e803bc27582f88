import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ComposeRequest } from '../../../core/imaging'
import type { OutputFormat } from '../../../core/photo'
import { compose } from '../../../main/imaging/compose'
import type { ColourModel, Layout, SampleBits } from '../../../main/imaging/raster'
import {
  channelsOf,
  composeRequest,
  planAround,
  type RequestChanges,
  randomPicture,
  writePhoto,
} from '../../fixtures/images/pictures'

const width = 41
const height = 23
const margins = { top: 5, right: 13, bottom: 9, left: 7 }

let folder = ''
let rendered: ComposeRequest['surroundings']
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-samples-'))
  const noise = randomPicture({ width: 48, height: 32, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 }, 5)
  const render = await writePhoto(folder, 'render.jpg', await noise.jpeg().toBuffer())
  rendered = { kind: 'renders', variation: 1, renders: [render.path] }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function layoutOf(model: ColourModel, bits: SampleBits, hasAlpha: boolean): Layout {
  const channels = { grey: 1, rgb: 3, cmyk: 4 }[model] + (hasAlpha ? 1 : 0)
  return { width, height, channels, hasAlpha, model, bits }
}

/** Encodes a random picture without loss, stored in the turn that an EXIF orientation undoes. */
function encode(layout: Layout, format: OutputFormat, orientation: number): Promise<Buffer> {
  const picture = randomPicture(layout).withMetadata({ orientation })
  if (format === 'png') return picture.png().toBuffer()
  if (format === 'tiff') return picture.tiff({ compression: 'lzw' }).toBuffer()
  return picture.webp({ lossless: true, exact: true }).toBuffer()
}

function run(request: ComposeRequest) {
  return compose(request, { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit: 1e9 })
}

let files = 0

/** Composes a file and compares the original area, channel by channel, sample by sample. */
async function expectSameSamples(bytes: Buffer, layout: Layout, changes: RequestChanges): Promise<void> {
  const photo = await writePhoto(folder, `${files++}.photo`, bytes)
  const { width, height } = (await sharp(bytes).metadata()).autoOrient
  const request = composeRequest(photo, planAround({ width, height }, margins), changes)
  const { notes } = await run(request)
  const isOpaque = layout.hasAlpha && request.surroundings.kind === 'renders'
  expect(notes.map(({ code }) => code)).toEqual(isOpaque ? ['opaque'] : [])
  const [before, after] = await Promise.all([
    channelsOf(photo.path, layout),
    channelsOf(request.destination, layout, margins),
  ])
  expect(after).toHaveLength(layout.channels)
  for (const [channel, samples] of before.entries()) {
    expect(after[channel]?.equals(samples), `channel ${channel}`).toBe(true)
  }
}

const formats: readonly {
  readonly format: OutputFormat
  readonly quality: number | null
  readonly layouts: Layout[]
}[] = [
  {
    format: 'png',
    quality: null,
    layouts: [8, 16].flatMap((bits) =>
      (['grey', 'rgb'] as const).flatMap((model) =>
        [false, true].map((alpha) => layoutOf(model, bits as SampleBits, alpha)),
      ),
    ),
  },
  {
    format: 'tiff',
    quality: null,
    layouts: [8, 16, 32].flatMap((bits) =>
      (['grey', 'rgb', 'cmyk'] as const).flatMap((model) =>
        [false, true].map((alpha) => layoutOf(model, bits as SampleBits, alpha)),
      ),
    ),
  },
  { format: 'webp', quality: 100, layouts: [layoutOf('rgb', 8, false), layoutOf('rgb', 8, true)] },
]

const cases = formats.flatMap(({ format, quality, layouts }) =>
  layouts.map((layout) => ({
    name: `${format}, ${layout.model}, ${layout.bits} bits${layout.hasAlpha ? ' with alpha' : ''}`,
    format,
    quality,
    layout,
  })),
)

/** All orientations where samples are one byte each, the usual turn elsewhere: how they are turned depends on no more. */
function orientationsFor({ model, bits }: Layout): readonly number[] {
  return model === 'rgb' && bits === 8 ? [1, 2, 3, 4, 5, 6, 7, 8] : [1, 6]
}

describe('every original sample stays as it was', () => {
  describe.each(cases)('$name', ({ format, quality, layout }) => {
    test.each(orientationsFor(layout))('whatever its orientation: %i', async (orientation) => {
      const bytes = await encode(layout, format, orientation)
      expect((await sharp(bytes).metadata()).orientation ?? 1).toBe(orientation)
      await expectSameSamples(bytes, layout, { format, quality })
    })

    test.each([0, 200])('when a service painted around it, whatever the feather: %i px', async (feather) => {
      const changes = { format, quality, feather, surroundings: rendered }
      await expectSameSamples(await encode(layout, format, 6), layout, changes)
    })

    test.each(layout.model === 'rgb' ? [0, 200] : [])('whatever the feather: %i px', async (feather) => {
      await expectSameSamples(await encode(layout, format, 1), layout, { format, quality, feather })
    })
  })

  test('in a PNG with a palette', async () => {
    const layout = layoutOf('rgb', 8, false)
    const bytes = await randomPicture(layout).png({ palette: true, colours: 16 }).toBuffer()
    expect((await sharp(bytes).metadata()).isPalette).toBe(true)
    await expectSameSamples(bytes, layout, { format: 'png' })
  })

  test('in a TIFF of one bit per sample', async () => {
    const layout = layoutOf('grey', 8, false)
    const bytes = await randomPicture(layout).tiff({ bitdepth: 1 }).toBuffer()
    expect((await sharp(bytes).metadata()).bitsPerSample).toBe(1)
    await expectSameSamples(bytes, layout, { format: 'tiff' })
  })

  test.each(['png', 'tiff'] as const)('in a JPEG that becomes %s', async (format) => {
    const layout = layoutOf('rgb', 8, false)
    const bytes = await randomPicture(layout).withMetadata({ orientation: 6 }).jpeg({ quality: 80 }).toBuffer()
    await expectSameSamples(bytes, layout, { format })
  })

  test('in a CMYK JPEG that becomes TIFF', async () => {
    const layout = layoutOf('cmyk', 8, false)
    await expectSameSamples(await randomPicture(layout).jpeg({ quality: 90 }).toBuffer(), layout, { format: 'tiff' })
  })

  test.each([8, 16] as const)('with a wide gamut of %i bits, whose profile is kept', async (bits) => {
    const layout = layoutOf('rgb', bits, false)
    const bytes = await randomPicture(layout).withIccProfile('p3').png().toBuffer()
    await expectSameSamples(bytes, layout, { format: 'png' })
    await expectSameSamples(bytes, layout, { format: 'png', surroundings: rendered })
  })

  test('when nothing is painted', async () => {
    const layout = layoutOf('rgb', 16, true)
    const bytes = await encode(layout, 'png', 6)
    const photo = await writePhoto(folder, 'unpainted.png', bytes)
    const plan = planAround({ width: height, height: width }, { top: 0, right: 0, bottom: 0, left: 0 })
    const request = composeRequest(photo, plan, { surroundings: { kind: 'none' }, format: 'png' })
    await run(request)
    const [before, after] = [await channelsOf(photo.path, layout), await channelsOf(request.destination, layout)]
    expect(after.map((samples, i) => before[i]?.equals(samples))).toEqual([true, true, true, true])
  })
})
