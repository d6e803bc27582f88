import sharp from 'sharp'
import { expect, test } from 'vitest'
import { decodeOntoCanvas } from '../../../main/imaging/decode'
import type { Layout, Raster } from '../../../main/imaging/raster'
import { fileOfSamples } from '../../../main/imaging/samples-file'
import { planAround, randomPicture, unconverted } from '../../fixtures/images/pictures'

const layout: Layout = { width: 31, height: 130, channels: 4, hasAlpha: false, model: 'cmyk', bits: 16 }

async function canvas(): Promise<Raster> {
  const file = await randomPicture(layout).tiff({ compression: 'none' }).toBuffer()
  return decodeOntoCanvas(file, layout, planAround(layout, { top: 3, right: 2, bottom: 1, left: 4 }))
}

async function samplesIn(file: Buffer): Promise<Buffer> {
  return unconverted(sharp(file, { ignoreIcc: true }), layout)
    .raw({ depth: 'ushort' })
    .toBuffer()
}

function bytesOf({ samples }: Raster): Buffer {
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
}

test('a CMYK canvas becomes a file where it is, without a copy', async () => {
  const raster = await canvas()
  const before = Buffer.from(bytesOf(raster))
  const file = fileOfSamples(raster)
  expect(file.buffer).toBe(raster.samples.buffer)
  expect(bytesOf(raster).equals(before)).toBe(true)
  expect((await samplesIn(file)).equals(before)).toBe(true)
})

test('what has no room before its samples is copied, and nothing before them is written to', async () => {
  const raster = await canvas()
  const line = raster.width * raster.channels
  const lower = { ...raster, height: raster.height - 1, samples: raster.samples.subarray(line) }
  const before = Buffer.from(bytesOf(raster))
  const file = fileOfSamples(lower)
  expect(file.buffer).not.toBe(raster.samples.buffer)
  expect(bytesOf(raster).equals(before)).toBe(true)
  expect((await samplesIn(file)).equals(bytesOf(lower))).toBe(true)
})
