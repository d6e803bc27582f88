import { describe, expect, test } from 'vitest'
import { distancesAlong, fold, mirrorDepth, sourcesAlong } from '../../../../main/imaging/mirror/reach'

const axis = { canvas: 40, offset: 10, photo: 20 }
const depth = { exact: 4, soft: 6 }

describe('the depth of the mirror image', () => {
  test('is that of a plain mirror near the seam', () => {
    expect([0, 0.5, 3, 4].map((distance) => mirrorDepth(distance, depth))).toEqual([0, 0.5, 3, 4])
  })

  test('grows with the distance without a jump, and never beyond its end', () => {
    const depths = Array.from({ length: 1000 }, (_, i) => mirrorDepth(i / 10, depth))
    for (const [i, value] of depths.entries()) {
      const step = value - (depths[i - 1] ?? 0)
      expect(step).toBeGreaterThanOrEqual(0)
      expect(step).toBeLessThanOrEqual(0.1 + 1e-9)
      expect(value).toBeLessThanOrEqual(depth.exact + depth.soft)
    }
  })
})

describe('folding', () => {
  test.each([
    [3, 3],
    [0, 0],
    [10, 10],
    [12, 8],
    [-3, 3],
    [20, 0],
    [23, 3],
    [-12, 8],
    [47, 7],
  ])('%d lies at %d between mirrors 10 apart', (position, folded) => {
    expect(fold(position, 10)).toBeCloseTo(folded)
  })
})

describe('an axis', () => {
  test('has distances from the middles of its cells to the photo, none inside', () => {
    const distances = distancesAlong(axis, 1)
    expect(distances).toHaveLength(40)
    expect([distances[0], distances[9], distances[10], distances[29], distances[30], distances[39]]).toEqual([
      9.5, 0.5, 0, 0, 0.5, 9.5,
    ])
  })

  test('has sources inside the photo only: own ones inside, mirrored ones outside', () => {
    const sources = sourcesAlong(axis, 1, depth)
    expect([sources[10], sources[20]]).toEqual([10.5, 20.5])
    expect([sources[9], sources[8], sources[30], sources[31]]).toEqual([10.5, 11.5, 29.5, 28.5])
    for (const source of sources) {
      expect(source).toBeGreaterThanOrEqual(10)
      expect(source).toBeLessThanOrEqual(30)
    }
  })

  test('has as many cells as cover the canvas, the last one perhaps in part', () => {
    expect(distancesAlong({ canvas: 41, offset: 0, photo: 41 }, 4)).toHaveLength(11)
  })
})
