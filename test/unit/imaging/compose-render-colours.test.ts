import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PhotoFormat } from '../../../core/photo'
import { compose } from '../../../main/imaging/compose'
import { colourChannels, fullScale, type Layout } from '../../../main/imaging/raster'
import { samplesFile } from '../../../main/imaging/samples-file'
import { channelsOf, composeRequest, planAround, writePhoto } from '../../fixtures/images/pictures'
import { greyProfile } from '../../fixtures/images/profiles'

/** The photo is a neutral ramp, so that nothing but the conversion decides about the colours that are painted beside it. */
const size = { width: 256, height: 64 }
const margins = { top: 0, right: 128, bottom: 0, left: 128 }
const canvasWidth = size.width + margins.left + margins.right
const painted = { left: [200, 30, 60], right: [20, 200, 90] } as const

let folder = ''
let render = ''
let p3: Buffer | null = null
let cmyk: Buffer | null = null
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-render-colours-'))
  const samples = Buffer.alloc(canvasWidth * size.height * 3)
  for (let i = 0; i < samples.length; i++) {
    const x = Math.floor(i / 3) % canvasWidth
    const inside = x - margins.left
    const side = inside < 0 ? painted.left : inside >= size.width ? painted.right : null
    samples[i] = side ? (side[i % 3] ?? 0) : inside
  }
  const picture = sharp(samples, { raw: { width: canvasWidth, height: size.height, channels: 3 } })
  render = (await writePhoto(folder, 'render.png', await picture.png().toBuffer())).path
  ;[p3 = null, cmyk = null] = await Promise.all(['p3', 'cmyk'].map(builtIn))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function builtIn(name: string): Promise<Buffer | undefined> {
  const pixel = sharp({ create: { width: 1, height: 1, channels: 3, background: '#888' } }).withIccProfile(name)
  return (await sharp(await pixel.tiff().toBuffer()).metadata()).icc
}

/** A neutral ramp in a layout's samples; `tone` gives the values of the colour channels for a grey of 0..1. */
function ramp(layout: Layout, profile: Buffer | null, tone: (grey: number) => readonly number[]): Buffer {
  const { file, samples } = samplesFile(layout, profile)
  const { width, channels, bits } = layout
  for (let px = 0; px < samples.length / channels; px++) {
    const values = tone((px % width) / 255)
    for (let k = 0; k < channels; k++) {
      const value = (values[k] ?? 1) * fullScale(bits)
      samples[px * channels + k] = bits === 32 ? value : Math.round(value)
    }
  }
  return file
}

let files = 0

/** What is painted far left and far right, as the output's own samples: 0..1, each channel. */
async function paintedBeside(layout: Layout, profile: Buffer | null, tone: (grey: number) => readonly number[]) {
  const photo = await writePhoto(folder, `${files++}.tif`, ramp(layout, profile, tone))
  const request = composeRequest(photo, planAround(size, margins), {
    format: 'tiff' satisfies PhotoFormat,
    surroundings: { kind: 'renders', variation: 1, renders: [render] },
  })
  await compose(request, { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit: 1e9 })
  const channels = await channelsOf(request.destination, layout)
  const { bits } = layout
  const valueAt = (channel: Buffer, x: number) => {
    const at = (size.height / 2) * canvasWidth + x
    const value = bits === 8 ? channel[at] : bits === 16 ? channel.readUInt16LE(at * 2) : channel.readFloatLE(at * 4)
    return (value ?? 0) / fullScale(bits)
  }
  return {
    file: request.destination,
    left: channels.map((channel) => valueAt(channel, 5)),
    right: channels.map((channel) => valueAt(channel, canvasWidth - 6)),
  }
}

function layoutOf(model: Layout['model'], bits: Layout['bits'], hasAlpha = false): Layout {
  return { ...size, channels: colourChannels[model] + Number(hasAlpha), hasAlpha, model, bits }
}

function expectNear(actual: readonly number[], expected: readonly number[], tolerance = 3): void {
  const off = actual.map((value, k) => Math.abs(value * 255 - (expected[k] ?? 0)))
  expect(Math.max(...off), `${actual.map((value) => value * 255)} for ${expected}`).toBeLessThanOrEqual(tolerance)
}

const neutral = (grey: number) => [grey, grey, grey]

describe('what is painted has the colours of the render, in the photo’s own terms', () => {
  test.each([8, 16] as const)('without a profile, %i bits', async (bits) => {
    const { left, right } = await paintedBeside(layoutOf('rgb', bits), null, neutral)
    expectNear(left, painted.left)
    expectNear(right, painted.right)
  })

  test.each([8, 16] as const)('in Display P3 of %i bits', async (bits) => {
    const { left, right } = await paintedBeside(layoutOf('rgb', bits), p3, neutral)
    expectNear(left, [184, 50, 64])
    expectNear(right, [93, 197, 103])
  })

  test('with a profile that is broken: as if it were none', async () => {
    const { left } = await paintedBeside(layoutOf('rgb', 8), Buffer.alloc(200, 'not a profile'), neutral)
    expectNear(left, painted.left)
  })

  test('with a profile of other colours than it has: as if it were none', async () => {
    const { left } = await paintedBeside(layoutOf('rgb', 8), greyProfile(1.8), neutral)
    expectNear(left, painted.left)
  })

  test('opaque, when the photo has alpha', async () => {
    const { left } = await paintedBeside(layoutOf('rgb', 8, true), null, (grey) => [...neutral(grey), 0.5 + grey / 2])
    expectNear(left, [...painted.left, 255])
  })

  test.each([8, 16] as const)('in grey of %i bits', async (bits) => {
    const { left } = await paintedBeside(layoutOf('grey', bits), null, (grey) => [grey])
    const { data } = await sharp(render).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
    expectNear(left, [data[5] ?? 0])
  })

  test('in grey with a gamma of its own', async () => {
    const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    const { left } = await paintedBeside(layoutOf('grey', 8), greyProfile(1.8), (grey) => [linear(grey) ** (1 / 1.8)])
    expectNear(left, [86], 4)
  })

  test('in linear floats', async () => {
    const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    const { left } = await paintedBeside(layoutOf('rgb', 32), null, (grey) => neutral(linear(grey)))
    expectNear(
      left,
      painted.left.map((value) => 255 * linear(value / 255)),
    )
  })

  test.each([
    ['with a profile', () => cmyk],
    ['without one', () => null],
  ])('in CMYK %s', async (_, profile) => {
    const greys = Uint8Array.from({ length: 256 * 3 }, (_, i) => Math.floor(i / 3))
    const inks = await sharp(greys, { raw: { width: 256, height: 1, channels: 3 } })
      .withIccProfile('cmyk', { attach: false })
      .raw()
      .toBuffer()
    const inksOf = (grey: number) => [0, 1, 2, 3].map((k) => (inks[Math.round(grey * 255) * 4 + k] ?? 0) / 255)
    const { file } = await paintedBeside(layoutOf('cmyk', 8), profile(), inksOf)
    const seen = await sharp(file).toColourspace('srgb').raw().toBuffer()
    const at = ((size.height / 2) * canvasWidth + 5) * 3
    const [red = 0, green = 0, blue = 0] = seen.subarray(at, at + 3)
    // As far as ink shows them.
    expectNear(
      [red, green, blue].map((value) => value / 255),
      [194, 10, 45],
    )
  })
})
