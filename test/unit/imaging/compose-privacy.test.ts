import { mkdtemp, readFile, rm, stat, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultEncoding, type Encoding } from '../../../core/encoding'
import type { OutputFormat } from '../../../core/photo'
import { compose } from '../../../main/imaging/compose'
import { bytesEntry, type Directory, writeBlock } from '../../../main/imaging/metadata/ifd'
import {
  composed,
  composeRequest,
  type PhotoFile,
  planAround,
  type RequestChanges,
  randomPicture,
  writePhoto,
} from '../../fixtures/images/pictures'
import { type ReadTags, readTags } from '../../fixtures/images/read-tags'
import {
  cameraDirectory,
  iptc,
  makerNote,
  rationalEntry,
  resource,
  segment,
  textEntry,
  withSegments,
  xmpPacket,
} from '../../fixtures/images/tagged-jpeg'

const formats = ['jpeg', 'png', 'tiff', 'webp', 'avif'] as const
const size = { width: 40, height: 30 }
const plan = planAround(size, { top: 2, right: 4, bottom: 0, left: 4 })

let folder = ''
let photo: PhotoFile
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-privacy-'))
  photo = await writePhoto(folder, 'placed.jpg', await placedPhoto())
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A JPEG that tells in every way where it was taken: EXIF, XMP's EXIF, IPTC's locations, a drone's own words. */
async function placedPhoto(): Promise<Buffer> {
  const gps: Directory = {
    entries: [
      bytesEntry(0, 'byte', Buffer.from([2, 3, 0, 0])),
      textEntry(1, 'N'),
      degrees(2, 47, 22),
      textEntry(3, 'E'),
      degrees(4, 8, 32),
      rationalEntry(6, 40_812, 100),
    ],
    children: new Map(),
  }
  const camera = cameraDirectory(1)
  const exif = writeBlock({ ...camera, children: new Map([...camera.children, [0x8825, gps]]) })
  const drone =
    'xmlns:drone-dji="http://www.dji.com/drone-dji/1.0/" drone-dji:GpsLatitude="47.3667" drone-dji:AbsoluteAltitude="+408.12"'
  const place = [
    '<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource">',
    '<Iptc4xmpExt:City>Zürich</Iptc4xmpExt:City><exif:GPSLatitude>47,22N</exif:GPSLatitude>',
    '</rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated>',
    '<exif:GPSLongitude>8,32.0E</exif:GPSLongitude><exif:GPSMapDatum>WGS-84</exif:GPSMapDatum>',
  ].join('')
  const city = 'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Zürich"'
  const packet = xmpPacket(`exif:GPSLatitude="47,22.0N" ${drone} ${city}`, place)
  const jpeg = await randomPicture({ ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 })
    .jpeg()
    .toBuffer()
  return withSegments(
    jpeg,
    segment(0xe1, 'Exif\0\0', exif),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', Buffer.from(packet)),
    segment(0xed, 'Photoshop 3.0\0', resource(0x0404, iptc)),
  )
}

function degrees(tag: number, whole: number, minutes: number) {
  const value = Buffer.concat([whole, minutes, 0].map((part) => rationalEntry(0, part, 1).value))
  return { tag, type: 5, count: 3, value }
}

async function composeAs(format: OutputFormat, encoding: Partial<Encoding>, changes: RequestChanges = {}) {
  const request = composeRequest(photo, plan, { format, encoding: { ...defaultEncoding, ...encoding }, ...changes })
  const options = { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit: 1e9 }
  await compose(request, options)
  return { path: request.destination, bytes: await composed(request) }
}

const coordinates = /gps|latitude|longitude|altitude/i

