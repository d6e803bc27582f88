import { chmod, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OutputFormat } from '../../../core/photo'
import { compose } from '../../../main/imaging/compose'
import { numbersEntry, writeBlock } from '../../../main/imaging/metadata/ifd'
import { extendedXmpOf } from '../../../main/imaging/metadata/jpeg'
import { probeFile } from '../../../main/imaging/probe'
import { rate } from '../../../main/imaging/rate'
import { composed, composeRequest, planAround, randomPicture, writePhoto } from '../../fixtures/images/pictures'
import { type ReadTags, readTags } from '../../fixtures/images/read-tags'
import { cameraDirectory, iptc, resource, segment, withSegments, xmpPacket } from '../../fixtures/images/tagged-jpeg'

const formats = ['jpeg', 'png', 'tiff', 'webp', 'avif'] as const
const size = { width: 40, height: 30 }
const signal = new AbortController().signal

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-rate-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A JPEG with stars in XMP, Windows' own and EXIF, and much else. */
async function taggedPhoto(): Promise<Buffer> {
  const jpeg = await randomPicture({ ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 })
    .withIccProfile('p3')
    .jpeg()
    .toBuffer()
  const camera = cameraDirectory(1)
  const exif = writeBlock({
    ...camera,
    entries: [...camera.entries, numbersEntry(0x4746, 'short', [2]), numbersEntry(0x4749, 'short', [25])],
  })
  const windows = 'xmlns:MicrosoftPhoto="http://ns.microsoft.com/photo/1.0/" MicrosoftPhoto:Rating="25"'
  const packet = xmpPacket(`xmp:Rating="2" ${windows}`)
  return withSegments(
    jpeg,
    segment(0xe1, 'Exif\0\0', exif),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', Buffer.from(packet)),
    segment(0xed, 'Photoshop 3.0\0', resource(0x0404, iptc)),
  )
}

let files = 0

/** An output of ours. */
async function outputOf(photo: Buffer, format: OutputFormat): Promise<string> {
  const source = await writePhoto(folder, `${files++}.photo`, photo)
  const request = composeRequest(source, planAround(size, { top: 2, right: 4, bottom: 0, left: 4 }), { format })
  await compose(request, { signal, onProgress: () => undefined, memoryLimit: 1e9 })
  return request.destination
}

/** Everything but the stars, as far as another reader and sharp see it. */
async function restOf(bytes: Buffer) {
  const { icc, iptc, density, orientation, width, height, space, depth } = await sharp(bytes).metadata()
  const { xmp, exif, gps } = readTags(bytes)
  const { Rating: _stars, RatingPercent: _share, _raw, ...properties } = xmp
  const { Rating: _rating, RatingPercent: _percent, ApplicationNotes: _packet, ...tags } = exif
  const told = (all: ReadTags) => Object.entries(all).map(([name, tag]) => [name, tag.description])
  const pixels = await sharp(bytes).raw().toBuffer()
  return {
    icc,
    iptc,
    density,
    orientation,
    width,
    height,
    space,
    depth,
    gps,
    pixels,
    xmp: told(properties),
    exif: told(tags),
  }
}

async function starsOf(path: string) {
  const probed = await probeFile(path)
  const found = readTags(await readFile(path)).xmp?.Rating
  return [probed.kind === 'photo' ? probed.header.rating : probed, Number(found?.value)]
}

