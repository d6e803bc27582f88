import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compose } from '../../../../main/imaging/compose'
import { numbersEntry, writeBlock } from '../../../../main/imaging/metadata/ifd'
import { labelOfPacket, ratingOfPacket } from '../../../../main/imaging/metadata/rating'
import { parse } from '../../../../main/imaging/metadata/xmp-document'
import { labelIn, ratingIn } from '../../../../main/imaging/metadata/xmp-rating'
import { probeFile } from '../../../../main/imaging/probe'
import { composed, composeRequest, planAround, writePhoto } from '../../../fixtures/images/pictures'
import { readTags } from '../../../fixtures/images/read-tags'
import { segment, withSegments, xmpPacket } from '../../../fixtures/images/tagged-jpeg'

const windows = 'xmlns:MicrosoftPhoto="http://ns.microsoft.com/photo/1.0/"'

const options = { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit: 1e9 }

describe('stars in a packet', () => {
  test.each([
    ['as an attribute', xmpPacket('xmp:Rating="4"'), 4],
    ['in single quotes', xmpPacket("xmp:Rating='4'"), 4],
    ['as an element', xmpPacket('', '<xmp:Rating>3</xmp:Rating>'), 3],
    ['under another prefix', xmpPacket('xmlns:xap="http://ns.adobe.com/xap/1.0/" xap:Rating="2"'), 2],
    ['none', xmpPacket(''), null],
    ['zero', xmpPacket('xmp:Rating="0"'), 0],
    ['a reject', xmpPacket('xmp:Rating="-1"'), -1],
    ['a fraction', xmpPacket('xmp:Rating="3.6"'), 4],
    ['written as a fraction', xmpPacket('xmp:Rating="5.0"'), 5],
    ['too many', xmpPacket('xmp:Rating="99"'), 5],
    ['too few', xmpPacket('xmp:Rating="-7"'), -1],
    ['no number', xmpPacket('xmp:Rating="many"'), null],
    ['empty', xmpPacket('xmp:Rating=""'), null],
    ['Windows’ own', xmpPacket(`${windows} MicrosoftPhoto:Rating="75"`), 4],
    ['Windows’ own beside it', xmpPacket(`${windows} MicrosoftPhoto:Rating="75" xmp:Rating="1"`), 1],
    ['Windows’ own, beyond a hundred', xmpPacket(`${windows} MicrosoftPhoto:Rating="750"`), null],
    ['somebody else’s', xmpPacket('xmlns:own="https://example.org/" own:Rating="4"'), null],
  ] as const)('are read, %s, by text as by structure', (_, packet, rating) => {
    expect(ratingOfPacket(packet)).toBe(rating)
    const document = parse(packet)
    expect(document && ratingIn(document)).toBe(rating)
  })
})

let folder = ''
let jpeg: Buffer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-rating-'))
  jpeg = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#356' } })
    .jpeg()
    .toBuffer()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const exif = segment(
  0xe1,
  'Exif\0\0',
  writeBlock({ entries: [numbersEntry(0x4746, 'short', [3])], children: new Map() }),
)
const xmp = segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', Buffer.from(xmpPacket('xmp:Rating="2"')))

async function ratingOf(path: string) {
  const probed = await probeFile(path)
  return probed.kind === 'photo' ? probed.header.rating : probed
}

