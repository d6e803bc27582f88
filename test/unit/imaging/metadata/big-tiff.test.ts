import sharp from 'sharp'
import { expect, test } from 'vitest'
import { exifOfTiff } from '../../../../main/imaging/metadata/exif'
import { openBlock, readDirectory } from '../../../../main/imaging/metadata/ifd'
import { embedInTiff, resourcesOfTiff } from '../../../../main/imaging/metadata/tiff'
import { randomPicture } from '../../../fixtures/images/pictures'
import { adobeRgb, rgbProfile } from '../../../fixtures/images/profiles'
import { cameraExif, iptc, makerNote, resource, xmpPacket } from '../../../fixtures/images/tagged-jpeg'

/** Files beyond 4 GB are like this but longer. */
test('a TIFF with offsets of 64 bits carries all that others do, and gives it back', async () => {
  const picture = randomPicture({ width: 60, height: 40, channels: 3, hasAlpha: false, model: 'rgb', bits: 16 })
  const plain = await picture.tiff({ bigtiff: true, compression: 'deflate' }).toBuffer()
  const samples = (bytes: Buffer) =>
    sharp(bytes, { ignoreIcc: true }).toColourspace('rgb16').raw({ depth: 'ushort' }).toBuffer()
  // Before: its head is changed where it is.
  const before = await samples(plain)
  const profile = rgbProfile(adobeRgb)
  const xmp = xmpPacket('xmp:Rating="3"')
  const metadata = {
    exif: cameraExif(1),
    xmp,
    shortXmp: (guid: string) => guid,
    profile,
    photoshop: resource(0x0404, iptc),
    density: 300,
    pngChunks: [],
  }
  const file = Buffer.concat(embedInTiff(plain, metadata))
  expect(file.toString('latin1', 0, 4)).toBe('II+\0')
  const found = await sharp(file, { failOn: 'warning' }).metadata()
  expect([found.width, found.density, found.xmp?.toString('utf8'), found.icc?.equals(profile)]).toEqual([
    60,
    300,
    xmp,
    true,
  ])
  expect((await samples(file)).equals(before)).toBe(true)
  expect(resourcesOfTiff(file).photoshop?.equals(metadata.photoshop)).toBe(true)
  const exif = exifOfTiff(file)
  const block = exif && openBlock(exif)
  const directory = block && readDirectory(block, block.first)
  const note = directory?.children.get(0x8769)?.entries.find(({ tag }) => tag === 0x927c)
  expect(note?.value.equals(makerNote)).toBe(true)
  expect([...(directory?.children.keys() ?? [])]).toEqual([0x8769, 0x8825])
})
