import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultEncoding, type Encoding } from '../../../core/encoding'
import type { OutputFormat } from '../../../core/photo'
import { compose } from '../../../main/imaging/compose'
import { bufferBytes } from '../../../main/imaging/file-bytes'
import { profileKind } from '../../../main/imaging/icc'
import type { Layout } from '../../../main/imaging/raster'
import { isLosslessWebp } from '../../../main/imaging/webp-loss'
import {
  composed,
  composeRequest,
  planAround,
  type RequestChanges,
  randomPicture,
  writePhoto,
} from '../../fixtures/images/pictures'

const size = { width: 32, height: 24 }
const margins = { top: 4, right: 8, bottom: 4, left: 8 }
const plan = planAround(size, margins)

const layouts = {
  grey: { ...size, channels: 1, hasAlpha: false, model: 'grey', bits: 8 },
  rgb: { ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 },
  rgba: { ...size, channels: 4, hasAlpha: true, model: 'rgb', bits: 8 },
  rgb16: { ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 16 },
  cmyk: { ...size, channels: 4, hasAlpha: false, model: 'cmyk', bits: 8 },
  cmyk16: { ...size, channels: 4, hasAlpha: false, model: 'cmyk', bits: 16 },
  cmyka: { ...size, channels: 5, hasAlpha: true, model: 'cmyk', bits: 8 },
  float: { ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 32 },
} as const satisfies Record<string, Layout>

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-formats-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let photos = 0

async function run(bytes: Buffer, changes: RequestChanges) {
  const photo = await writePhoto(folder, `${photos++}.photo`, bytes)
  const request = composeRequest(photo, plan, changes)
  const result = await compose(request, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
    memoryLimit: 1e9,
  })
  const output = await composed(request)
  return { ...result, output, metadata: await sharp(output).metadata() }
}

/** The picture as a TIFF, which can hold all of them. */
function tiffOf(layout: Layout): Promise<Buffer> {
  return randomPicture(layout).tiff({ compression: 'lzw' }).toBuffer()
}

test('an AVIF of a photo that has no EXIF and no resolution gets none made up', async () => {
  const bytes = await randomPicture(layouts.rgb).webp({ lossless: true }).toBuffer()
  const { exif, density, xmp } = (await run(bytes, { format: 'avif' })).metadata
  expect([exif, density]).toEqual([undefined, undefined])
  expect(xmp?.toString()).toContain('algorithmicallyEnhanced')
  const resolved = await randomPicture(layouts.rgb).withMetadata({ density: 300 }).png().toBuffer()
  expect((await run(resolved, { format: 'avif' })).metadata.exif).toBeDefined()
})

test('most of the progress is painting where texture is continued', async () => {
  const large = { width: 96, height: 64 }
  const bytes = await randomPicture({ ...layouts.rgb, ...large })
    .png()
    .toBuffer()
  const photo = await writePhoto(folder, 'large.png', bytes)
  const told: number[] = []
  const surroundings = { kind: 'local', method: 'texture', effort: 'fast', variation: 1 } as const
  await compose(composeRequest(photo, planAround(large, margins), { surroundings }), {
    signal: new AbortController().signal,
    onProgress: (fraction) => told.push(fraction),
    memoryLimit: 1e9,
  })
  const painting = told.filter((fraction) => fraction > 0.1 && fraction < 0.9)
  expect(painting.length / told.length).toBeGreaterThan(0.5)
  expect(Math.max(...painting)).toBeGreaterThan(0.7)
})