describe.each(formats)('where a photo was taken, in %s', (format) => {
  test('is kept unless it is to be left out', async () => {
    const { exif, xmp, gps } = readTags((await composeAs(format, {})).bytes)
    expect(gps).toMatchObject({
      Latitude: expect.closeTo(47.3667, 3),
      Longitude: expect.closeTo(8.5333, 3),
    })
    expect(exif.GPSLatitudeRef?.description).toMatch(/North/)
    expect(Object.keys(xmp).filter((name) => coordinates.test(name)).length).toBeGreaterThanOrEqual(4)
  })

  test('is left out in every way, and nothing else is', async () => {
    const [kept, stripped] = [(await composeAs(format, {})).bytes, (await composeAs(format, { stripGps: true })).bytes]
    const [before, after] = [readTags(kept), readTags(stripped)]
    expect(after.gps).toBeUndefined()
    expect(Object.keys(after.exif).filter((name) => coordinates.test(name))).toEqual([])
    expect((await sharp(stripped).metadata()).xmpAsString).not.toMatch(coordinates)
    // Not only unlinked: 47 degrees, 22 minutes are nowhere in the file.
    const latitude = degrees(2, 47, 22).value
    expect([kept.includes(latitude), stripped.includes(latitude)]).toEqual([true, false])
    const names = (tags: ReadTags) =>
      Object.keys(tags).filter((name) => !coordinates.test(name) && !/Offset|Pointer|ApplicationNotes/.test(name))
    expect(names(after.exif)).toEqual(names(before.exif))
    expect(after.xmp.City?.description).toBe('Zürich')
    expect((await sharp(stripped).metadata()).xmpAsString).toMatch(/<Iptc4xmpExt:City>Zürich</)
    expect(stripped.includes(makerNote)).toBe(true)
  })

  test('is left out of a photo that has its shape already, too', async () => {
    const unpainted = planAround(size, { top: 0, right: 0, bottom: 0, left: 0 })
    const changes: RequestChanges = { surroundings: { kind: 'none' }, plan: unpainted }
    const { bytes } = await composeAs(format, { stripGps: true }, changes)
    expect(readTags(bytes).gps).toBeUndefined()
  })
})

describe('a JPEG of which only that is left out', () => {
  const unpainted = planAround(size, { top: 0, right: 0, bottom: 0, left: 0 })
  const changes: RequestChanges = { surroundings: { kind: 'none' }, plan: unpainted }

  async function stripped(bytes: Buffer) {
    const own = await writePhoto(folder, 'unpainted.jpg', bytes)
    const request = composeRequest(own, unpainted, { ...changes, format: 'jpeg' })
    const options = { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit: 1e9 }
    await compose({ ...request, encoding: { ...defaultEncoding, stripGps: true } }, options)
    return composed(request)
  }
  /** From the first scan on. */
  const data = (file: Buffer) => file.subarray(file.indexOf(Buffer.from([0xff, 0xda])))

  test('keeps its picture byte for byte, and all else that it says', async () => {
    const before = await readFile(photo.path)
    const after = await stripped(before)
    expect(data(after).equals(data(before))).toBe(true)
    expect(readTags(after).gps).toBeUndefined()
    expect(after.includes(degrees(2, 47, 22).value)).toBe(false)
    expect(after.includes(makerNote)).toBe(true)
    expect(readTags(after).xmp.City?.description).toBe('Zürich')
  })

  test.each([false, true])(
    'has no second picture behind it, which would tell it all the same; progressive: %s',
    async (progressive) => {
      const first = await sharp(photo.path).keepMetadata().jpeg({ progressive, quality: 95 }).toBuffer()
      const after = await stripped(Buffer.concat([first, await placedPhoto()]))
      expect(data(after).equals(data(first))).toBe(true)
      expect(after.includes(degrees(2, 47, 22).value)).toBe(false)
      const raw = (file: Buffer) => sharp(file).raw().toBuffer()
      expect((await raw(after)).equals(await raw(first))).toBe(true)
    },
  )
})

describe('the photo’s time of change', () => {
  const taken = new Date('2019-06-01T12:34:56.789Z')
  const unpainted = planAround(size, { top: 0, right: 0, bottom: 0, left: 0 })

  test.each<readonly [string, OutputFormat, RequestChanges]>([
    ['an output', 'png', {}],
    ['one that is the photo’s own file', 'jpeg', { surroundings: { kind: 'none' }, plan: unpainted }],
  ])('is that of %s when it is to be kept', async (_, format, changes) => {
    await utimes(photo.path, taken, taken)
    const { path } = await composeAs(format, { keepTimes: true }, changes)
    expect(Math.abs((await stat(path)).mtimeMs - taken.getTime())).toBeLessThan(2)
    const { path: usual } = await composeAs(format, {}, changes)
    expect(Date.now() - (await stat(usual)).mtimeMs).toBeLessThan(60_000)
  })
})
