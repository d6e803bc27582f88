import { describe, expect, test } from 'vitest'
import type { Rect } from '../../../../core/geometry/types'
import type { LocalMethod } from '../../../../core/local-painting'
import { type LocalWork, paintLocal } from '../../../../main/imaging/local/paint-local'
import { Pace } from '../../../../main/imaging/pace'
import { fullScale, type Layout, type Raster } from '../../../../main/imaging/raster'

type Pixel = readonly number[]

const photo: Rect = { left: 60, top: 0, width: 120, height: 120 }
const size = { width: 240, height: 120 }

/** A canvas with a photo in it, each px of which has the shares of full intensity that `colour` says. */
function canvasWith(colour: (x: number, y: number) => Pixel, changes: Partial<Layout> = {}, area = photo): Raster {
  const layout: Layout = { ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8, ...changes }
  const kinds = { 8: Uint8Array, 16: Uint16Array, 32: Float32Array } as const
  const samples = new kinds[layout.bits](layout.width * layout.height * layout.channels)
  const full = fullScale(layout.bits)
  for (let y = area.top; y < area.top + area.height; y++) {
    for (let x = area.left; x < area.left + area.width; x++) {
      const pixel = colour(x, y)
      for (let k = 0; k < layout.channels; k++) {
        samples[(y * layout.width + x) * layout.channels + k] = (pixel[k % pixel.length] ?? 0) * full
      }
    }
  }
  return { ...layout, samples }
}

interface Changes extends Partial<LocalWork> {
  readonly signal?: AbortSignal
  readonly onProgress?: (fraction: number) => void
}

async function paint(canvas: Raster, changes: Changes = {}): Promise<Raster> {
  const { signal = new AbortController().signal, onProgress = () => undefined, ...work } = changes
  const usual: LocalWork = { method: 'texture', effort: 'fast', photo, feather: 16, variation: 1 }
  await paintLocal(canvas, { ...usual, ...work }, new Pace(signal, onProgress), [0, 1])
  return canvas
}

function sampleAt({ samples, width, channels }: Raster, x: number, y: number, channel = 0): number {
  return samples[(y * width + x) * channels + channel] as number
}

/** Looks random, and is the same for the same place. */
function noise(x: number, y: number): number {
  const mixed = Math.sin(x * 127.1 + y * 311.7) * 43_758.5453
  return mixed - Math.floor(mixed)
}

const grass = (x: number, y: number): Pixel => [0.3 + 0.2 * noise(x, y), 0.4 + 0.3 * noise(x, y), 0.2]
const flat = (): Pixel => [0.4, 0.5, 0.6]

/** Spots of about 6 px, nowhere the same twice, in layers of other colours. */
function pebbles(x: number, y: number): Pixel {
  const [column, row] = [Math.floor(x / 6), Math.floor(y / 6)]
  const [across, down] = [x / 6 - column, y / 6 - row]
  const upper = noise(column, row) * (1 - across) + noise(column + 1, row) * across
  const lower = noise(column, row + 1) * (1 - across) + noise(column + 1, row + 1) * across
  const light = 0.2 + 0.4 * (upper * (1 - down) + lower * down)
  const layer = Math.floor(y / 30)
  return [light + 0.4 * noise(layer, 0), light + 0.4 * noise(layer, 1), light + 0.4 * noise(layer, 2)]
}

/** How much columns `from .. to - 1` are like themselves some px further on: the highest correlation, up to 1. */
function likeness(canvas: Raster, from: number, to: number): number {
  const values = Array.from({ length: canvas.height }, (_, y) => {
    const row = Array.from({ length: to - from }, (__, i) => sampleAt(canvas, from + i, y))
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length
    return row.map((value) => value - mean)
  })
  const correlation = (shift: number) => {
    let [both, squares] = [0, 0]
    for (const row of values) {
      for (let i = 0; i + shift < row.length; i++) {
        const [one, other] = [row[i] as number, row[i + shift] as number]
        both += one * other
        squares += (one * one + other * other) / 2
      }
    }
    return both / squares
  }
  return Math.max(...Array.from({ length: 40 }, (_, i) => correlation(10 + i)))
}

/** Mean difference between neighbours along rows, over columns `from .. to - 1`. */
function roughness(canvas: Raster, from: number, to: number): number {
  let sum = 0
  for (let y = 0; y < canvas.height; y++) {
    for (let x = from; x < to - 1; x++) sum += Math.abs(sampleAt(canvas, x + 1, y) - sampleAt(canvas, x, y))
  }
  return sum / (canvas.height * (to - 1 - from))
}