describe('where a format cannot hold a picture, it is converted and said', () => {
  test.each([
    ['jpeg', 'rgb16', '16 bits per channel become 8: JPEG cannot hold more.', 'srgb', 'uchar', 3],
    ['webp', 'rgb16', '16 bits per channel become 8: WebP cannot hold more.', 'srgb', 'uchar', 3],
    ['avif', 'rgb16', '16 bits per channel become 10: AVIF cannot hold more.', 'rgb16', 'ushort', 3],
    ['jpeg', 'rgba', 'Transparency becomes white: JPEG cannot hold it.', 'srgb', 'uchar', 3],
    ['png', 'cmyk', 'CMYK becomes sRGB: PNG cannot hold it.', 'srgb', 'uchar', 3],
    ['webp', 'cmyk', 'CMYK becomes sRGB: WebP cannot hold it.', 'srgb', 'uchar', 3],
    ['avif', 'cmyk', 'CMYK becomes sRGB: AVIF cannot hold it.', 'srgb', 'uchar', 3],
    ['jpeg', 'cmyk16', '16 bits per channel become 8: JPEG cannot hold more.', 'cmyk', 'uchar', 4],
  ] as const)('%s of %s', async (format, layout, note, space, depth, channels) => {
    const { metadata, notes } = await run(await tiffOf(layouts[layout]), { format })
    expect(notes.map(({ message }) => message)).toEqual([note])
    expect([metadata.space, metadata.depth, metadata.channels]).toEqual([space, depth, channels])
    expect([metadata.width, metadata.height]).toEqual([plan.canvas.width, plan.canvas.height])
  })

  test('16 bits become the nearest of 256 steps', async () => {
    const { output } = await run(await tiffOf(layouts.rgb16), { format: 'webp', quality: 100 })
    const deep = await randomPicture(layouts.rgb16).raw({ depth: 'ushort' }).toBuffer()
    const expected = Uint8Array.from(new Uint16Array(new Uint8Array(deep).buffer), (sample) => Math.round(sample / 257))
    const area = { left: margins.left, top: margins.top, ...size }
    expect((await sharp(output).extract(area).raw().toBuffer()).equals(expected)).toBe(true)
  })

  test('16-bit CMYK to PNG loses both, and both are said', async () => {
    const { notes } = await run(await tiffOf(layouts.cmyk16), { format: 'png' })
    expect(notes.map(({ message }) => message)).toEqual([
      'CMYK becomes sRGB: PNG cannot hold it.',
      '16 bits per channel become 8: CMYK is converted with no more.',
    ])
  })

  test.each([
    ['jpeg', 'cmyk'],
    ['jpeg', 'grey'],
    ['tiff', 'cmyk16'],
    ['tiff', 'float'],
    ['webp', 'rgba'],
    ['avif', 'rgba'],
    ['webp', 'grey'],
    ['png', 'rgb16'],
  ] as const)('nothing is said when nothing is lost: %s of %s', async (format, layout) => {
    expect((await run(await tiffOf(layouts[layout]), { format })).notes).toEqual([])
  })

  test('CMYK is converted by its own profile, and the output has that of sRGB', async () => {
    const create = { width: 32, height: 24, channels: 3, background: '#8a6a52' } as const
    const bytes = await sharp({ create }).withIccProfile('cmyk').jpeg({ quality: 100 }).toBuffer()
    const before = await sharp(bytes).metadata()
    expect([before.space, before.hasProfile]).toEqual(['cmyk', true])
    const { output, metadata } = await run(bytes, { format: 'png' })
    expect(metadata.icc && profileKind(metadata.icc)).toBe('srgb')
    const middle = { left: 12, top: 12, width: 1, height: 1 }
    const moved = { ...middle, left: middle.left + margins.left, top: middle.top + margins.top }
    const byProfile = await sharp(bytes).extract(middle).raw().toBuffer()
    expect((await sharp(output).extract(moved).raw().toBuffer()).equals(byProfile)).toBe(true)
  })
})

describe('what cannot be converted is refused with words', () => {
  test.each([
    ['png', 'float', 'floating-point'],
    ['jpeg', 'cmyka', 'extra channels'],
  ] as const)('%s of %s', async (format, layout, words) => {
    await expect(run(await tiffOf(layouts[layout]), { format })).rejects.toMatchObject({
      code: 'output-format',
      message: expect.stringContaining(words),
    })
  })

  test.each([
    ['webp', 17_000, '16383'],
    ['avif', 17_000, '16383'],
    ['jpeg', 66_000, '65500'],
  ] as const)('%s of %i px', async (format, width, words) => {
    const wide = planAround(size, { top: 0, right: width - size.width, bottom: 0, left: 0 })
    const bytes = await randomPicture(layouts.rgb).png().toBuffer()
    await expect(run(bytes, { format, plan: wide })).rejects.toMatchObject({
      code: 'output-format',
      message: expect.stringContaining(words),
    })
  })
})

