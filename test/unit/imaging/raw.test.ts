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
import {
  composed,
  composeRequest,
  planAround,
  type RequestChanges,
  randomPicture,
  writePhoto,
} from '../../fixtures/images/pictures'
import { cr3File, type RawFields, tiffLike } from '../../fixtures/images/raw'
import {
  big,
  brightCorner,
  camera,
  full,
  jpeg,
  jpegOf,
  little,
  lossless,
  makersFiles,
  nef,
  sensor,
  sensorData,
  small,
} from '../../fixtures/images/raw-files'
import { cameraExif, segment, withSegments, xmpPacket } from '../../fixtures/images/tagged-jpeg'

const signal = new AbortController().signal
const margins = { top: 0, right: 10, bottom: 0, left: 0 }
let folder = ''
let count = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-raw-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function probed(name: string, bytes: Buffer) {
  const photo = await writePhoto(folder, `${count++}-${name}`, bytes)
  return { photo, result: await probeFile(photo.path) }
}

function headerIn(result: ProbeResult) {
  if (result.kind !== 'photo') throw new Error(result.error.message)
  return result.header
}

async function expanded(name: string, bytes: Buffer, changes: RequestChanges = {}) {
  const { photo, result } = await probed(name, bytes)
  const request = composeRequest(photo, planAround(headerIn(result).size, margins), { format: 'jpeg', ...changes })
  const { notes } = await compose(request, { signal, onProgress: () => undefined, memoryLimit: 1e9 })
  return { notes: notes.map(({ message }) => message), file: await composed(request), header: headerIn(result) }
}

describe.each(Object.entries(makersFiles))('%s', (name, bytes) => {
  test('is listed as a RAW file by the preview in full size', async () => {
    expect(headerIn((await probed(name, bytes())).result)).toMatchObject({
      format: 'raw',
      size: big,
      sensor,
      bitDepth: 8,
      orientation: 1,
    })
  })

  test('is expanded by it, said, with its EXIF', async () => {
    const { notes, file } = await expanded(name, bytes())
    expect(notes[0]).toMatch(/embedded preview, 600 × 400 px/)
    const { exif } = await sharp(file).metadata()
    expect(exif?.includes('Jane Doe')).toBe(true)
    expect(exif?.includes('2024:05:17 18:42:11')).toBe(true)
    expect(await brightCorner(file, big)).toEqual(['top left'])
  })
})