describe('texture', () => {
  test('goes on as rough as it is', async () => {
    const canvas = await paint(canvasWith(grass))
    const inside = roughness(canvas, 60, 180)
    expect(roughness(canvas, 0, 60) / inside).toBeGreaterThan(0.75)
    expect(roughness(canvas, 180, 240) / inside).toBeLessThan(1.25)
  })

  test('leaves a flat picture flat', async () => {
    const { samples } = await paint(canvasWith(flat))
    const expected = flat().map((share) => share * 255)
    const off = Array.from(samples, (sample, i) => Math.abs(sample - (expected[i % 3] ?? 0)))
    expect(Math.max(...off)).toBeLessThanOrEqual(1)
  })

  test('continues a slow change of colours without a step', async () => {
    const sky = (x: number, y: number): Pixel => [0.2 + y / 400, 0.3 + y / 400 + x / 2000, 0.8]
    const canvas = await paint(canvasWith(sky))
    for (let y = 4; y < size.height - 4; y += 3) {
      for (const [inside, outside] of [
        [60, 59],
        [179, 180],
      ] as const) {
        expect(Math.abs(sampleAt(canvas, inside, y, 1) - sampleAt(canvas, outside, y, 1))).toBeLessThanOrEqual(3)
      }
    }
    expect(roughness(canvas, 0, 240)).toBeLessThan(1.5)
  })

  test('leaves an even backdrop with noise without coloured clouds', async () => {
    const area = { left: 60, top: 0, width: 240, height: 160 }
    const backdrop = (x: number, y: number): Pixel => {
      const light = 0.45 - 0.3 * Math.hypot((x - 180) / 240, (y - 80) / 240)
      return [0, 1, 2].map((k) => light + 0.08 * (noise(x + 1000 * k, y) - 0.5))
    }
    const canvas = await paint(canvasWith(backdrop, { width: 360, height: 160 }, area), {
      photo: area,
      effort: 'quality',
    })
    const tint = (left: number, top: number, channel: number) => {
      let sum = 0
      for (let y = top; y < top + 20; y++)
        for (let x = left; x < left + 20; x++) sum += sampleAt(canvas, x, y, channel) - sampleAt(canvas, x, y, 1)
      return Math.abs(sum / 400)
    }
    const tints = [0, 20, 40, 300, 320, 340].flatMap((left) =>
      Array.from({ length: 8 }, (_, row) => [tint(left, row * 20, 0), tint(left, row * 20, 2)]).flat(),
    )
    expect(Math.max(...tints)).toBeLessThan(6)
  })

  test('continues a deep sky without coloured stripes', async () => {
    const area = { left: 0, top: 220, width: 300, height: 180 }
    // As JPEG has it: colours are noisy in blocks, each channel has its own slope.
    const block = (x: number, y: number, seed: number) => noise(Math.floor(x / 8) + seed, Math.floor(y / 8)) - 0.5
    const sky = (x: number, y: number): Pixel => {
      const down = (y - area.top) / area.height
      const light = 0.02 * (noise(x, y) - 0.5)
      return [0.2 + 0.25 * down, 0.38 + 0.2 * down, 0.6 + 0.1 * down].map(
        (value, k) => value + light + 0.03 * block(x, y, 50 * k),
      )
    }
    const canvas = await paint(canvasWith(sky, { width: 300, height: 400 }, area), { photo: area })
    const tints = Array.from({ length: 20 }, (_, column) => {
      let sum = 0
      for (let y = 0; y < 100; y++)
        for (let x = 15 * column; x < 15 * column + 15; x++)
          sum += sampleAt(canvas, x, y, 0) - sampleAt(canvas, x, y, 1)
      return sum / 1500
    })
    expect(Math.max(...tints) - Math.min(...tints)).toBeLessThan(8)
  })

  test('continues a horizon', async () => {
    const horizon = (x: number, y: number): Pixel =>
      y < 70 ? [0.6, 0.7, 0.9] : [0.2 + 0.1 * noise(x, y), 0.3 + 0.1 * noise(x, y), 0.1]
    const canvas = await paint(canvasWith(horizon))
    for (const x of [2, 20, 40, 55, 184, 200, 220, 237]) {
      const ys = Array.from({ length: size.height }, (_, y) => y)
      const edge = ys.find((y) => sampleAt(canvas, x, y, 2) < 128) ?? 0
      expect(Math.abs(edge - 70), `column ${x}`).toBeLessThanOrEqual(2)
    }
  })

  test('repeats itself little far from a narrow photo', async () => {
    const area = { left: 100, top: 0, width: 120, height: 180 }
    const canvas = await paint(canvasWith(pebbles, { width: 320, height: 180 }, area), { photo: area })
    expect(likeness(canvas, 0, 100)).toBeLessThan(0.2)
  })

  test('differs by variation, and by nothing else', async () => {
    const [first, again, other] = await Promise.all(
      [1, 1, 2].map((variation) => paint(canvasWith(grass), { variation })),
    )
    expect(again?.samples).toEqual(first?.samples)
    expect(other?.samples).not.toEqual(first?.samples)
  })

  test('looks longer for quality', async () => {
    const [fast, quality] = await Promise.all(
      (['fast', 'quality'] as const).map((effort) => paint(canvasWith(grass), { effort })),
    )
    expect(quality?.samples).not.toEqual(fast?.samples)
  })

  test('tells how far it is, forward only', async () => {
    const told: number[] = []
    await paint(canvasWith(grass), { onProgress: (fraction) => told.push(fraction) })
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(told.at(-1)).toBe(1)
    expect(told.filter((fraction) => fraction > 0 && fraction < 1).length).toBeGreaterThan(5)
  })

  test('ends when it is cancelled', async () => {
    const stop = new AbortController()
    const onProgress = (fraction: number) => {
      if (fraction > 0.2) stop.abort()
    }
    const painting = paint(canvasWith(grass), { signal: stop.signal, onProgress })
    await expect(painting).rejects.toMatchObject({ code: 'cancelled' })
  })
})

