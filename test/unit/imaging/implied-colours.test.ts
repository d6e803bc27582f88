import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { adobeRgb as adobeRgbSpace } from '../../../main/imaging/colour/colour-code'
import { rgbProfile } from '../../../main/imaging/colour/matrix-profile'
import { compose } from '../../../main/imaging/compose'
import { prepare } from '../../../main/imaging/prepare'
import { probeFile } from '../../../main/imaging/probe'
import { makeThumbnail } from '../../../main/imaging/thumbnail'
import { uints } from '../../fixtures/images/heic'
import { composed, composeRequest, planAround, type RequestChanges, writePhoto } from '../../fixtures/images/pictures'
import { pngChunk, withChunks } from '../../fixtures/images/png-chunks'
import { adobeRgb } from '../../fixtures/images/profiles'
import { tiffLike } from '../../fixtures/images/raw'
import { segment, withSegments } from '../../fixtures/images/tagged-jpeg'

const signal = new AbortController().signal
const size = { width: 320, height: 310 }
const plan = planAround(size, { top: 0, right: 20, bottom: 0, left: 0 })
let folder = ''
let count = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-implied-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Background = { readonly r: number; readonly g: number; readonly b: number; readonly alpha?: number }

function plain(background: Background, channels: 3 | 4 = 3) {
  return sharp({ create: { ...size, channels, background } })
}

const middle = { r: 128, g: 128, b: 128 }
const gamma = (value: number) => pngChunk('gAMA', uints(4, Math.round(value * 100_000)))
const chroma = (...points: readonly number[]) =>
  pngChunk('cHRM', uints(4, ...points.map((value) => Math.round(value * 100_000))))
const displayP3 = [0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06]
const srgb = [0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06]

const png = async (picture: Sharp, ...chunks: readonly Buffer[]) =>
  withChunks(await picture.png().toBuffer(), ...chunks)

async function expanded(bytes: Buffer, changes: RequestChanges = {}) {
  const photo = await writePhoto(folder, `photo-${count++}`, bytes)
  const request = composeRequest(photo, plan, { format: 'jpeg', ...changes })
  await compose(request, { signal, onProgress: () => undefined, memoryLimit: 1e9 })
  return { photo, file: await composed(request), header: await probeFile(photo.path) }
}

/** A picture's first px, in sRGB as it is to be seen. */
async function seen(file: Uint8Array): Promise<number[]> {
  const { data } = await sharp(file).toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return [...data.subarray(0, 3)]
}

function near(actual: readonly number[], wanted: readonly number[], by = 3): void {
  wanted.forEach((value, i) => {
    expect(Math.abs((actual[i] ?? -99) - value), `${actual} near ${wanted}`).toBeLessThanOrEqual(by)
  })
}

