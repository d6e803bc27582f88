import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProbeResult } from '../../../core/photo'
import { compose } from '../../../main/imaging/compose'
import { prepare } from '../../../main/imaging/prepare'
import { probeFile } from '../../../main/imaging/probe'
import { makeThumbnail } from '../../../main/imaging/thumbnail'
import { type HeicOptions, heicFile, quarters, tileSide } from '../../fixtures/images/heic'
import { composed, composeRequest, planAround, type RequestChanges, writePhoto } from '../../fixtures/images/pictures'
import { adobeRgb, rgbProfile } from '../../fixtures/images/profiles'
import { cameraExif, xmpPacket } from '../../fixtures/images/tagged-jpeg'

const signal = new AbortController().signal
const margins = { top: 0, right: 8, bottom: 4, left: 16 }
let folder = ''
let count = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-heic-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function probed(options: HeicOptions) {
  const photo = await writePhoto(folder, `IMG_${count++}.HEIC`, heicFile(options))
  return { photo, result: await probeFile(photo.path) }
}

function headerIn(result: ProbeResult) {
  if (result.kind !== 'photo') throw new Error(result.error.message)
  return result.header
}

async function expanded(options: HeicOptions, changes: RequestChanges = {}) {
  const { photo, result } = await probed(options)
  const { size } = headerIn(result)
  const request = composeRequest(photo, planAround(size, margins), changes)
  const { notes } = await compose(request, { signal, onProgress: () => undefined, memoryLimit: 1e9 })
  return { size, notes: notes.map(({ message }) => message), file: await composed(request) }
}

/** The colour at a share of the photo's area, of 8 bits. */
async function colourAt(file: Buffer, size: { width: number; height: number }, x: number, y: number) {
  const left = margins.left + Math.floor(size.width * x)
  const top = margins.top + Math.floor(size.height * y)
  const { data } = await sharp(file, { ignoreIcc: true })
    .extract({ left, top, width: 1, height: 1 })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return [...data]
}

function isLike(colour: readonly number[], like: readonly number[]): boolean {
  return like.every((value, i) => Math.abs((colour[i] ?? 0) - value) <= 12)
}

/** Which quarter of the tile is seen in the photo's corners, from the top left clockwise. */
async function corners(file: Buffer, size: { width: number; height: number }) {
  const places = [
    [0.2, 0.2],
    [0.8, 0.2],
    [0.8, 0.8],
    [0.2, 0.8],
  ] as const
  const colours = await Promise.all(places.map(([x, y]) => colourAt(file, size, x, y)))
  return colours.map((colour) => Object.entries(quarters).find(([, quarter]) => isLike(colour, quarter))?.[0])
}

const upright = ['topLeft', 'topRight', 'bottomRight', 'bottomLeft']