describe('a photo’s stars', () => {
  test.each([
    ['nowhere', [], {}, null],
    ['in EXIF', [exif], {}, 3],
    ['in XMP, which counts more than EXIF', [exif, xmp], {}, 2],
    ['in a sidecar named after it', [], { 'a.xmp': 'xmp:Rating="4"' }, 4],
    ['in a sidecar with its whole name', [], { 'a.jpg.xmp': 'xmp:Rating="-1"' }, -1],
    ['inside, which counts more than a sidecar', [xmp], { 'a.xmp': 'xmp:Rating="4"' }, 2],
    ['in the second sidecar, when the first says none', [], { 'a.xmp': '', 'a.jpg.xmp': 'xmp:Rating="5"' }, 5],
  ] as const)('are found %s, and kept by its outputs', async (_, segments, sidecars, rating) => {
    const own = await mkdtemp(join(folder, 'photo-'))
    for (const [name, attributes] of Object.entries(sidecars)) await writeFile(join(own, name), xmpPacket(attributes))
    const photo = await writePhoto(own, 'a.jpg', withSegments(jpeg, ...segments))
    expect(await ratingOf(photo.path)).toBe(rating)
    for (const format of ['jpeg', 'png', 'tiff', 'webp', 'avif'] as const) {
      const plan = planAround({ width: 40, height: 30 }, { top: 0, right: 4, bottom: 0, left: 4 })
      const request = composeRequest(photo, plan, { format, destination: join(own, `output.${format}`) })
      const { mark } = await compose(request, options)
      expect(mark.rating ?? null).toBe(rating)
      const stars = readTags(await composed(request)).xmp.Rating
      expect(stars === undefined ? null : Number(stars.value)).toBe(rating)
    }
  })
})

describe('a photo’s colour label', () => {
  test.each([
    ['as an attribute', 'xmp:Label="Red"', '', 'Red'],
    ['as an element, in small letters', '', '<xmp:Label>green</xmp:Label>', 'Green'],
    ['in another language', 'xmp:Label="Grün"', '', 'Green'],
    ['that is not known, as none', 'xmp:Label="Lila"', '', null],
    ['as none', 'xmp:Rating="2"', '', null],
  ] as const)('is found %s, and told of its outputs as it is in them', async (_, attributes, elements, label) => {
    const own = await mkdtemp(join(folder, 'photo-'))
    const packet = xmpPacket(attributes, elements)
    const document = parse(packet)
    expect([labelOfPacket(packet), document && labelIn(document)]).toEqual([label, label])
    const bytes = withSegments(jpeg, segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', Buffer.from(packet)))
    const photo = await writePhoto(own, 'a.jpg', bytes)
    const border = { top: 0, right: 4, bottom: 0, left: 4 }
    for (const [format, margins] of [
      ['jpeg', border],
      ['png', border],
      ['avif', border],
      // The photo's own file.
      ['jpeg', { ...border, right: 0, left: 0 }],
    ] as const) {
      const plan = planAround({ width: 40, height: 30 }, margins)
      const isOwn = plan.canvas.width === 40
      const surroundings = isOwn ? ({ kind: 'none' } as const) : undefined
      const destination = join(own, `output.${format}`)
      const request = composeRequest(photo, plan, { format, destination, ...(surroundings && { surroundings }) })
      const { mark } = await compose(request, options)
      expect(mark.label).toBe(label)
      const probed = await probeFile(destination)
      expect(probed.kind === 'photo' && [probed.header.rating ?? undefined, probed.header.label]).toEqual([
        mark.rating,
        label,
      ])
    }
  })

  test('is in the short packet of an output whose XMP is long', async () => {
    const own = await mkdtemp(join(folder, 'photo-'))
    const long = `<dc:long xmlns:dc="https://example.org/">${'long '.repeat(20_000)}</dc:long>`
    const png = sharp({ create: { width: 40, height: 30, channels: 3, background: '#356' } })
    const photo = await writePhoto(
      own,
      'a.png',
      await png.withXmp(xmpPacket('xmp:Label="Blue" xmp:Rating="2"', long)).png().toBuffer(),
    )
    const plan = planAround({ width: 40, height: 30 }, { top: 0, right: 4, bottom: 0, left: 4 })
    const destination = join(own, 'output.jpg')
    const { mark } = await compose(composeRequest(photo, plan, { format: 'jpeg', destination }), options)
    expect(mark).toEqual({ rating: 2, label: 'Blue' })
    expect(await probeFile(destination)).toMatchObject({ header: mark })
  })
})
