import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultEncoding, type Encoding } from '../../../core/encoding'
import type { Size } from '../../../core/geometry/types'
import type { OutputFormat } from '../../../core/photo'
import { compose } from '../../../main/imaging/compose'
import { openBlock, readDirectory } from '../../../main/imaging/metadata/ifd'
import { colourChannels, fullScale, type Layout, type Samples } from '../../../main/imaging/raster'
import { samplesFile } from '../../../main/imaging/samples-file'
import { channelsOf, composed, composeRequest, planAround, writePhoto } from '../../fixtures/images/pictures'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-resampling-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const size = { width: 60, height: 40 }

function layoutOf(model: Layout['model'], bits: 8 | 16, hasAlpha = false): Layout {
  return { ...size, channels: colourChannels[model] + Number(hasAlpha), hasAlpha, model, bits }
}

let files = 0

interface Written {
  readonly output?: Size
  readonly format?: OutputFormat
  readonly encoding?: Partial<Encoding>
}

/** Writes a picture anew without painting; gives its channels. */
async function written(
  layout: Layout,
  fill: (samples: Samples) => void,
  { output = size, format = 'tiff', encoding = {} }: Written,
) {
  const { file, samples } = samplesFile(layout, null)
  fill(samples)
  const photo = await writePhoto(folder, `${files++}.tif`, file)
  const plan = { ...planAround(size, { top: 0, right: 0, bottom: 0, left: 0 }), output }
  const request = composeRequest(photo, plan, {
    format,
    surroundings: { kind: 'none' },
    encoding: { ...defaultEncoding, ...encoding },
  })
  const options = { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit: 1e9 }
  const { notes } = await compose(request, options)
  const bytes = await composed(request)
  const channels = await channelsOf(bytes, { ...layout, ...output })
  return {
    notes: notes.map(({ message }) => message),
    bytes,
    channels: channels.map((channel) => samplesOf(channel, layout.bits)),
    before: samples,
  }
}

function samplesOf(bytes: Buffer, bits: Layout['bits']): number[] {
  return Array.from(bits === 16 ? new Uint16Array(new Uint8Array(bytes).buffer) : bytes)
}

/** A step from `low` to `high` halfway across, in every colour channel; alpha full. */
function step(layout: Layout, low: number, high: number) {
  return (samples: Samples) => {
    const full = fullScale(layout.bits)
    for (let i = 0; i < samples.length; i++) {
      const x = Math.floor(i / layout.channels) % layout.width
      const isAlpha = layout.hasAlpha && i % layout.channels === layout.channels - 1
      samples[i] = Math.round(full * (isAlpha ? 1 : x < layout.width / 2 ? low : high))
    }
  }
}

const layouts = [
  layoutOf('grey', 8),
  layoutOf('grey', 8, true),
  layoutOf('grey', 16, true),
  layoutOf('rgb', 8),
  layoutOf('rgb', 8, true),
  layoutOf('rgb', 16),
  layoutOf('rgb', 16, true),
  layoutOf('cmyk', 8),
  layoutOf('cmyk', 16),
].map((layout) => ({ name: `${layout.model}, ${layout.bits} bits${layout.hasAlpha ? ', alpha' : ''}`, layout }))

describe('an exact size', () => {
  test.each(layouts)('keeps plain areas as they are: $name', async ({ layout }) => {
    for (const output of [
      { width: 31, height: 17 },
      { width: 133, height: 90 },
    ]) {
      const { channels, notes } = await written(layout, step(layout, 0.3, 0.3), { output })
      const plain = Math.round(0.3 * fullScale(layout.bits))
      for (const [k, channel] of channels.entries()) {
        expect(channel).toHaveLength(output.width * output.height)
        const wanted = layout.hasAlpha && k === layout.channels - 1 ? fullScale(layout.bits) : plain
        // libvips counts with weights that add up to one but for a five-hundredth.
        const most = layout.bits === 8 ? 1 : 128
        expect(Math.max(...channel.map((value) => Math.abs(value - wanted)))).toBeLessThanOrEqual(most)
      }
      expect(notes).toEqual([expect.stringMatching(/^The picture is (reduced|enlarged) to .*own pixels change/)])
    }
  })

  test('has more than 256 steps when the photo has 16 bits', async () => {
    const layout = layoutOf('rgb', 16)
    const ramp = (samples: Samples) => {
      for (let i = 0; i < samples.length; i++) samples[i] = 20_000 + (Math.floor(i / 3) % 60) * 7
    }
    const { channels } = await written(layout, ramp, { output: { width: 120, height: 80 }, format: 'png' })
    expect(new Set(channels[0]).size).toBeGreaterThan(90)
  })

  test.each([8, 16] as const)('lets nothing shine through from under what is transparent: %i bits', async (bits) => {
    const layout = layoutOf('rgb', bits, true)
    const full = fullScale(bits)
    const halves = (samples: Samples) => {
      for (let px = 0; px < size.width * size.height; px++) {
        const isSeen = px % size.width < 30
        samples.set(isSeen ? [full, 0, 0, full] : [0, full, 0, 0], px * 4)
      }
    }
    const { channels } = await written(layout, halves, { output: { width: 33, height: 22 } })
    const [red = [], green = [], , alpha = []] = channels
    const seen = alpha.map((value, px) => ({ value, px })).filter(({ value }) => value > full / 50)
    expect(seen.some(({ value }) => value < full * 0.98)).toBe(true)
    for (const { px } of seen) expect([green[px], (red[px] ?? 0) > full * 0.95]).toEqual([0, true])
  })
})

