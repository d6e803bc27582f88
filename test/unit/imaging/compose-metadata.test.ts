import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ComposeRequest } from '../../../core/imaging'
import type { OutputFormat } from '../../../core/photo'
import { compose } from '../../../main/imaging/compose'
import { type Directory, openBlock, readDirectory } from '../../../main/imaging/metadata/ifd'
import { composed, composeRequest, planAround, type RequestChanges, writePhoto } from '../../fixtures/images/pictures'
import { randomBytes } from '../../fixtures/images/realistic-photo'
import {
  cameraExif,
  iptc,
  makerNote,
  resource,
  segment,
  withSegments,
  xmpPacket,
} from '../../fixtures/images/tagged-jpeg'

let folder = ''
/** A JPEG lying on its side, with everything that a photo can carry. */
let photo = { path: '', contentHash: '' }
let profile: Buffer | undefined

const margins = { top: 10, right: 0, bottom: 6, left: 4 }
/** The photo is 60 × 40 as stored, 40 × 60 upright. */
const plan = planAround({ width: 40, height: 60 }, margins)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-metadata-'))
  const create = { width: 60, height: 40, channels: 3, background: '#356' } as const
  const jpeg = await sharp({ create }).withIccProfile('p3').withDensity(300).jpeg().toBuffer()
  const plain = await sharp(jpeg).keepIccProfile().jpeg().toBuffer()
  profile = (await sharp(plain).metadata()).icc
  const packet = xmpPacket(
    'tiff:Orientation="6" exif:PixelXDimension="60"',
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Seen &amp; kept</rdf:li></rdf:Alt></dc:title>',
  )
  const bytes = withSegments(
    plain,
    segment(0xe1, 'Exif\0\0', cameraExif(6)),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', Buffer.from(packet)),
    segment(0xed, 'Photoshop 3.0\0', Buffer.concat([resource(0x0404, iptc), resource(0x040c, Buffer.alloc(50))])),
  )
  photo = await writePhoto(folder, 'photo.jpg', bytes)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function run(request: ComposeRequest) {
  return compose(request, { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit: 1e9 })
}

async function composeAs(format: OutputFormat, changes: RequestChanges = {}) {
  const request = composeRequest(photo, plan, { format, ...changes })
  const result = await run(request)
  const bytes = await composed(request)
  return { result, bytes, metadata: await sharp(bytes).metadata() }
}

/** The EXIF of a file: in TIFF it is the file's own directory. */
function exifOf(format: OutputFormat, bytes: Buffer, exif: Buffer | undefined): Directory | null {
  const start = exif?.toString('latin1', 0, 4) === 'Exif' ? 6 : 0
  const block = openBlock(format === 'tiff' ? bytes : (exif?.subarray(start) ?? Buffer.alloc(0)))
  return block && readDirectory(block, block.first)
}

function tagOf(directory: Directory | null | undefined, tag: number): Buffer | undefined {
  return directory?.entries.find((entry) => entry.tag === tag)?.value
}

const formats = ['jpeg', 'png', 'tiff', 'webp', 'avif'] as const

describe.each(formats)('an output as %s', (format) => {
  test('keeps the colour profile byte for byte', async () => {
    const { metadata } = await composeAs(format)
    expect(profile?.length).toBeGreaterThan(100)
    expect(metadata.icc?.equals(profile ?? Buffer.alloc(0))).toBe(true)
  })

  test('keeps the EXIF tags, with a maker’s note and GPS, and lies upright', async () => {
    const { bytes, metadata, result } = await composeAs(format)
    expect(metadata.orientation ?? 1).toBe(1)
    expect([metadata.width, metadata.height]).toEqual([44, 76])
    expect([result.width, result.height, result.bytes]).toEqual([44, 76, bytes.length])
    const directory = exifOf(format, bytes, metadata.exif)
    expect(tagOf(directory, 0x010f)?.toString('latin1')).toBe('Contax\0')
    expect(tagOf(directory, 0x8298)?.toString('latin1')).toBe('Jane Doe\0')
    const exif = directory?.children.get(0x8769)
    expect(tagOf(exif, 0x9003)?.toString('latin1')).toBe('2024:05:17 18:42:11\0')
    expect(tagOf(exif, 0x927c)?.equals(makerNote)).toBe(true)
    expect(tagOf(exif, 0xa002)?.readUIntLE(0, 2)).toBe(44)
    expect(tagOf(exif, 0xa003)?.readUIntLE(0, 2)).toBe(76)
    expect(tagOf(directory?.children.get(0x8825), 0x0001)?.toString('latin1')).toBe('N\0')
  })

  test('keeps XMP, says what was painted, and has the orientation reset there, too', async () => {
    const { metadata } = await composeAs(format)
    const xmp = metadata.xmp?.toString('utf8') ?? ''
    expect(xmp).toContain('Seen &amp; kept')
    expect(xmp).toContain('tiff:Orientation="1"')
    expect(xmp).toContain('exif:PixelXDimension="44"')
    expect(xmp).toContain('http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced')
    expect(xmp).toMatch(/outframe:Engine[^>]*>local</)
    expect(xmp).toMatch(/outframe:Version[^>]*>1\.2\.3</)
    expect(xmp).toContain('up=0.16666666666666666 right=0 down=0.1 left=0.1')
  })

  test('has no source type and no provenance when nothing was painted', async () => {
    const unpainted = planAround({ width: 40, height: 60 }, { top: 0, right: 0, bottom: 0, left: 0 })
    const { metadata } = await composeAs(format, { surroundings: { kind: 'none' }, plan: unpainted })
    const xmp = metadata.xmp?.toString('utf8') ?? ''
    expect(xmp).toContain('Seen &amp; kept')
    expect(xmp).toContain('tiff:Orientation="1"')
    expect(xmp).not.toMatch(/DigitalSourceType|outframe:/)
  })

  test('gives the prompt as it was written', async () => {
    const prompt = 'a <misty> "lake" & 🌲\u0007'
    const { metadata } = await composeAs(format, {
      provenance: { engine: 'local', prompt, version: '1.2.3', taskIds: [] },
    })
    expect(metadata.xmp?.toString('utf8')).toContain('a &lt;misty&gt; "lake" &amp; 🌲<')
  })
})

