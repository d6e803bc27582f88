import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { photoHeaderSchema } from '../../../core/photo'
import { type Directory, writeBlock } from '../../../main/imaging/metadata/ifd'
import { firstTime } from '../../../main/imaging/metadata/taken'
import { probeFile } from '../../../main/imaging/probe'
import { heicFile } from '../../fixtures/images/heic'
import { tiffLike } from '../../fixtures/images/raw'
import { makersFiles } from '../../fixtures/images/raw-files'
import { segment, textEntry, withSegments, xmpPacket } from '../../fixtures/images/tagged-jpeg'

const original = '2024:05:17 18:42:11'
const taken = '2024-05-17T18:42:11'

let folder = ''
let files = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-taken-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function takenAt(name: string, bytes: Uint8Array): Promise<string | null | undefined> {
  const path = join(folder, `${files++}-${name}`)
  await writeFile(path, bytes)
  const result = await probeFile(path)
  if (result.kind !== 'photo') throw new Error(result.error.message)
  expect(photoHeaderSchema.safeParse(result.header).error).toBeUndefined()
  return result.header.takenAt
}

const picture = () => sharp({ create: { width: 12, height: 8, channels: 3, background: 'grey' } })

function exifWith(camera: readonly (readonly [tag: number, text: string])[]): Buffer {
  const inner: Directory = { entries: camera.map(([tag, text]) => textEntry(tag, text)), children: new Map() }
  return writeBlock({ entries: [textEntry(0x010f, 'Contax')], children: new Map([[0x8769, inner]]) })
}

async function jpegWith(exif: Buffer | null, xmp?: string): Promise<Buffer> {
  const parts = [
    ...(exif ? [segment(0xe1, 'Exif\0\0', exif)] : []),
    ...(xmp === undefined ? [] : [segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', Buffer.from(xmp))]),
  ]
  return withSegments(await picture().jpeg().toBuffer(), ...parts)
}

describe('the time a photo was taken', () => {
  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('is read from the EXIF of %s', async (format) => {
    const bytes = await picture()
      .withExif({ IFD2: { DateTimeOriginal: original } })
      [format]()
      .toBuffer()
    expect(await takenAt(`exif.${format}`, bytes)).toBe(taken)
  })

  it.each(['jpeg', 'png', 'webp', 'avif', 'tiff'] as const)('is read from the XMP of %s', async (format) => {
    const xmp = xmpPacket('exif:DateTimeOriginal="2024-05-17T18:42:11.25+08:00"')
    expect(await takenAt(`xmp.${format}`, await picture().withXmp(xmp)[format]().toBuffer())).toBe(taken)
  })

  it.each(['II', 'MM'] as const)('is read from the EXIF of TIFF, byte order %s', async (order) => {
    const pixels = Buffer.alloc(3, 0x7f)
    const file = tiffLike(
      [
        [
          [0x0100, 'short', 1],
          [0x0101, 'short', 1],
          [0x0102, 'short', 8, 8, 8],
          [0x0103, 'short', 1],
          [0x0106, 'short', 2],
          [0x0111, 'file', 0x0117, pixels],
          [0x0115, 'short', 3],
          [0x0116, 'short', 1],
          [0x8769, 'directories', [[0x9003, 'text', original]]],
        ],
      ],
      { order },
    )
    expect(await takenAt('exif.tif', file)).toBe(taken)
  })

  it('is read from HEIC', async () => {
    expect(await takenAt('IMG.HEIC', heicFile({ exif: exifWith([[0x9003, original]]) }))).toBe(taken)
  })

  it.each(Object.entries(makersFiles))('is read from RAW: %s', async (name, file) => {
    expect(await takenAt(name, file())).toBe(taken)
  })

  it('is when it became a file where nothing else is said, and EXIF counts before XMP', async () => {
    const digitized = exifWith([[0x9004, '2023:01:02 03:04:05']])
    expect(await takenAt('digitized.jpg', await jpegWith(digitized))).toBe('2023-01-02T03:04:05')
    const both = exifWith([
      [0x9004, '2023:01:02 03:04:05'],
      [0x9003, original],
    ])
    expect(await takenAt('both.jpg', await jpegWith(both, xmpPacket('xmp:CreateDate="2020-01-01T00:00:00"')))).toBe(
      taken,
    )
  })

  it('is taken from the best of what the XMP says', async () => {
    const photoshop = 'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:DateCreated="2019-12-31T23:59"'
    expect(await takenAt('photoshop.jpg', await jpegWith(null, xmpPacket(photoshop)))).toBe('2019-12-31T23:59:00')
    const created = `${photoshop} xmp:CreateDate="2020-02-29T08:00:00Z"`
    expect(await takenAt('created.jpg', await jpegWith(null, xmpPacket(created)))).toBe('2020-02-29T08:00:00')
    const element = '<exif:DateTimeOriginal>2021-06-01</exif:DateTimeOriginal>'
    expect(await takenAt('element.jpg', await jpegWith(null, xmpPacket(created, element)))).toBe('2021-06-01T00:00:00')
  })

  it('is not known where a camera had no clock, and the next that is said counts', async () => {
    const nothing = exifWith([
      [0x9003, '0000:00:00 00:00:00'],
      [0x9004, '    :  :     :  :  '],
    ])
    expect(await takenAt('no-clock.jpg', await jpegWith(nothing))).toBeNull()
    const xmp = xmpPacket('xmp:CreateDate="2020-02-29T08:00:00Z"')
    expect(await takenAt('no-clock-but-xmp.jpg', await jpegWith(nothing, xmp))).toBe('2020-02-29T08:00:00')
  })

  it.each(['2023:02:30 10:00:00', '2023:13:01 10:00:00', '2023:01:01 25:00:00', '2023:01:01 10:60:00', 'noon', ''])(
    'is no time that does not exist: %j',
    (text) => expect(firstTime([text])).toBeNull(),
  )
})
