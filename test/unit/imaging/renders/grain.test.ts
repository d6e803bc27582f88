import { describe, expect, test } from 'vitest'
import type { Rect } from '../../../../core/geometry/types'
import { Pace } from '../../../../main/imaging/pace'
import type { Raster } from '../../../../main/imaging/raster'
import { straightCurve } from '../../../../main/imaging/renders/curve'
import { grainAdder, grainOf } from '../../../../main/imaging/renders/grain'
import { tileOf } from '../../../../main/imaging/renders/grain-tile'
import type { Layer } from '../../../../main/imaging/renders/layer'
import { measureNoise, type Noise } from '../../../../main/imaging/renders/noise'

const colours = { channels: 3, hasAlpha: false, model: 'rgb', bits: 8 } as const
const size = { width: 768, height: 512 }
const input: Rect = { left: 0, top: 0, ...size }

/** A sky from dark to bright, on which noise is added; `strength` in steps of 8 bits by brightness. */
function sky(strength: (brightness: number) => number, fineness: number): Raster {
  const tiles = [3, 4, 5].map((seed) => tileOf(seed, fineness))
  const samples = new Uint8Array(size.width * size.height * 3)
  for (let i = 0; i < samples.length; i++) {
    const [x, y, k] = [Math.floor(i / 3) % size.width, Math.floor(i / 3 / size.width), i % 3]
    const noise = tiles[k]?.[(y % 256) * 256 + (x % 256)] ?? 0
    const brightness = toneAt(x)
    samples[i] = Math.round(255 * brightness + strength(brightness) * noise)
  }
  return { ...size, ...colours, samples }
}

const toneAt = (x: number) => 0.15 + (0.7 * x) / size.width

/** The same sky as a service paints it: smaller, and clean. */
function render(): Raster {
  const small = { width: 256, height: 171 }
  const samples = Uint8Array.from({ length: small.width * small.height * 3 }, (_, i) =>
    Math.round(255 * toneAt(((Math.floor(i / 3) % small.width) + 0.5) * 3)),
  )
  return { ...small, ...colours, samples }
}

function noiseOf(canvas: Raster, shown = render()): Promise<Noise | null> {
  const layer: Layer = { render: shown, input, result: input }
  const pace = new Pace(new AbortController().signal, () => undefined)
  return measureNoise(canvas, layer, [straightCurve(1), straightCurve(1), straightCurve(1)], pace)
}

/** The noise of a channel at a brightness, in steps of 8 bits. */
function strengthAt(noise: Noise | null, channel: number, brightness: number): number {
  const level = noise?.levels[channel] ?? new Float32Array(1)
  return 255 * (level[Math.round(brightness * (level.length - 1))] ?? 0)
}

describe('the noise of a photo', () => {
  test.each([
    ['in single px', 1],
    ['partly about two px wide', 0.4],
  ])('%s is found as strong as it is', async (_, fineness) => {
    const noise = await noiseOf(sky(() => 4, fineness))
    for (const channel of [0, 1, 2]) {
      for (const brightness of [0.25, 0.5, 0.75]) {
        expect(strengthAt(noise, channel, brightness)).toBeGreaterThan(4 * 0.85)
        expect(strengthAt(noise, channel, brightness)).toBeLessThan(4 * 1.03)
      }
    }
    expect(noise?.fineness).toBeCloseTo(fineness, 0.5)
    expect(noise?.shared).toBeLessThan(0.1)
  })

  test('is told apart by brightness', async () => {
    const noise = await noiseOf(sky((brightness) => 8 * (1 - brightness), 1))
    expect(strengthAt(noise, 1, 0.25)).toBeGreaterThan(5)
    expect(strengthAt(noise, 1, 0.75)).toBeLessThan(3)
  })

  test('is none in a clean photo', async () => {
    expect(await noiseOf(sky(() => 0, 1))).toBeNull()
  })

  test('is none when the render has it, too', async () => {
    const canvas = sky(() => 4, 1)
    expect(await noiseOf(canvas, canvas)).toBeNull()
  })

  test('is not looked for where nothing is even', async () => {
    const stripes = render()
    const samples = stripes.samples.map((value, i) => value + 20 * (Math.floor(i / 3) % 2))
    expect(
      await noiseOf(
        sky(() => 4, 1),
        { ...stripes, samples: new Uint8Array(samples) },
      ),
    ).toBeNull()
  })
})

describe('grain', () => {
  const levels = [0, 1, 2].map(() => Float32Array.from([3 / 255, 3 / 255]))

  /** Grain on an even area. */
  function grainIn(area: Rect, shared = 0): Float32Array {
    const add = grainAdder(grainOf({ levels, fineness: 0.6, shared }), area, 255)
    const row = new Float32Array(area.width * 3)
    const all = new Float32Array(area.height * row.length)
    for (let y = 0; y < area.height; y++) {
      row.fill(100)
      add(row, y)
      all.set(row, y * row.length)
    }
    return all
  }

  function deviation(values: Float32Array): number {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
  }

  test('is as strong as it is told, and keeps the brightness', () => {
    const grain = grainIn({ left: 0, top: 0, width: 600, height: 400 })
    expect(deviation(grain)).toBeGreaterThan(2.9)
    expect(deviation(grain)).toBeLessThan(3.1)
    expect(grain.reduce((sum, value) => sum + value, 0) / grain.length).toBeCloseTo(100, 1)
  })

  test('is the same at the same place, whatever else is painted', () => {
    const whole = grainIn({ left: 0, top: 0, width: 600, height: 300 })
    const part = grainIn({ left: 217, top: 101, width: 300, height: 150 })
    for (let y = 0; y < 150; y++) {
      const start = ((y + 101) * 600 + 217) * 3
      expect(part.subarray(y * 900, (y + 1) * 900)).toEqual(whole.subarray(start, start + 900))
    }
  })

  test('is the same in all channels where the photo’s is', () => {
    const grain = grainIn({ left: 0, top: 0, width: 100, height: 100 }, 1)
    for (let i = 0; i < grain.length; i += 3) expect(grain[i]).toBe(grain[i + 1])
  })
})
