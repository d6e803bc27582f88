import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { PictureMetadata } from '../../../../main/imaging/metadata/picture-metadata'
import { chunksToKeep, embedInPng } from '../../../../main/imaging/metadata/png'
import { embedInWebp } from '../../../../main/imaging/metadata/webp'
import { cameraExif, xmpPacket } from '../../../fixtures/images/tagged-jpeg'

const metadata: PictureMetadata = {
  exif: cameraExif(1),
  xmp: xmpPacket('xmp:Rating="3"'),
  shortXmp: (guid) => guid,
  profile: null,
  photoshop: null,
  density: 200,
  pngChunks: [],
}
const size = { width: 20, height: 10 }

function picture(alpha: number) {
  return sharp({ create: { ...size, channels: 4, background: { r: 200, g: 100, b: 50, alpha } } })
}

function chunk(type: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(12 + data.length)
  bytes.writeUInt32BE(data.length, 0)
  bytes.write(type, 4, 'latin1')
  data.copy(bytes, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length)
  return bytes
}

const texts = {
  author: chunk('tEXt', Buffer.from('Author\0Jane')),
  xmp: chunk('iTXt', Buffer.from('XML:com.adobe.xmp\0\0\0\0\0<x/>')),
  exif: chunk('zTXt', Buffer.concat([Buffer.from('Raw profile type exif\0\0'), deflateSync('exif')])),
}
const gamma = chunk('gAMA', Buffer.from([0, 0, 0xb1, 0x8f]))

describe('a PNG', () => {
  test('keeps its texts and how its colours are meant, not what is written anew', async () => {
    const bytes = await picture(1).png().toBuffer()
    const file = Buffer.concat([bytes.subarray(0, 33), gamma, texts.xmp, texts.author, texts.exif, bytes.subarray(33)])
    expect(
      Buffer.concat(chunksToKeep(file, { colours: true, places: true })).equals(Buffer.concat([gamma, texts.author])),
    ).toBe(true)
    expect(Buffer.concat(chunksToKeep(file, { colours: false, places: true })).equals(texts.author)).toBe(true)
  })

  test('has every chunk where it belongs and whole: a strict reader takes it', async () => {
    const bytes = await picture(0.5).png().toBuffer()
    const file = Buffer.concat(embedInPng(bytes, { ...metadata, pngChunks: [texts.author] }))
    const strict = sharp(file, { failOn: 'warning' })
    const { comments, exif, xmp } = await strict.metadata()
    expect([xmp?.toString('utf8'), exif?.equals(cameraExif(1))]).toEqual([metadata.xmp, true])
    expect(comments?.[0]?.text).toBe('Jane')
    expect((await strict.raw().toBuffer()).equals(await sharp(bytes).raw().toBuffer())).toBe(true)
  })
})

test('a PNG has its resolution where programs without EXIF look for it', async () => {
  const file = Buffer.concat(embedInPng(await picture(1).png().toBuffer(), { ...metadata, exif: null }))
  expect((await sharp(file).metadata()).density).toBe(200)
})

describe('a WebP', () => {
  const encodings = [
    ['lossy', { quality: 80 }],
    ['lossless', { lossless: true }],
  ] as const

  describe.each(encodings)('%s', (_, options) => {
    test.each([0.5, 1])('keeps its picture and its alpha of %d', async (alpha) => {
      const bytes = await (alpha === 1 ? picture(alpha).removeAlpha() : picture(alpha)).webp(options).toBuffer()
      const file = Buffer.concat(embedInWebp(bytes, size, metadata))
      const { exif, hasAlpha, xmp } = await sharp(file, { failOn: 'warning' }).metadata()
      expect([hasAlpha, xmp?.toString('utf8'), exif?.includes('Contax')]).toEqual([alpha !== 1, metadata.xmp, true])
      expect((await sharp(file).raw().toBuffer()).equals(await sharp(bytes).raw().toBuffer())).toBe(true)
      expect(file.readUInt32LE(4)).toBe(file.length - 8)
    })
  })

  test('without metadata stays as it is', async () => {
    const bytes = await picture(1).webp().toBuffer()
    expect(embedInWebp(bytes, size, { ...metadata, exif: null, xmp: null })).toEqual([bytes])
  })
})