describe('a PNG that says without a profile how its colours are meant', () => {
  test('by a gamma is seen so in its thumbnail, its upload and its output, whose samples stay', async () => {
    const { photo, file, header } = await expanded(await png(plain(middle), gamma(1)))
    expect(header).toMatchObject({ header: { hasProfile: true } })
    // Half of the light.
    near(await seen(file), [188, 188, 188])
    near([...(await sharp(file, { ignoreIcc: true }).raw().toBuffer()).subarray(0, 3)], [128, 128, 128])
    near(await seen((await makeThumbnail({ path: photo.path, edge: 64 })).data), [188, 188, 188])
    const request = { source: photo.path, contentHash: photo.contentHash, plan, pass: 0, renders: [], edge: 512 }
    near(await seen((await prepare(request, { signal })).data), [188, 188, 188])
  })

  test.each([
    ['grey', (picture: Sharp) => picture.greyscale()],
    ['with alpha', (picture: Sharp) => picture.ensureAlpha(0.5)],
    ['grey with alpha', (picture: Sharp) => picture.greyscale().ensureAlpha(0.5)],
    ['16 bits', (picture: Sharp) => picture.toColourspace('rgb16')],
  ])('is seen so, too, when it is %s', async (_, made) => {
    const { photo, file } = await expanded(await png(made(plain(middle)), gamma(1)), { format: 'png' })
    near(await seen(file), [188, 188, 188])
    near(await seen((await makeThumbnail({ path: photo.path, edge: 64 })).data), [188, 188, 188])
  })

  test.each([
    ['the usual gamma', [gamma(0.45455)]],
    ['the usual gamma and corners', [gamma(0.45455), chroma(...srgb)]],
    ['sRGB, whatever else it says', [gamma(1), pngChunk('sRGB', Buffer.from([0]))]],
    ['sRGB by numbers', [pngChunk('cICP', Buffer.from([1, 13, 0, 1])), gamma(1)]],
    ['nonsense', [gamma(0), chroma(0, 0, 0, 0, 0, 0, 0, 0)]],
    ['corners that are one', [chroma(0.3127, 0.329, 0.64, 0.33, 0.64, 0.33, 0.15, 0.06)]],
    ['a white that its corners do not make', [chroma(0.7, 0.25, ...displayP3.slice(2))]],
    ['too little', [pngChunk('gAMA', Buffer.alloc(2)), pngChunk('cHRM', Buffer.alloc(5))]],
  ])('is sRGB with %s', async (_, chunks) => {
    expect((await expanded(await png(plain(middle), ...chunks))).header).toMatchObject({
      header: { hasProfile: false },
    })
  })

  test.each([
    ['by its corners', chroma(...displayP3)],
    ['by numbers', pngChunk('cICP', Buffer.from([12, 13, 0, 1]))],
  ])('%s is seen as by a profile of the same', async (_, chunk) => {
    const colour = { r: 60, g: 200, b: 90 }
    const { file } = await expanded(await png(plain(colour), chunk))
    const tagged = await plain(colour).withIccProfile('p3', { attach: true }).png().toBuffer()
    const { icc } = await sharp(tagged).metadata()
    const byProfile = await sharp(await png(plain(colour), iccChunk(icc)))
      .toColourspace('srgb')
      .raw()
      .toBuffer()
    near(await seen(file), [...byProfile.subarray(0, 3)], 2)
  })

  test('of brightness beyond white is refused with the reason', async () => {
    const { path } = await writePhoto(
      folder,
      'hdr.png',
      await png(plain(middle), pngChunk('cICP', Buffer.from([9, 16, 0, 1]))),
    )
    expect(await probeFile(path)).toMatchObject({
      kind: 'unreadable',
      error: { code: 'image-unsupported', message: expect.stringMatching(/HDR.*PQ.*Save it/) },
    })
  })
})

function iccChunk(profile: Buffer | undefined): Buffer {
  if (!profile) throw new Error('no profile')
  return pngChunk('iCCP', Buffer.concat([Buffer.from('p\0\0', 'latin1'), deflateSync(profile)]))
}

test('an AVIF whose colours are Display P3 by numbers gets a profile that says so', async () => {
  const avif = await plain(middle).withIccProfile('p3').avif({ effort: 0 }).toBuffer()
  // In the place of the profile that sharp embeds.
  const at = avif.indexOf('colrrICC', 0, 'latin1') + 4
  Buffer.concat([Buffer.from('nclx'), uints(2, 12, 13, 6), Buffer.from([0x80])]).copy(avif, at)
  const { file, header } = await expanded(avif)
  expect(header).toMatchObject({ header: { hasProfile: true } })
  expect((await sharp(file).metadata()).icc?.includes(Buffer.from('Display P3', 'utf16le').swap16())).toBe(true)
})

test('a JPEG of a camera set to Adobe RGB without a profile gets one', async () => {
  const exif = tiffLike([[[0x8769, 'directories', [[0xa005, 'directories', [[1, 'text', 'R03']]]]]]])
  const jpeg = withSegments(
    await plain({ r: 60, g: 200, b: 90 }).jpeg({ quality: 100 }).toBuffer(),
    segment(0xe1, 'Exif\0\0', exif),
  )
  const { file } = await expanded(jpeg)
  const [red = 99] = await seen(file)
  expect(red).toBeLessThan(10)
})

test('the profile made of corners and a gamma has the colorants that others give', () => {
  const profile = rgbProfile(...adobeRgbSpace)
  adobeRgb.colorants.forEach((colorant, i) => {
    const entry = profile.indexOf((['rXYZ', 'gXYZ', 'bXYZ'] as const)[i] ?? '', 0, 'latin1')
    const start = profile.readUInt32BE(entry + 4) + 8
    colorant.forEach((value, k) => {
      expect(profile.readInt32BE(start + 4 * k) / 65_536).toBeCloseTo(value, 3)
    })
  })
})