describe('sharpening', () => {
  test('is off unless it is asked for', async () => {
    const layout = layoutOf('rgb', 8)
    const { bytes, before } = await written(layout, step(layout, 0.3, 0.6), {})
    expect((await sharp(bytes).raw().toBuffer()).equals(Buffer.from(before))).toBe(true)
  })

  test.each(layouts)('makes edges steeper, leaves plain areas and alpha, and is said: $name', async ({ layout }) => {
    const { channels, notes } = await written(layout, step(layout, 0.3, 0.6), { encoding: { sharpen: 60 } })
    const full = fullScale(layout.bits)
    const row = (channel: readonly number[]) => channel.slice(20 * 60, 21 * 60)
    const [low, high] = [Math.round(full * 0.3), Math.round(full * 0.6)]
    for (const channel of channels.slice(0, colourChannels[layout.model])) {
      const line = row(channel)
      expect(line[29]).toBeLessThan(low - full * 0.02)
      expect(line[30]).toBeGreaterThan(high + full * 0.02)
      expect([...line.slice(0, 25), ...line.slice(35)]).toEqual([...Array(25).fill(low), ...Array(25).fill(high)])
    }
    if (layout.hasAlpha) expect(new Set(channels.at(-1))).toEqual(new Set([full]))
    expect(notes).toEqual(['The picture is sharpened: the photo’s own pixels change, too.'])
  })

  test('is stronger with more of it, and comes after resampling', async () => {
    const layout = layoutOf('rgb', 16)
    const output = { width: 120, height: 80 }
    const overshoot = async (sharpen: number) => {
      const { channels } = await written(layout, step(layout, 0.3, 0.6), { output, encoding: { sharpen } })
      return Math.max(...(channels[0] ?? [])) - 0.6 * 65_535
    }
    const found = [await overshoot(0), await overshoot(10), await overshoot(50), await overshoot(100)]
    expect(found).toEqual(found.toSorted((a, b) => a - b))
    expect(found[3]).toBeGreaterThan((found[0] ?? 0) + 2000)
  })

  test('knows nothing of colours under what is transparent', async () => {
    const layout = layoutOf('rgb', 8, true)
    const halves = (samples: Samples) => {
      for (let px = 0; px < size.width * size.height; px++)
        samples.set(px % size.width < 30 ? [90, 90, 90, 255] : [250, 250, 250, 0], px * 4)
    }
    const { channels } = await written(layout, halves, { encoding: { sharpen: 100 } })
    expect(new Set(channels[0]?.filter((_, px) => px % size.width < 30))).toEqual(new Set([90]))
  })
})

describe('TIFF', () => {
  test.each([
    ['deflate', 8, 2],
    ['lzw', 5, 2],
    ['none', 1, undefined],
  ] as const)('is compressed as chosen, without loss: %s', async (compression, code, predictor) => {
    for (const layout of [layoutOf('rgb', 8, true), layoutOf('rgb', 16), layoutOf('cmyk', 8)]) {
      // A quality keeps the photo's own file from being the output.
      const encoding = { compression, quality: 90 }
      const { bytes, channels, before } = await written(layout, step(layout, 0.1, 0.9), { encoding })
      const block = openBlock(bytes)
      const entries = (block && readDirectory(block, block.first)?.entries) ?? []
      const number = (tag: number) => entries.find((entry) => entry.tag === tag)?.value.readUInt16LE()
      expect([number(259), number(317)]).toEqual([code, predictor])
      for (const [k, channel] of channels.entries())
        expect(channel).toEqual(Array.from(before).filter((_, i) => i % layout.channels === k))
    }
  })
})

test.each(['4:4:4', '4:2:0'] as const)('JPEG has its colours as fine as chosen: %s', async (subsampling) => {
  const layout = layoutOf('rgb', 8)
  const { bytes } = await written(layout, step(layout, 0.1, 0.9), { format: 'jpeg', encoding: { subsampling } })
  expect((await sharp(bytes).metadata()).chromaSubsampling).toBe(subsampling)
})