describe.each(formats)('stars in a %s', (format) => {
  test.each([5, 0, -1])('are written, and nothing else changes: %i', async (rating) => {
    const path = await outputOf(await taggedPhoto(), format)
    const before = await readFile(path)
    expect(await starsOf(path)).toEqual([2, 2])
    await rate({ path, mark: { rating } }, { signal })
    expect(await starsOf(path)).toEqual([rating, rating])
    const after = await readFile(path)
    const [old, renewed] = [await restOf(before), await restOf(after)]
    expect(renewed).toEqual(old)
    expect(old.xmp.length).toBeGreaterThan(8)
  })

  test('change as often as one likes, and the file does not grow', async () => {
    const path = await outputOf(await taggedPhoto(), format)
    const sizes: number[] = []
    for (const rating of [1, -1, 4, 0, 5]) {
      await rate({ path, mark: { rating } }, { signal })
      expect(await starsOf(path)).toEqual([rating, rating])
      sizes.push((await stat(path)).size)
    }
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(2)
  })

  test('are written into a file that has no XMP', async () => {
    const plain = randomPicture({ ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 })
    const encoded = { jpeg: plain.jpeg(), png: plain.png(), tiff: plain.tiff(), webp: plain.webp(), avif: plain.avif() }
    const bytes = await encoded[format].toBuffer()
    const path = join(folder, `plain.${format}`)
    await writeFile(path, bytes)
    await rate({ path, mark: { rating: 3 } }, { signal })
    expect(await starsOf(path)).toEqual([3, 3])
    expect((await sharp(path).raw().toBuffer()).equals(await sharp(bytes).raw().toBuffer())).toBe(true)
    await rate({ path, mark: { rating: 4 } }, { signal })
    expect(await starsOf(path)).toEqual([4, 4])
  })

  test('agree in XMP, Windows’ own and EXIF', async () => {
    const path = await outputOf(await taggedPhoto(), format)
    await rate({ path, mark: { rating: 4 } }, { signal })
    const bytes = await readFile(path)
    const { xmp } = await sharp(bytes).metadata()
    expect(xmp?.toString('utf8')).toMatch(/MicrosoftPhoto:Rating="75"/)
    const exif = readTags(bytes).exif
    expect([exif.Rating?.value, exif.RatingPercent?.value]).toEqual([4, 75])
  })

  test('stay as they are when a colour label is written, changed or taken away, and so does all else', async () => {
    const path = await outputOf(await taggedPhoto(), format)
    const before = await restOf(await readFile(path))
    for (const label of ['Red', 'Blue', null] as const) {
      await rate({ path, mark: { label } }, { signal })
      const bytes = await readFile(path)
      const { Label: _label, ...rest } = Object.fromEntries((await restOf(bytes)).xmp)
      expect([readTags(bytes).xmp.Label?.value ?? null, await starsOf(path)]).toEqual([label, [2, 2]])
      expect({ ...(await restOf(bytes)), xmp: Object.entries(rest) }).toEqual(before)
    }
  })

  test('are written beside a colour label in another language, which stays as it is', async () => {
    const jpeg = await sharp(await taggedPhoto())
      .jpeg()
      .toBuffer()
    const packet = Buffer.from(xmpPacket('xmp:Label="Grün"'))
    const path = await outputOf(withSegments(jpeg, segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', packet)), format)
    await rate({ path, mark: { rating: 4 } }, { signal })
    expect(readTags(await readFile(path)).xmp.Label?.value).toBe('Grün')
    expect(await probeFile(path)).toMatchObject({ header: { rating: 4, label: 'Green' } })
  })

  test('are kept by composes', async () => {
    const path = await outputOf(await taggedPhoto(), format)
    await rate({ path, mark: { rating: 5 } }, { signal })
    const again = await writePhoto(folder, `again.${format}`, await readFile(path))
    const request = composeRequest(
      again,
      planAround({ width: 48, height: 32 }, { top: 0, right: 4, bottom: 0, left: 4 }),
      {
        format: 'png',
      },
    )
    await compose(request, { signal, onProgress: () => undefined, memoryLimit: 1e9 })
    const after = await composed(request)
    expect(readTags(after).xmp?.Rating?.value).toBe('5')
  })
})

describe('the picture’s own data', () => {
  const dataOf: Readonly<Record<(typeof formats)[number], (file: Buffer) => Buffer>> = {
    jpeg: (file) => file.subarray(file.indexOf(Buffer.from([0xff, 0xdb]))),
    png: (file) => file.subarray(file.indexOf('IDAT'), file.indexOf('IEND')),
    tiff: (file) => file.subarray(8, 8 + 500),
    webp: (file) => file.subarray(file.indexOf('VP8 '), file.indexOf('EXIF')),
    avif: (file) => file.subarray(file.indexOf('mdat'), file.indexOf('mdat') + 500),
  }
  test.each(formats)('is the same, byte for byte: %s', async (format) => {
    const path = await outputOf(await taggedPhoto(), format)
    const before = dataOf[format](await readFile(path))
    await rate({ path, mark: { rating: 1 } }, { signal })
    expect(before.length).toBeGreaterThan(300)
    expect(dataOf[format](await readFile(path)).equals(before)).toBe(true)
  })
})

test.each([
  ['big-endian', async () => bigEndianTiff()],
  [
    'of 64 bits',
    () =>
      randomPicture({ ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 16 })
        .tiff({ bigtiff: true })
        .toBuffer(),
  ],
])('a TIFF that is %s gets its stars, too', async (name, encoded) => {
  const bytes = await encoded()
  const path = join(folder, `${name}.tif`)
  await writeFile(path, bytes)
  for (const rating of [3, -1]) {
    await rate({ path, mark: { rating } }, { signal })
    const probed = await probeFile(path)
    expect(probed).toMatchObject({ kind: 'photo', header: { rating } })
  }
  expect((await sharp(path).raw().toBuffer()).equals(await sharp(bytes).raw().toBuffer())).toBe(true)
})

/** One grey px. */
function bigEndianTiff(): Buffer {
  const entries = [
    [256, 3, 1],
    [257, 3, 1],
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 8],
    [277, 3, 1],
    [278, 3, 1],
    [279, 4, 1],
  ] as const
  const file = Buffer.alloc(10 + 2 + entries.length * 12 + 4)
  file.write('MM\0*\0\0\0\x0a\x7f', 0, 'latin1')
  file.writeUInt16BE(entries.length, 10)
  entries.forEach(([tag, type, value], i) => {
    const at = 12 + i * 12
    file.writeUInt16BE(tag, at)
    file.writeUInt16BE(type, at + 2)
    file.writeUInt32BE(1, at + 4)
    if (type === 3) file.writeUInt16BE(value, at + 8)
    else file.writeUInt32BE(value, at + 8)
  })
  return file
}

test('XMP of a JPEG that no segment holds keeps all it says', async () => {
  const text = 'Größe '.repeat(20_000)
  const elements = `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${text}</rdf:li></rdf:Alt></dc:description>`
  const plain = randomPicture({ ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 })
  const photo = await plain.withXmp(xmpPacket('xmp:Rating="2"', elements)).png().toBuffer()
  const path = await outputOf(photo, 'jpeg')
  for (const rating of [5, -1]) {
    await rate({ path, mark: { rating } }, { signal })
    const bytes = await readFile(path)
    expect((await sharp(bytes).metadata()).xmpAsString).toMatch(`xmp:Rating="${rating}"`)
    expect(extendedXmpOf(bytes)).toContain(text)
    const { xmp } = readTags(bytes)
    expect(xmp?.Rating?.value).toBe(String(rating))
    expect(xmp?.description?.description).toBe(text)
  }
})

describe('the file', () => {
  test('keeps its permissions, and nothing is left beside it', async () => {
    const own = await mkdtemp(join(folder, 'own-'))
    const path = join(own, 'a.jpg')
    await writeFile(path, await taggedPhoto())
    await chmod(path, 0o640)
    const left = join(own, '.outframe-rating-12345678.part')
    await writeFile(left, 'of a killed process')
    await utimes(left, new Date(0), new Date(0))
    await rate({ path, mark: { rating: 1 } }, { signal })
    expect((await stat(path)).mode & 0o777).toBe(0o640)
    expect(await readdir(own)).toEqual(['a.jpg'])
  })

  test('stays as it is when it is none of ours, and that is said', async () => {
    const path = join(folder, 'text.jpg')
    await writeFile(path, 'no picture')
    await expect(rate({ path, mark: { rating: 1 } }, { signal })).rejects.toMatchObject({ code: 'not-an-image' })
    expect(await readFile(path, 'utf8')).toBe('no picture')
    await expect(rate({ path: join(folder, 'gone.jpg'), mark: { rating: 1 } }, { signal })).rejects.toMatchObject({
      code: 'file-missing',
    })
  })
})