describe('resolution', () => {
  test.each(['jpeg', 'png', 'tiff'] as const)('is kept in %s', async (format) => {
    expect((await composeAs(format)).metadata.density).toBe(300)
  })
})

describe('IPTC', () => {
  test('is kept in JPEG, without the preview of the old size', async () => {
    const { metadata } = await composeAs('jpeg')
    expect(
      metadata.iptc?.equals(Buffer.concat([Buffer.from('Photoshop 3.0\0', 'latin1'), resource(0x0404, iptc)])),
    ).toBe(true)
  })

  test('is kept in TIFF, as itself and among Photoshop’s resources', async () => {
    const { metadata } = await composeAs('tiff')
    expect(metadata.iptc?.toString('latin1')).toContain('A day at the lake')
    expect(metadata.tifftagPhotoshop?.equals(resource(0x0404, iptc))).toBe(true)
  })

  test('is kept in PNG, as the text chunk that other programs look for', async () => {
    const { bytes } = await composeAs('png')
    expect(bytes.includes('Raw profile type iptc')).toBe(true)
  })
})

describe('a second compose of an output', () => {
  test.each(formats)('keeps everything again: %s', async (format) => {
    const first = composeRequest(photo, plan, { format })
    await run(first)
    const again = await writePhoto(folder, `again.${format}`, await composed(first))
    const request = composeRequest(again, planAround(plan.canvas, margins), { format: 'tiff' })
    await run(request)
    const bytes = await composed(request)
    const { icc, xmp, iptc: kept } = await sharp(bytes).metadata()
    expect(icc?.equals(profile ?? Buffer.alloc(0))).toBe(true)
    expect(xmp?.toString('utf8').match(/digitalsourcetype\/algorithmicallyEnhanced/g)).toHaveLength(1)
    const directory = exifOf('tiff', bytes, undefined)
    expect(tagOf(directory?.children.get(0x8769), 0x927c)?.equals(makerNote)).toBe(true)
    if (format === 'jpeg' || format === 'tiff') expect(kept?.toString('latin1')).toContain('A day at the lake')
  })
})

test('a photo without any metadata gets XMP only', async () => {
  const create = { width: 40, height: 60, channels: 3, background: '#356' } as const
  const bare = await writePhoto(folder, 'bare.png', await sharp({ create }).png().toBuffer())
  const request = composeRequest(bare, plan, { format: 'jpeg' })
  await run(request)
  const { exif, icc, iptc: none, xmp, orientation } = await sharp(await composed(request)).metadata()
  expect([exif, icc, none, orientation]).toEqual([undefined, undefined, undefined, undefined])
  expect(xmp?.toString('utf8')).toContain('algorithmicallyEnhanced')
})

test('broken metadata does not stop a photo, and is said', async () => {
  const create = { width: 40, height: 60, channels: 3, background: '#356' } as const
  const bytes = withSegments(
    await sharp({ create }).jpeg().toBuffer(),
    segment(0xe1, 'Exif\0\0', Buffer.from('II*\0\xff\xff\xff\x7f', 'latin1')),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', Buffer.from('<x:xmpmeta>cut of')),
  )
  const broken = await writePhoto(folder, 'broken.jpg', bytes)
  const { notes } = await run(composeRequest(broken, plan, { format: 'jpeg' }))
  expect(notes.map(({ message }) => message)).toEqual([
    'The photo’s XMP data is broken and was replaced.',
    'The photo’s EXIF data is broken and was left out.',
  ])
})

test('what an output cannot have is said', async () => {
  const frames = { raw: { width: 40, height: 120, channels: 3, pageHeight: 60 } } as const
  const pages = await sharp(randomBytes(40 * 120 * 3, 1), frames)
    .webp({ loop: 0 })
    .toBuffer()
  const animated = await writePhoto(folder, 'animated.webp', pages)
  const { notes: ofAnimated } = await run(composeRequest(animated, plan))
  expect(ofAnimated).toMatchObject([{ message: 'Of 2 pictures in the file only the main one is expanded.' }])
  const create = { width: 40, height: 60, channels: 3, background: '#356' } as const
  const packet = Buffer.from(xmpPacket('hdrgm:Version="1.0"'))
  const bytes = withSegments(
    await sharp({ create }).jpeg().toBuffer(),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', packet),
  )
  const bright = await writePhoto(folder, 'bright.jpg', bytes)
  const { notes: ofBright } = await run(composeRequest(bright, plan))
  expect(ofBright).toMatchObject([{ message: 'The HDR gain map was left out: the surroundings have none.' }])
})