describe('quality', () => {
  const strongerChroma = async (format: OutputFormat, quality: number | null) =>
    run(await randomPicture(layouts.rgb).png().toBuffer(), { format, quality })

  test.each(['jpeg', 'webp', 'avif'] as const)('decides about the size of %s', async (format) => {
    const sizes = await Promise.all([20, 90].map(async (quality) => (await strongerChroma(format, quality)).bytes))
    expect(sizes[0]).toBeLessThan(sizes[1] ?? 0)
  })

  test('JPEG keeps its colours at full resolution', async () => {
    expect((await strongerChroma('jpeg', null)).metadata.chromaSubsampling).toBe('4:4:4')
  })

  test.each(['webp', 'avif'] as const)('100 is lossless in %s', async (format) => {
    const { output } = await strongerChroma(format, 100)
    const area = { left: margins.left, top: margins.top, ...size }
    const before = await randomPicture(layouts.rgb).raw().toBuffer()
    expect((await sharp(output).extract(area).raw().toBuffer()).equals(before)).toBe(true)
  })

  test.each([
    ['a lossless WebP stays one', { lossless: true }, null, true],
    ['unless a quality is asked for', { lossless: true }, 90, false],
    ['and a lossy one stays lossy', { quality: 80 }, null, false],
  ] as const)('%s', async (_, options, quality, isLossless) => {
    // With metadata its picture is not the first chunk.
    const photo = randomPicture(layouts.rgba).withMetadata({ density: 300 })
    const { output } = await run(await photo.webp({ exact: true, ...options }).toBuffer(), { format: 'webp', quality })
    expect(isLosslessWebp(bufferBytes(output))).toBe(isLossless)
  })

  test('an animation is as lossless as its first frame', async () => {
    const frames = randomPicture({ ...layouts.rgb, height: 48 })
    const pages = await frames.raw().toBuffer()
    const animated = (options: object) =>
      sharp(pages, { raw: { width: 32, height: 48, channels: 3, pageHeight: 24 } })
        .webp(options)
        .toBuffer()
    expect(isLosslessWebp(bufferBytes(await animated({ lossless: true })))).toBe(true)
    expect(isLosslessWebp(bufferBytes(await animated({ quality: 50 })))).toBe(false)
    expect(isLosslessWebp(bufferBytes(Buffer.from('RIFF....WEBPVP')))).toBe(false)
  })
})

describe('size targets', () => {
  test.each(['jpeg', 'png', 'tiff', 'webp', 'avif'] as const)(
    '%s is resampled to exactly what was asked',
    async (format) => {
      const exact = { ...plan, output: { width: 37, height: 19 } }
      const { metadata, ...result } = await run(await tiffOf(layouts.rgb), { format, plan: exact })
      expect([result.width, result.height, metadata.width, metadata.height]).toEqual([37, 19, 37, 19])
    },
  )

  test('CMYK and 16 bits stay what they are', async () => {
    const exact = { ...plan, output: { width: 96, height: 64 } }
    const { metadata } = await run(await tiffOf(layouts.cmyk16), { format: 'tiff', plan: exact })
    expect([metadata.space, metadata.depth, metadata.width]).toEqual(['cmyk', 'ushort', 96])
  })
})

describe('a photo that has its shape already', () => {
  const unpainted: RequestChanges = {
    surroundings: { kind: 'none' },
    plan: planAround(size, { top: 0, right: 0, bottom: 0, left: 0 }),
  }

  test('is its own output, byte for byte', async () => {
    const bytes = await randomPicture(layouts.rgb).jpeg({ quality: 71 }).toBuffer()
    expect((await run(bytes, { ...unpainted, format: 'jpeg' })).output.equals(bytes)).toBe(true)
  })

  test.each<readonly [string, Partial<Encoding>]>([
    ['its own profile', { profile: 'srgb' }],
    ['what its format has no choice of', { depth: 16, compression: 'lzw' }],
    ['its time of change', { keepTimes: true }],
  ])('also when %s is asked for', async (_, encoding) => {
    const bytes = await randomPicture(layouts.rgb).withIccProfile('srgb').jpeg({ quality: 71 }).toBuffer()
    const changes = { ...unpainted, format: 'jpeg', encoding: { ...defaultEncoding, ...encoding } } as const
    expect((await run(bytes, changes)).output.equals(bytes)).toBe(true)
  })

  test.each<readonly [string, Partial<Encoding>]>([
    ['another profile', { profile: 'display-p3' }],
    ['coarser colours', { subsampling: '4:2:0' }],
    ['sharpening', { sharpen: 1 }],
  ])('is encoded anew when %s is asked for', async (_, encoding) => {
    const bytes = await randomPicture(layouts.rgb).withIccProfile('srgb').jpeg({ quality: 71 }).toBuffer()
    const changes = { ...unpainted, format: 'jpeg', encoding: { ...defaultEncoding, ...encoding } } as const
    expect((await run(bytes, changes)).output.equals(bytes)).toBe(false)
  })

  test.each([
    ['another format', { format: 'webp' }],
    ['a quality', { quality: 40 }],
    [
      'a size',
      { plan: { ...planAround(size, { top: 0, right: 0, bottom: 0, left: 0 }), output: { width: 16, height: 12 } } },
    ],
  ] as const)('is encoded anew when %s is asked for', async (_, changes) => {
    const bytes = await randomPicture(layouts.rgb).jpeg({ quality: 71 }).toBuffer()
    const { output } = await run(bytes, { ...unpainted, format: 'jpeg', ...changes })
    expect(output.equals(bytes)).toBe(false)
  })
})
