import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { compose } from '../../../main/imaging/compose'
import { decodeOntoCanvas } from '../../../main/imaging/decode'
import type { Layout } from '../../../main/imaging/raster'
import { composed, composeRequest, planAround, unconverted, writePhoto } from '../../fixtures/images/pictures'

const margins = { top: 1, right: 2, bottom: 3, left: 4 }

/** Every value that a sample of 16 bits can have, in every channel. */
async function everyValue(channels: 3 | 4) {
  const layout: Layout = { width: 256, height: 256, channels, hasAlpha: channels === 4, model: 'rgb', bits: 16 }
  const samples = Uint16Array.from(
    { length: 65_536 * channels },
    (_, i) => (Math.floor(i / channels) * 40_503 * (1 + (i % channels))) & 0xffff,
  )
  const file = await unconverted(sharp(samples, { raw: { width: 256, height: 256, channels } }), layout)
    .png()
    .toBuffer()
  return { layout, samples, file }
}

test.each([3, 4] as const)('all values of 16 bits become the nearest of 256 steps, %i channels', async (channels) => {
  const { layout, samples, file } = await everyValue(channels)
  const canvas = await decodeOntoCanvas(file, layout, planAround(layout, margins), 8)
  expect(canvas).toMatchObject({ bits: 8, width: 262, height: 260 })
  const wrong: number[] = []
  for (let y = 0; y < 256; y++) {
    for (let i = 0; i < 256 * channels; i++) {
      const value = samples[y * 256 * channels + i] ?? 0
      if (canvas.samples[((y + 1) * 262 + 4) * channels + i] !== Math.round(value / 257)) wrong.push(value)
    }
  }
  expect(wrong).toEqual([])
  expect(new Set(samples).size).toBe(65_536)
})

test('what is written with 8 bits, its colours kept, has those steps', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'outframe-depth-'))
  const { samples, file } = await everyValue(4)
  const photo = await writePhoto(folder, 'deep.png', file)
  const plan = planAround({ width: 256, height: 256 }, { top: 0, right: 10, bottom: 0, left: 0 })
  const request = composeRequest(photo, plan, { format: 'webp', quality: 100 })
  await compose(request, { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit: 1e9 })
  const written = await sharp(await composed(request))
    .extract({ left: 0, top: 0, width: 256, height: 256 })
    .raw()
    .toBuffer()
  expect(written.equals(Buffer.from(samples.map((value) => Math.round(value / 257))))).toBe(true)
  await rm(folder, { recursive: true, force: true })
})
