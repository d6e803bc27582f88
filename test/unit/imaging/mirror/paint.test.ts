import { describe, expect, test } from 'vitest'
import type { Rect } from '../../../../core/geometry/types'
import { paintMirror } from '../../../../main/imaging/mirror/paint'
import { Pace } from '../../../../main/imaging/pace'
import { fullScale, type Layout, type Raster, type SampleBits } from '../../../../main/imaging/raster'

type Pixel = readonly number[]

const photo: Rect = { left: 90, top: 60, width: 120, height: 80 }
const size = { width: 300, height: 200 }

function emptyCanvas(changes: Partial<Layout> = {}): Raster {
  const layout: Layout = { ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8, ...changes }
  const samples = layout.width * layout.height * layout.channels
  const kinds = { 8: Uint8Array, 16: Uint16Array, 32: Float32Array } as const
  return { ...layout, samples: new kinds[layout.bits](samples) }
}

function pixelAt({ samples, width, channels }: Raster, x: number, y: number): Pixel {
  const at = (y * width + x) * channels
  return Array.from(samples.subarray(at, at + channels))
}

/** Fills the photo's place with what `colour` says for each of its px. */
function withPhoto(canvas: Raster, colour: (x: number, y: number) => Pixel, area = photo): Raster {
  for (let y = 0; y < area.height; y++) {
    for (let x = 0; x < area.width; x++) {
      canvas.samples.set(colour(x, y), ((area.top + y) * canvas.width + area.left + x) * canvas.channels)
    }
  }
  return canvas
}

async function paint(
  canvas: Raster,
  { area = photo, feather = 0, variation = 1, signal = new AbortController().signal } = {},
) {
  await paintMirror(canvas, { photo: area, feather, variation }, new Pace(signal, () => undefined), [0, 1])
  return canvas
}

/** Busy enough that anything taken from the wrong place shows. */
const pattern = (x: number, y: number): Pixel => [(x * 37 + y * 11) % 256, (x * 5 + y * 53) % 256, (x * y) % 256]

function distanceOutside(x: number, y: number): number {
  const dx = Math.max(photo.left - x, x - photo.left - photo.width + 1, 0)
  const dy = Math.max(photo.top - y, y - photo.top - photo.height + 1, 0)
  return Math.hypot(dx, dy)
}

/** The largest that `measure` gives for any px outside the photo. */
function largestPainted(canvas: Raster, measure: (pixel: Pixel, distance: number) => number): number {
  let largest = Number.NEGATIVE_INFINITY
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) {
      const distance = distanceOutside(x, y)
      if (distance > 0) largest = Math.max(largest, measure(pixelAt(canvas, x, y), distance))
    }
  }
  return largest
}

/** How far a px is from a colour, in its most different channel. */
const differenceTo = (colour: Pixel) => (pixel: Pixel) =>
  Math.max(...colour.map((value, k) => Math.abs((pixel[k] ?? 0) - value)))

describe('the seam', () => {
  test('goes on with the mirror image, px by px', async () => {
    const canvas = await paint(withPhoto(emptyCanvas(), pattern), { feather: 100 })
    const { left, top, width, height } = photo
    const wrong: string[] = []
    const compare = (x: number, y: number, expected: Pixel) => {
      if (differenceTo(expected)(pixelAt(canvas, x, y)) > 0) wrong.push(`${x},${y}`)
    }
    for (let i = 0; i < 4; i++) {
      for (let y = 0; y < height; y++) {
        compare(left - 1 - i, top + y, pattern(i, y))
        compare(left + width + i, top + y, pattern(width - 1 - i, y))
      }
      for (let x = 0; x < width; x++) {
        compare(left + x, top - 1 - i, pattern(x, i))
        compare(left + x, top + height + i, pattern(x, height - 1 - i))
      }
    }
    expect(wrong).toEqual([])
  })

  test('stays sharp farther out the wider the feather is', async () => {
    const roughness = async (feather: number) => {
      const canvas = await paint(withPhoto(emptyCanvas(), pattern), { feather })
      const column = Array.from(
        { length: photo.height },
        (_, y) => pixelAt(canvas, photo.left - 12, photo.top + y)[0] ?? 0,
      )
      return column.slice(1).reduce((sum, value, i) => sum + Math.abs(value - (column[i] ?? 0)), 0)
    }
    expect(await roughness(100)).toBeGreaterThan(1.5 * (await roughness(0)))
  })
})