describe('a HEIC photo', () => {
  test('is listed by its header', async () => {
    expect((await probed({})).result).toMatchObject({
      kind: 'photo',
      header: {
        format: 'heic',
        size: { width: tileSide, height: tileSide },
        orientation: 1,
        bitDepth: 8,
        channels: 3,
        hasAlpha: false,
        hasProfile: false,
        pages: 1,
      },
    })
  })

  test('is expanded with its own pixels', async () => {
    const { file, size } = await expanded({})
    expect(await corners(file, size)).toEqual(upright)
  })

  test('made of tiles has the size of the whole, cropped', async () => {
    const { file, size } = await expanded({ grid: { columns: 3, rows: 2, width: 180, height: 100 } })
    expect(size).toEqual({ width: 180, height: 100 })
    expect(isLike(await colourAt(file, size, 70 / 180, 10 / 100), quarters.topLeft)).toBe(true)
    expect(isLike(await colourAt(file, size, 110 / 180, 70 / 100), quarters.topRight)).toBe(true)
  })

  test.each([
    ['turned left', { turns: 1 }, ['topRight', 'bottomRight', 'bottomLeft', 'topLeft']],
    ['turned over', { turns: 2 }, ['bottomRight', 'bottomLeft', 'topLeft', 'topRight']],
    ['turned right', { turns: 3 }, ['bottomLeft', 'topLeft', 'topRight', 'bottomRight']],
    ['mirrored left to right', { mirror: 'horizontal' }, ['topRight', 'topLeft', 'bottomLeft', 'bottomRight']],
    ['mirrored top to bottom', { mirror: 'vertical' }, ['bottomLeft', 'bottomRight', 'topRight', 'topLeft']],
  ] as const)('is seen as its file says, and not turned again by EXIF: %s', async (_, options, seen) => {
    const { file, size } = await expanded({ ...options, exif: cameraExif(6) })
    expect(await corners(file, size)).toEqual(seen)
    expect((await sharp(file).metadata()).orientation ?? 1).toBe(1)
  })

  test('turned by a quarter has the sides of the picture upright', async () => {
    const grid = { columns: 2, rows: 1, width: 128, height: 64 }
    const { result } = await probed({ grid, turns: 3, exif: cameraExif(6) })
    expect(headerIn(result)).toMatchObject({ size: { width: 64, height: 128 }, orientation: 1 })
  })

  test('of 10 bits keeps them where the output can', async () => {
    const { result } = await probed({ bits: 10 })
    expect(headerIn(result)).toMatchObject({ bitDepth: 10, space: 'rgb16' })
    const { file, size } = await expanded({ bits: 10 }, { format: 'tiff' })
    expect(await sharp(file).metadata()).toMatchObject({ depth: 'ushort' })
    expect(await corners(file, size)).toEqual(upright)
    const jpeg = await expanded({ bits: 10 }, { format: 'jpeg' })
    expect(jpeg.notes).toContainEqual(expect.stringContaining('bits per channel become 8'))
  })

  test('tells what it became where its own format was to be kept', async () => {
    const said = 'HEIC cannot be written: the output is a JPEG.'
    expect((await expanded({}, { format: 'jpeg', asPhoto: true })).notes).toEqual([said])
    expect((await expanded({}, { format: 'jpeg' })).notes).toEqual([])
  })

  test('keeps its transparency', async () => {
    const { result } = await probed({ alpha: true })
    expect(headerIn(result)).toMatchObject({ hasAlpha: true, channels: 4 })
    const { file } = await expanded({ alpha: true })
    expect(await sharp(file).metadata()).toMatchObject({ hasAlpha: true })
  })

  test('keeps its profile, EXIF and XMP', async () => {
    const profile = rgbProfile(adobeRgb)
    const { file } = await expanded(
      { profile, exif: cameraExif(6), xmp: xmpPacket('xmp:Rating="4"') },
      { format: 'jpeg' },
    )
    const { icc, exif, xmp, orientation } = await sharp(file).metadata()
    expect(icc?.equals(profile)).toBe(true)
    expect(exif?.includes('Jane Doe')).toBe(true)
    expect(orientation).toBe(1)
    expect(xmp?.toString()).toContain('xmp:Rating="4"')
  })

  test('whose colours are Display P3 by numbers gets a profile that says so', async () => {
    const { result } = await probed({ colours: [12, 13] })
    expect(headerIn(result)).toMatchObject({ hasProfile: true })
    const { file } = await expanded({ colours: [12, 13] }, { format: 'jpeg' })
    const { icc } = await sharp(file).metadata()
    expect(icc?.includes(Buffer.from('Display P3', 'utf16le').swap16())).toBe(true)
  })

  test('made of tiles that say what their colours are gets that profile, too', async () => {
    const grid = { columns: 2, rows: 1, width: 128, height: 64 }
    expect(headerIn((await probed({ grid, colours: [12, 13] })).result)).toMatchObject({ hasProfile: true })
  })

  test('whose colours are sRGB by numbers gets none', async () => {
    expect(headerIn((await probed({ colours: [1, 13] })).result)).toMatchObject({ hasProfile: false })
  })

  test.each([
    [[9, 16], 'PQ'],
    [[9, 18], 'HLG'],
  ] as const)('whose brightness goes beyond white is refused with the reason: %j', async (colours, name) => {
    const { photo, result } = await probed({ colours, bits: 10 })
    expect(result).toMatchObject({ kind: 'unreadable', error: { code: 'image-unsupported' } })
    expect(result.kind === 'unreadable' && result.error.message).toMatch(new RegExp(`${photo.path}.*HDR.*${name}`))
  })

  test('made of tiles is one picture', async () => {
    const grid = { columns: 2, rows: 1, width: 128, height: 64 }
    expect(headerIn((await probed({ grid })).result)).toMatchObject({ pages: 1 })
  })

  test('of several pictures is expanded by its main one, said', async () => {
    const { notes } = await expanded({ second: true })
    expect(notes).toContainEqual(expect.stringContaining('Of 2'))
  })

  test('has a thumbnail and a working copy', async () => {
    const { photo, result } = await probed({ grid: { columns: 6, rows: 5, width: 384, height: 320 } })
    const { size } = headerIn(result)
    const thumbnail = await makeThumbnail({ path: photo.path, edge: 128 })
    expect(await sharp(thumbnail.data).metadata()).toMatchObject({ format: 'jpeg', width: 128, height: 107 })
    const plan = planAround(size, margins)
    const upload = await prepare(
      { source: photo.path, contentHash: photo.contentHash, plan, pass: 0, renders: [], edge: 2560 },
      { signal },
    )
    expect(await sharp(upload.data).metadata()).toMatchObject(size)
  })

  test('that is broken inside is refused as damaged', async () => {
    const single = heicFile()
    const tiles = heicFile({ grid: { columns: 2, rows: 2, width: 128, height: 128 } })
    for (const [bytes, missing, side] of [
      [single, 30, tileSide],
      [single, 64, tileSide],
      // One tile of four is not there.
      [tiles, 64, 128],
    ] as const) {
      const photo = await writePhoto(folder, `cut-${count++}.heic`, bytes.subarray(0, bytes.length - missing))
      const plan = planAround({ width: side, height: side }, margins)
      await expect(
        compose(composeRequest(photo, plan), { signal, onProgress: () => undefined, memoryLimit: 1e9 }),
      ).rejects.toMatchObject({ code: 'image-damaged', message: expect.stringContaining(photo.path) })
      await expect(makeThumbnail({ path: photo.path, edge: 64 })).rejects.toMatchObject({ code: 'image-damaged' })
    }
  })
})