describe('a RAW file', () => {
  test.each([
    [3, 'bottom right', big],
    [6, 'top right', { width: 400, height: 600 }],
    [8, 'bottom left', { width: 400, height: 600 }],
  ])('is seen as its own orientation says, once: %i', async (orientation, corner, size) => {
    for (const order of ['II', 'MM'] as const) {
      const { file, header } = await expanded('turned.nef', nef(orientation, order))
      expect(header).toMatchObject({ size, orientation })
      expect(header.sensor?.width).toBe(size === big ? sensor.width : sensor.height)
      expect(await brightCorner(file, size)).toEqual([corner])
      expect((await sharp(file).metadata()).orientation).toBe(1)
    }
  })

  test('is not turned by what its preview says besides', async () => {
    const turned = withSegments(full, segment(0xe1, 'Exif\0\0', cameraExif(6)))
    const bytes = tiffLike([[...camera(1), jpeg(turned), [0x014a, 'directories', sensorData]]])
    expect((await expanded('both.arw', bytes)).header).toMatchObject({ size: big, orientation: 1 })
  })

  test('is not turned when its preview was turned already', async () => {
    const upright = await jpegOf({ width: 400, height: 600 })
    const bytes = tiffLike([[...camera(6), jpeg(upright), [0x014a, 'directories', sensorData]]])
    const { header, file } = await expanded('upright.nef', bytes)
    expect(header.size).toEqual({ width: 400, height: 600 })
    expect(await brightCorner(file, header.size)).toEqual(['top left'])
  })

  test('with a small preview says how small', async () => {
    const bytes = tiffLike([[...camera(), jpeg(little), [0x014a, 'directories', sensorData]]])
    const { notes } = await expanded('small.arw', bytes)
    expect(notes[0]).toMatch(/embedded preview, 160 × 120 px, .*606 × 404/)
  })

  test('is recognised by its content, whatever its name', async () => {
    expect(headerIn((await probed('wrong.tif', nef())).result)).toMatchObject({ format: 'raw' })
    const tiff = await randomPicture({ ...small, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 })
      .tiff()
      .toBuffer()
    expect(headerIn((await probed('wrong.nef', tiff)).result)).toMatchObject({ format: 'tiff', size: small })
    expect(headerIn((await probed('wrong.cr2', full)).result)).toMatchObject({ format: 'jpeg', size: big })
  })

  test('keeps its XMP', async () => {
    const xmp = Buffer.from(xmpPacket('xmp:Rating="4"'))
    const bytes = tiffLike([[...camera(), [700, 'bytes', xmp], jpeg(full), [0x014a, 'directories', sensorData]]])
    const fromTiff = await expanded('rated.dng', bytes)
    expect((await sharp(fromTiff.file).metadata()).xmp?.toString()).toContain('xmp:Rating="4"')
    const cr3 = cr3File({ jpeg: full, first: camera().slice(0, 4), xmp: xmp.toString() })
    const fromCr3 = await expanded('rated.cr3', cr3)
    expect((await sharp(fromCr3.file).metadata()).xmp?.toString()).toContain('xmp:Rating="4"')
  })

  test('set to Adobe RGB gets a profile that says so', async () => {
    const exif: RawFields = [[0xa005, 'directories', [[1, 'text', 'R03']]]]
    const bytes = tiffLike([[[0x8769, 'directories', exif], jpeg(full), [0x014a, 'directories', sensorData]]])
    const { file, header } = await expanded('wide.nef', bytes)
    expect(header.hasProfile).toBe(true)
    expect((await sharp(file).metadata()).icc?.includes(Buffer.from('Adobe RGB', 'utf16le').swap16())).toBe(true)
  })

  test('has a thumbnail and a working copy, upright', async () => {
    const { photo, result } = await probed('work.nef', nef(6))
    const { data } = await makeThumbnail({ path: photo.path, edge: 120 })
    expect(await sharp(data).metadata()).toMatchObject({ width: 80, height: 120 })
    const plan = planAround(headerIn(result).size, margins)
    const request = { source: photo.path, contentHash: photo.contentHash, plan, pass: 0, renders: [], edge: 2560 }
    expect(await prepare(request, { signal })).toMatchObject({ width: 400, height: 600 })
  })

  test('becomes a picture of its own even where nothing is painted', async () => {
    const { photo } = await probed('whole.nef', nef())
    const plan = planAround(big, { top: 0, right: 0, bottom: 0, left: 0 })
    const request = composeRequest(photo, plan, { format: 'jpeg', surroundings: { kind: 'none' } })
    await compose(request, { signal, onProgress: () => undefined, memoryLimit: 1e9 })
    expect(await sharp(await composed(request)).metadata()).toMatchObject({ format: 'jpeg', ...big })
  })

  test.each([
    ['without any', tiffLike([[...camera(), [0x014a, 'directories', sensorData]]])],
    [
      'whose only JPEG is its sensor’s data',
      tiffLike([[...camera(), [0x0103, 'short', 7], [0x0106, 'short', 32803], [0x0111, 'file', 0x0117, lossless]]]),
    ],
  ])('%s preview is refused with the way out', async (_, bytes) => {
    const { photo, result } = await probed('blind.dng', bytes)
    const words = expect.stringMatching(
      new RegExp(`${photo.path}.*without an embedded preview.*Export it as TIFF or JPEG`),
    )
    expect(result).toMatchObject({ kind: 'unreadable', error: { code: 'image-unsupported', message: words } })
    await expect(makeThumbnail({ path: photo.path, edge: 64 })).rejects.toMatchObject({ code: 'image-unsupported' })
  })

  test.each([0.2, 0.5, 0.9])('cut off at %d of its length is refused, never half a picture', async (share) => {
    for (const [name, bytes] of Object.entries(makersFiles)) {
      const whole = bytes()
      const { photo, result } = await probed(`cut-${name}`, whole.subarray(0, Math.floor(whole.length * share)))
      if (result.kind === 'unreadable') {
        expect(result.error.message).toContain(photo.path)
        expect(['image-damaged', 'image-unsupported']).toContain(result.error.code)
        continue
      }
      const request = composeRequest(photo, planAround(result.header.size, margins))
      const outcome = await compose(request, { signal, onProgress: () => undefined, memoryLimit: 1e9 }).catch(
        (error: unknown) => error,
      )
      if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'image-damaged' })
      else expect(await brightCorner(await composed(request), result.header.size)).toEqual(['top left'])
    }
  })
})