describe('far from the photo', () => {
  test('colours are soft: neighbours hardly differ', async () => {
    const canvas = await paint(withPhoto(emptyCanvas(), pattern))
    let largest = 0
    for (let y = 0; y < size.height; y++) {
      for (let x = 1; x < size.width; x++) {
        if (distanceOutside(x, y) < 40 || distanceOutside(x - 1, y) < 40) continue
        largest = Math.max(largest, differenceTo(pixelAt(canvas, x, y))(pixelAt(canvas, x - 1, y)))
      }
    }
    expect(largest).toBeGreaterThan(0)
    expect(largest).toBeLessThanOrEqual(8)
  })

  test("they are those of the photo's border, not of its middle", async () => {
    const border = 24
    const isBorder = (x: number, y: number) => Math.min(x, y, photo.width - 1 - x, photo.height - 1 - y) < border
    const canvas = withPhoto(emptyCanvas(), (x, y) => (isBorder(x, y) ? [20, 40, 220] : [250, 20, 20]))
    await paint(canvas)
    const redness = largestPainted(canvas, ([red = 0, , blue = 0], distance) => (distance > 30 ? red / blue : 0))
    expect(redness).toBeLessThan(0.5)
  })
})

describe('any photo', () => {
  const extremes = [
    ['black', 0],
    ['white', 1],
  ] as const

  test.each(extremes)('that is %s stays so: nothing wraps around', async (_, share) => {
    for (const bits of [8, 16] as const) {
      const value = share * fullScale(bits)
      const canvas = await paint(withPhoto(emptyCanvas({ bits }), () => [value, value, value]))
      const largest = largestPainted(canvas, differenceTo([value, value, value]))
      expect(largest).toBeLessThanOrEqual(0.01 * fullScale(bits))
    }
  })

  test('of floating-point samples keeps what is brighter than white', async () => {
    const canvas = await paint(withPhoto(emptyCanvas({ bits: 32 }), () => [4, -0.5, 1]))
    expect(largestPainted(canvas, differenceTo([4, -0.5, 1]))).toBeLessThan(0.02)
  })

  test('of one px fills the canvas with its colour', async () => {
    const area = { left: 150, top: 30, width: 1, height: 1 }
    const canvas = await paint(
      withPhoto(emptyCanvas(), () => [200, 100, 50], area),
      { area, feather: 1000 },
    )
    for (const [x, y] of [
      [0, 0],
      [299, 199],
      [149, 30],
      [150, 29],
    ] as const) {
      const [red = 0, green = 0, blue = 0] = pixelAt(canvas, x, y)
      expect(Math.max(Math.abs(red - 200), Math.abs(green - 100), Math.abs(blue - 50))).toBeLessThanOrEqual(3)
    }
  })

  test('is mirrored again and again where the canvas is many times its size', async () => {
    const area = { left: 140, top: 95, width: 8, height: 6 }
    const canvas = await paint(
      withPhoto(emptyCanvas(), (x) => (x < 4 ? [255, 0, 0] : [0, 0, 255]), area),
      {
        area,
        feather: 1000,
      },
    )
    expect(pixelAt(canvas, area.left - 1, 97)).toEqual([255, 0, 0])
    expect(pixelAt(canvas, area.left - 9, 97)[2]).toBeGreaterThan(250)
    expect(pixelAt(canvas, area.left - 17, 97)[0]).toBeGreaterThan(240)
  })
})

describe('transparency', () => {
  const layout: Partial<Layout> = { channels: 4, hasAlpha: true }

  test.each<SampleBits>([8, 16, 32])('an opaque photo has opaque surroundings, in %i bits', async (bits) => {
    const opaque = fullScale(bits)
    const canvas = withPhoto(emptyCanvas({ ...layout, bits }), (x, y) => [
      ...pattern(x, y).map((value) => (value / 255) * opaque),
      opaque,
    ])
    await paint(canvas)
    const largest = largestPainted(canvas, ([, , , alpha = 0]) => Math.abs(alpha - opaque))
    expect(largest).toBeLessThanOrEqual(bits === 32 ? 1e-5 : 0)
  })

  test('goes on where the border is transparent, and its hidden colours do not shine through', async () => {
    const canvas = withPhoto(emptyCanvas(layout), (x) => (x < 60 ? [255, 0, 255, 0] : [0, 128, 0, 255]))
    await paint(canvas)
    expect(pixelAt(canvas, 2, 100)[3]).toBeLessThan(30)
    expect(largestPainted(canvas, ([red = 0, , , alpha = 0]) => (alpha > 60 ? red : 0))).toBeLessThan(16)
  })
})

describe('variations', () => {
  test('are the same every time', async () => {
    const [one, again] = await Promise.all([1, 2].map(() => paint(withPhoto(emptyCanvas(), pattern), { variation: 3 })))
    expect(Buffer.from(one?.samples ?? []).equals(Buffer.from(again?.samples ?? []))).toBe(true)
  })

  test('differ from each other', async () => {
    const nine = Array.from({ length: 9 }, (_, i) => paint(withPhoto(emptyCanvas(), pattern), { variation: i + 1 }))
    const pictures = (await Promise.all(nine)).map(({ samples }) => Buffer.from(samples).toString('latin1'))
    expect(new Set(pictures).size).toBe(9)
  })
})

test('a painting under way can be cancelled', async () => {
  const controller = new AbortController()
  const canvas = withPhoto(emptyCanvas(), pattern)
  const painting = paint(canvas, { signal: controller.signal })
  controller.abort()
  await expect(painting).rejects.toMatchObject({ code: 'cancelled' })
})
