import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultEncoding } from '../../../core/encoding'
import { srgbPrimaries } from '../../../main/imaging/colour/colour-code'
import { compose } from '../../../main/imaging/compose'
import { prepare } from '../../../main/imaging/prepare'
import { probeFile } from '../../../main/imaging/probe'
import { builtInProfile } from '../../../main/imaging/profiles'
import { makeThumbnail } from '../../../main/imaging/thumbnail'
import { composed, composeRequest, planAround, type RequestChanges, writePhoto } from '../../fixtures/images/pictures'
import type { RawField } from '../../fixtures/images/raw'
import { asBigTiff, type TiffKind, tiffOf } from '../../fixtures/images/tiff-kinds'

const size = { width: 320, height: 310 }
const plan = planAround(size, { top: 0, right: 20, bottom: 0, left: 0 })
let folder = ''
let count = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-tiff-colours-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const options = { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit: 1e9 }

const d65 = [0.3127, 0.329] as const
const white: RawField = [318, 'fraction', ...d65]
const primaries = (...values: readonly number[]): RawField => [319, 'fraction', ...values]
const displayP3 = primaries(0.68, 0.32, 0.265, 0.69, 0.15, 0.06)
const table = (light: (value: number) => number, channels = 1, length = 256): RawField => [
  301,
  'short',
  ...Array.from({ length: channels * length }, (_, i) => Math.round(65_535 * light((i % length) / (length - 1)))),
]

const green = [60, 200, 90]

/** A TIFF of one colour. */
function tiff(colour: readonly number[], tags: readonly RawField[], kind: Partial<TiffKind> = {}): Buffer {
  const samples = Buffer.alloc(size.width * size.height * colour.length, Buffer.from(colour))
  const photometric = colour.length === 1 ? 1 : colour.length === 4 ? 5 : 2
  return tiffOf({ ...size, channels: colour.length, photometric, tags, ...kind }, samples)
}

async function expanded(bytes: Buffer, changes: RequestChanges = {}) {
  const photo = await writePhoto(folder, `photo-${count++}.tif`, bytes)
  const request = composeRequest(photo, plan, { format: 'tiff', ...changes })
  await compose(request, options)
  return { photo, file: await composed(request), header: await probeFile(photo.path) }
}

/** A picture's first px, in sRGB as it is to be seen. */
async function seen(file: Uint8Array): Promise<number[]> {
  const data = await sharp(file).toColourspace('srgb').removeAlpha().raw().toBuffer()
  return [...data.subarray(0, 3)]
}

async function kept(file: Buffer): Promise<number[]> {
  return [...(await sharp(file, { ignoreIcc: true }).raw().toBuffer()).subarray(0, 3)]
}

function near(actual: readonly number[], wanted: readonly number[], by = 3): void {
  wanted.forEach((value, i) => {
    expect(Math.abs((actual[i] ?? -99) - value), `${actual} near ${wanted}`).toBeLessThanOrEqual(by)
  })
}

/** What a colour of Display P3 looks like. */
async function inP3(colour: readonly number[]): Promise<number[]> {
  const tags: readonly RawField[] = [[34675, 'bytes', await builtInProfile('p3')]]
  return seen(tiff(colour, tags))
}

