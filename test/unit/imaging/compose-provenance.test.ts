import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OutputFormat } from '../../../core/photo'
import { compose } from '../../../main/imaging/compose'
import {
  composed,
  composeRequest,
  type PhotoFile,
  planAround,
  type RequestChanges,
  writePhoto,
} from '../../fixtures/images/pictures'
import { readTags } from '../../fixtures/images/read-tags'
import { cameraExif, iptc, resource, segment, withSegments, xmpPacket } from '../../fixtures/images/tagged-jpeg'

const formats = ['jpeg', 'png', 'tiff', 'webp', 'avif'] as const
const size = { width: 60, height: 40 }
const plan = planAround(size, { top: 10, right: 0, bottom: 6, left: 4 })

let folder = ''
let photo: PhotoFile
let render: PhotoFile
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-provenance-'))
  const picture = sharp({ create: { ...size, channels: 3, background: '#356' } })
  const packet = xmpPacket(
    'tiff:ImageWidth="60" exif:PixelYDimension="40" xmp:CreateDate="2024-05-17T18:42:11"',
    [
      '<xmp:Thumbnails><rdf:Alt><rdf:li>old</rdf:li></rdf:Alt></xmp:Thumbnails>',
      '<mwg-rs:Regions xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/" rdf:parseType="Resource"/>',
    ].join(''),
  )
  const bytes = withSegments(
    await picture.jpeg().toBuffer(),
    segment(0xe1, 'Exif\0\0', cameraExif(1)),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', Buffer.from(packet)),
    segment(0xe2, 'MPF\0', Buffer.from('II*\0\x08\0\0\0', 'latin1')),
    segment(
      0xed,
      'Photoshop 3.0\0',
      Buffer.concat([resource(0x0404, iptc), resource(0x040c, Buffer.from('stale preview'))]),
    ),
  )
  photo = await writePhoto(folder, 'photo.jpg', bytes)
  render = await writePhoto(folder, 'render.png', await picture.resize(64, 56, { fit: 'fill' }).png().toBuffer())
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function composeAs(format: OutputFormat, changes: RequestChanges = {}) {
  const request = composeRequest(photo, plan, { format, ...changes })
  const options = { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit: 1e9 }
  const { notes } = await compose(request, options)
  return { notes: notes.map(({ message }) => message), bytes: await composed(request) }
}

describe.each(formats)('an output as %s, to a reader that is not ours', (format) => {
  test('tells what the local engine did', async () => {
    const { bytes } = await composeAs(format, {
      surroundings: { kind: 'local', method: 'mirror', effort: 'quality', variation: 2 },
    })
    const { xmp } = readTags(bytes)
    const told = (name: string) => xmp[name]?.description
    expect(told('DigitalSourceType')).toMatch(/algorithmicallyEnhanced$/)
    expect([told('Engine'), told('Version'), told('Method'), told('Effort'), told('Variation')]).toEqual([
      'local',
      '1.2.3',
      'mirror',
      'quality',
      '2',
    ])
    expect([told('Canvas'), told('Original')]).toEqual(['64x56', '60x40+4+10'])
    expect(told('Ratios')).toMatch(/^up=0\.25 right=0 down=0\.15 left=0\.0\d+$/)
    expect([told('Prompt'), told('TaskIds')]).toEqual([undefined, undefined])
  })

  test('says mirror where the photo is too small for its texture to be continued', async () => {
    const local = { kind: 'local', method: 'texture', effort: 'fast', variation: 1 } as const
    const strip = await writePhoto(
      folder,
      'strip.png',
      await sharp({ create: { width: 60, height: 5, channels: 3, background: '#356' } })
        .png()
        .toBuffer(),
    )
    const request = composeRequest(
      strip,
      planAround({ width: 60, height: 5 }, { top: 9, right: 0, bottom: 0, left: 0 }),
      { format, surroundings: local },
    )
    await compose(request, { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit: 1e9 })
    expect(readTags(await composed(request)).xmp.Method?.description).toBe('mirror')
    const whole = await composeAs(format, { surroundings: local })
    expect(readTags(whole.bytes).xmp.Method?.description).toBe('texture')
  })

  test('tells what a service did, and by which tasks', async () => {
    const { bytes } = await composeAs(format, {
      surroundings: { kind: 'renders', variation: 1, renders: [render.path] },
      provenance: { engine: 'kling', prompt: 'more sky', version: '1.2.3', taskIds: ['one', 'two'] },
    })
    const { xmp } = readTags(bytes)
    const told = (name: string) => xmp[name]?.description
    expect(told('DigitalSourceType')).toMatch(/compositeWithTrainedAlgorithmicMedia$/)
    expect([told('Engine'), told('Prompt'), told('TaskIds')]).toEqual(['kling', 'more sky', 'one, two'])
    expect([told('Method'), told('Effort')]).toEqual([undefined, undefined])
  })

  test('has the new size and no preview of the old one; dates and the rest stay', async () => {
    const { bytes, notes } = await composeAs(format)
    const { exif, xmp, iptc: found } = readTags(bytes)
    expect([exif.PixelXDimension?.value, exif.PixelYDimension?.value]).toEqual([64, 56])
    expect([xmp.ImageWidth?.value, xmp.PixelYDimension?.value]).toEqual(['64', '56'])
    expect(exif.DateTimeOriginal?.description).toBe('2024:05:17 18:42:11')
    expect(xmp.CreateDate?.description).toBe('2024-05-17T18:42:11')
    expect(exif.Make?.description).toBe('Contax')
    if (format === 'jpeg' || format === 'tiff') expect(found.Headline?.description).toBe('A day at the lake')
    expect(Object.keys({ ...exif, ...xmp }).filter((name) => /thumbnail|JPEGInterchange|Regions/i.test(name))).toEqual(
      [],
    )
    for (const stale of ['stale preview', 'MPF\0', 'xmp:Thumbnails']) expect(bytes.includes(stale)).toBe(false)
    expect(notes).toEqual([expect.stringContaining('faces')])
  })
})

describe('prompts come back as they were, whatever they hold', () => {
  const hostile = [
    `</outframe:Prompt></rdf:Description><rdf:Description xmp:Rating="5">`,
    ']]> <!-- --> <![CDATA[ &amp; &lt; %s $x \\ "double" \'single\'',
    '<?xpacket end="w"?>',
    'line\none\ttab — 山と湖 🏔️ é',
    'x'.repeat(2500),
  ]
  test.each(hostile)('%j', async (prompt) => {
    for (const format of formats) {
      const provenance = { engine: 'kling', prompt, version: '1.2.3', taskIds: [prompt] } as const
      const surroundings = { kind: 'renders', variation: 1, renders: [render.path] } as const
      const { bytes } = await composeAs(format, { surroundings, provenance })
      const { xmp } = readTags(bytes)
      expect(xmp.Prompt?.value).toBe(prompt)
      expect(xmp.Rating).toBeUndefined()
      expect(xmp.Engine?.value).toBe('kling')
    }
  })

  test('but for what XML cannot hold', async () => {
    const provenance = { engine: 'kling', prompt: 'a\0b\u0007c\ud800d\uffff', version: '1', taskIds: [] } as const
    const surroundings = { kind: 'renders', variation: 1, renders: [render.path] } as const
    const { bytes } = await composeAs('png', { surroundings, provenance })
    expect(readTags(bytes).xmp.Prompt?.value).toBe('abcd')
  })
})
