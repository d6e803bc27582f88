import { describe, expect, test } from 'vitest'
import type { Level } from '../../../../main/imaging/level'
import { Pace } from '../../../../main/imaging/pace'
import { curveAt } from '../../../../main/imaging/renders/curve'
import { type ChannelDrift, fitDrift, undrifted } from '../../../../main/imaging/renders/drift'

const size = { width: 60, height: 40 }
const area = { left: 0, top: 0, ...size }

/** Cells of one channel and a weight. */
function level(value: (column: number, row: number) => readonly [value: number, weight: number]): Level {
  const data = new Float32Array(size.width * size.height * 2)
  for (let i = 0; i < size.width * size.height; i++) {
    const [colour, weight] = value(i % size.width, Math.floor(i / size.width))
    data.set([colour * weight, weight], i * 2)
  }
  return { ...size, cell: 8, channels: 2, data }
}

async function driftOf(known: Level, seen: Level): Promise<ChannelDrift> {
  const [drift] = await fitDrift({ area, known, seen }, new Pace(new AbortController().signal, () => undefined))
  if (!drift) throw new TypeError('Expected a channel')
  return drift
}

/** Tones of a scene, scattered so that they have nothing to do with the place. */
const tone = (column: number, row: number) => ((column * 37 + row * 61) % 101) / 100
/** What a service makes of a tone. */
const drifted = (value: number) => 0.94 * value ** 1.08 + 0.05
const step = 1 / 255

describe('the drift of a render', () => {
  test('is found: cast, gamma, contrast, and what changes slowly from left to right', async () => {
    const known = level((column, row) => [tone(column, row), 1])
    const seen = level((column, row) => {
      const across = ((column + 0.5) / size.width) * 2 - 1
      return [drifted(tone(column, row)) + 6 * step * across, 1]
    })
    const { curve, slope } = await driftOf(known, seen)
    for (const value of [0.05, 0.2, 0.5, 0.8, 0.95]) {
      expect(Math.abs(curveAt(curve, drifted(value)) - value)).toBeLessThan(1.5 * step)
    }
    expect(slope.x / step).toBeCloseTo(-6 / 0.98, 0)
    expect(slope.y / step).toBeCloseTo(0, 0)
  })

  test('is not misled by what was painted differently', async () => {
    const known = level((column, row) => [tone(column, row), 1])
    const seen = level((column, row) => [column > 45 && row > 25 ? 0.5 : drifted(tone(column, row)), 1])
    const { curve } = await driftOf(known, seen)
    for (const value of [0.2, 0.5, 0.8]) expect(Math.abs(curveAt(curve, drifted(value)) - value)).toBeLessThan(2 * step)
  })

  test('goes on beyond the tones that were seen', async () => {
    const middle = (column: number, row: number) => 0.4 + tone(column, row) / 5
    const known = level((column, row) => [middle(column, row), 1])
    const seen = level((column, row) => [middle(column, row) - 10 * step, 1])
    const { curve } = await driftOf(known, seen)
    for (const value of [0, 0.5, 1]) expect(Math.abs(curveAt(curve, value) - value - 10 * step)).toBeLessThan(2 * step)
  })

  test('is found in how vivid colours are', async () => {
    const colour = (i: number) => [0.2 + tone(i, 3) / 2, 0.2 + tone(i, 17) / 2, 0.2 + tone(i, 29) / 2] as const
    const rgb = (of: (i: number) => readonly number[]): Level => ({
      ...level(() => [0, 0]),
      channels: 4,
      data: Float32Array.from({ length: size.width * size.height * 4 }, (_, i) =>
        i % 4 === 3 ? 1 : (of(Math.floor(i / 4))[i % 4] ?? 0),
      ),
    })
    const paler = (i: number) => {
      const grey = colour(i).reduce((sum, value) => sum + value, 0) / 3
      return colour(i).map((value) => value + 0.2 * (grey - value))
    }
    const [known, seen] = [rgb(colour), rgb(paler)]
    const pace = new Pace(new AbortController().signal, () => undefined)
    const drifts = await fitDrift({ area, known, seen }, pace)
    for (const i of [5, 100, 777]) {
      drifts.forEach((drift, k) => {
        const found = undrifted(drift, k, seen.data, i * 4, 1, 0, 0)
        expect(Math.abs(found - (colour(i)[k] ?? 0))).toBeLessThan(2 * step)
      })
    }
  })

  test('counts what is transparent for nothing: a photo that cannot be seen changes nothing', async () => {
    const known = level(() => [0.9, 0])
    const { curve, slope } = await driftOf(
      known,
      level(() => [0.1, 0]),
    )
    for (const value of [0, 0.3, 1]) expect(curveAt(curve, value)).toBeCloseTo(value, 3)
    expect([slope.x, slope.y].map(Math.abs)).toEqual([0, 0])
  })
})