describe('a TIFF that says without a profile how its colours are meant', () => {
  test.each([
    ['its corners and white', [white, displayP3]],
    ['its corners', [displayP3]],
    ['its corners and the usual gamma', [white, displayP3, table((value) => value ** 2.2)]],
  ] as const)('by %s is seen so in its thumbnail, its upload and its output, whose samples stay', async (_, tags) => {
    const { photo, file, header } = await expanded(tiff(green, tags))
    const wanted = await inP3(green)
    expect(header).toMatchObject({ header: { hasProfile: true, profile: 'display-p3' } })
    near(await seen(file), wanted, 1)
    expect(await kept(file)).toEqual(green)
    near(await seen((await makeThumbnail({ path: photo.path, edge: 64 })).data), wanted)
    const request = { source: photo.path, contentHash: photo.contentHash, plan, pass: 0, renders: [], edge: 512 }
    near(await seen((await prepare(request, options)).data), wanted)
  })

  test.each([
    ['one curve for all channels', table((value) => value), [188, 188, 188]],
    [
      'a curve for each channel',
      [301, 'short', ...[1, 2.2, 1].flatMap((gamma) => table((value) => value ** gamma).slice(2) as number[])],
      [188, 128, 188],
    ],
  ] as const)('by %s is seen so, in its output too', async (_, curves, wanted) => {
    const { file } = await expanded(tiff([128, 128, 128], [curves as RawField]))
    near(await seen(file), wanted, 2)
    expect(await kept(file)).toEqual([128, 128, 128])
  })

  test('by a curve is so, too, when it is grey or has 16 bits', async () => {
    near(await seen((await expanded(tiff([128], [table((value) => value)]))).file), [188, 188, 188], 2)
    const samples = Buffer.alloc(size.width * size.height * 6, 128)
    const deep: readonly RawField[] = [[258, 'short', 16, 16, 16], table((value) => value, 1, 65_536)]
    const bytes = tiffOf({ ...size, channels: 3, photometric: 2, tags: deep }, samples)
    near(await seen((await expanded(bytes, { format: 'jpeg' })).file), [188, 188, 188], 2)
  })

  test('becomes what is chosen by it', async () => {
    const encoding = { ...defaultEncoding, profile: 'srgb' } as const
    const { file } = await expanded(tiff(green, [white, displayP3]), { encoding })
    near(await kept(file), await inP3(green), 1)
  })

  test('says so, too, as a BigTIFF', async () => {
    const colour = Buffer.alloc(size.width * size.height * 3, Buffer.from(green))
    const { header, file } = await expanded(asBigTiff(tiff(green, [white, displayP3]), colour))
    expect(header).toMatchObject({ header: { hasProfile: true, profile: 'display-p3' } })
    expect(await kept(file)).toEqual(green)
  })
})

const { red, green: greenCorner, blue } = srgbPrimaries

test.each([
  ['sRGB’s own', [white, primaries(...red, ...greenCorner, ...blue)]],
  ['sRGB’s, rounded', [[318, 'fraction', 0.313, 0.329], primaries(0.64, 0.33, 0.3, 0.6, 0.15, 0.06)]],
  ['none but a white', [[318, 'fraction', 0.3457, 0.3585]]],
  ['zeros', [[318, 'fraction', 0, 0], primaries(0, 0, 0, 0, 0, 0), table(() => 0)]],
  ['fractions of nothing', [[319, 'long', ...new Array(12).fill(0)]]],
  ['numbers beyond colours', [white, primaries(6.8, 3.2, 0.265, 0.69, 0.15, 0.06)]],
  ['corners in a line', [white, primaries(0.1, 0.1, 0.2, 0.2, 0.3, 0.3)]],
  ['a white outside of its corners', [[318, 'fraction', 0.7, 0.25], displayP3]],
  ['a curve that falls', [table((value) => 1 - value)]],
  ['sRGB’s curve', [table((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))]],
  ['a curve that is too short', [table((value) => value, 1, 100)]],
] as readonly (readonly [string, readonly RawField[]])[])('a TIFF is sRGB with %s', async (_, tags) => {
  const { path } = await writePhoto(folder, `plain-${count++}.tif`, tiff(green, tags))
  expect(await probeFile(path)).toMatchObject({ header: { hasProfile: false, profile: null } })
})

test('a TIFF of CMYK stays what it is, whatever it says of corners', async () => {
  const { path } = await writePhoto(folder, 'cmyk.tif', tiff([10, 20, 30, 40], [white, displayP3]))
  expect(await probeFile(path)).toMatchObject({ header: { hasProfile: false, space: 'cmyk' } })
})
