import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { embedInJpeg, extendedXmpOf } from '../../../../main/imaging/metadata/jpeg'
import type { PictureMetadata } from '../../../../main/imaging/metadata/picture-metadata'
import { randomBytes } from '../../../fixtures/images/realistic-photo'
import { segment, withSegments } from '../../../fixtures/images/tagged-jpeg'

const none: PictureMetadata = {
  exif: null,
  xmp: null,
  shortXmp: (guid) => `<short ${guid}>`,
  profile: null,
  photoshop: null,
  density: null,
  pngChunks: [],
}

let jpeg: Buffer
beforeAll(async () => {
  jpeg = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#864' } })
    .jpeg()
    .toBuffer()
})

function embed(changes: Partial<PictureMetadata>): Buffer {
  return Buffer.concat(embedInJpeg(jpeg, { ...none, ...changes }))
}

describe('embedding in a JPEG', () => {
  test('leaves the picture as it was', async () => {
    const before = await sharp(jpeg).raw().toBuffer()
    const after = await sharp(embed({ density: 240, xmp: '<x/>', exif: Buffer.from('II*\0') }))
      .raw()
      .toBuffer()
    expect(after.equals(before)).toBe(true)
  })

  test('cuts a profile that no segment holds into numbered pieces', async () => {
    const profile = Buffer.concat([Buffer.alloc(36), Buffer.from('acsp'), Buffer.from(randomBytes(200_000, 1))])
    const { icc } = await sharp(embed({ profile })).metadata()
    expect(icc?.equals(profile)).toBe(true)
  })

  test('puts XMP that no segment holds into an extension, from which it is read back whole', async () => {
    const xmp = `<x>${'Größe 🎞 '.repeat(20_000)}</x>`
    const file = embed({ xmp })
    expect((await sharp(file).metadata()).xmp?.toString('utf8')).toMatch(/^<short [0-9A-F]{32}>$/)
    expect(extendedXmpOf(file)).toBe(xmp)
  })

  test('leaves out EXIF that no segment holds', async () => {
    expect((await sharp(embed({ exif: Buffer.alloc(70_000) })).metadata()).exif).toBeUndefined()
  })

  test('writes the resolution where programs without EXIF look for it', async () => {
    expect((await sharp(embed({ density: 240 })).metadata()).density).toBe(240)
  })
})

describe('an extended XMP packet', () => {
  const prefix = 'http://ns.adobe.com/xmp/extension/\0'
  const part = (guid: string, whole: number, offset: number, text: string) => {
    const head = Buffer.alloc(40)
    head.write(guid.padEnd(32, '0'), 0, 'latin1')
    head.writeUInt32BE(whole, 32)
    head.writeUInt32BE(offset, 36)
    return segment(0xe1, prefix, Buffer.concat([head, Buffer.from(text)]))
  }

  test('is put together whatever the order of its parts', () => {
    expect(extendedXmpOf(withSegments(jpeg, part('A', 10, 5, 'later'), part('A', 10, 0, 'first')))).toBe('firstlater')
  })

  test('is null when a part is missing', () => {
    expect(extendedXmpOf(withSegments(jpeg, part('A', 10, 5, 'later')))).toBeNull()
  })

  test('is null when there is none', () => {
    expect(extendedXmpOf(jpeg)).toBeNull()
  })
})