/** Where the px inside or outside an area begin among the samples. */
function pixelsOf({ width, height, channels }: Raster, area: Rect, where: 'inside' | 'outside'): number[] {
  const isInside = (x: number, y: number) =>
    x >= area.left && x < area.left + area.width && y >= area.top && y < area.top + area.height
  const all = Array.from({ length: width * height }, (_, i) => i)
  return all.filter((i) => isInside(i % width, Math.floor(i / width)) === (where === 'inside')).map((i) => i * channels)
}

function isSame({ samples, channels }: Raster, before: Raster['samples'], at: number): boolean {
  return before.subarray(at, at + channels).every((sample, k) => sample === samples[at + k])
}

const layouts: readonly (readonly [string, Partial<Layout>])[] = [
  ['8-bit RGB', {}],
  ['16-bit RGB', { bits: 16 }],
  ['32-bit RGB', { bits: 32 }],
  ['grey', { channels: 1, model: 'grey' }],
  ['16-bit grey', { channels: 1, model: 'grey', bits: 16 }],
  ['CMYK', { channels: 4, model: 'cmyk' }],
  ['RGB with alpha', { channels: 4, hasAlpha: true }],
  ['16-bit grey with alpha', { channels: 2, model: 'grey', hasAlpha: true, bits: 16 }],
]

describe.each(['texture', 'stretch', 'blur'] as const satisfies readonly LocalMethod[])('%s', (method) => {
  test.each(layouts)('paints all around the photo and leaves the photo alone: %s', async (_, layout) => {
    const area: Rect = { left: 25, top: 15, width: 70, height: 45 }
    const bright = (x: number, y: number): Pixel => [0.3 + 0.4 * noise(x, y), 0.5, 0.7]
    const canvas = canvasWith(bright, { ...layout, width: 120, height: 75 }, area)
    const before = canvas.samples.slice()
    await paint(canvas, { method, photo: area })
    expect(pixelsOf(canvas, area, 'inside').filter((at) => !isSame(canvas, before, at))).toEqual([])
    expect(pixelsOf(canvas, area, 'outside').filter((at) => isSame(canvas, before, at))).toEqual([])
  })

  test.each([
    ['one px', { left: 3, top: 3, width: 1, height: 1 }, { width: 9, height: 9 }],
    ['a thin strip', { left: 10, top: 0, width: 3, height: 200 }, { width: 100, height: 200 }],
    ['a small photo in a large canvas', { left: 300, top: 300, width: 40, height: 40 }, { width: 900, height: 900 }],
    ['a photo at the corner', { left: 0, top: 0, width: 64, height: 64 }, { width: 150, height: 90 }],
  ] as const)('paints around %s', async (_, area, canvas) => {
    const { samples } = await paint(canvasWith(flat, canvas, area), { method, photo: area })
    const [red = 0] = flat()
    const reds = samples.filter((__, i) => i % 3 === 0)
    expect(Math.max(...Array.from(reds.slice(0, 50_000), (value) => Math.abs(value - red * 255)))).toBeLessThanOrEqual(
      3,
    )
  })
})

test('stretch draws the border out', async () => {
  const bands = (_: number, y: number): Pixel => [y < 60 ? 0.2 : 0.8, 0.5, 0.5]
  const canvas = await paint(canvasWith(bands), { method: 'stretch' })
  expect(sampleAt(canvas, 56, 20)).toBeLessThan(70)
  expect(sampleAt(canvas, 56, 100)).toBeGreaterThan(185)
})

test('blur shows colours only', async () => {
  const canvas = await paint(canvasWith(grass), { method: 'blur' })
  expect(roughness(canvas, 0, 40)).toBeLessThan(roughness(canvas, 60, 180) / 3)
})
