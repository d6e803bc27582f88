import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areaOf } from '../../../../core/geometry/rounding'
import type { Rect } from '../../../../core/geometry/types'
import { sharedArea } from '../../../../main/imaging/rects'
import { regionsOf } from '../../../../main/imaging/renders/regions'

const rect = fc
  .tuple(
    fc.integer({ min: -20, max: 30 }),
    fc.integer({ min: -20, max: 30 }),
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 1, max: 40 }),
  )
  .map(([left, top, width, height]): Rect => ({ left, top, width, height }))

const isIn = ({ left, top, width, height }: Rect, x: number, y: number) =>
  x >= left && x < left + width && y >= top && y < top + height

test('every px of a result is kept, painted or blended, by what is known of it', () => {
  fc.assert(
    fc.property(rect, rect, rect, fc.array(rect, { maxLength: 4 }), (input, result, photo, painted) => {
      const { fresh, shared } = regionsOf(input, result, photo, painted)
      for (let y = result.top; y < result.top + result.height; y++) {
        for (let x = result.left; x < result.left + result.width; x++) {
          const isKept = isIn(input, x, y) || isIn(photo, x, y)
          const wasPainted = painted.some((area) => isIn(area, x, y))
          const found = [fresh, shared].map((areas) => areas.filter((area) => isIn(area, x, y)).length)
          expect(found).toEqual([Number(!isKept && !wasPainted), Number(!isKept && wasPainted)])
        }
      }
      for (const area of [...fresh, ...shared]) expect(sharedArea(area, result)).toBe(areaOf(area))
    }),
    { numRuns: 300 },
  )
})

test('a nested pass is painted in four parts at most, and nothing of it is blended', () => {
  const photo = { left: 30, top: 20, width: 60, height: 40 }
  const before = { left: 20, top: 10, width: 80, height: 60 }
  const result = { left: 0, top: 0, width: 120, height: 80 }
  const { fresh, shared } = regionsOf(before, result, photo, [before])
  expect([fresh.length, shared]).toEqual([4, []])
})

test('tiles share a strip above the photo and one below it', () => {
  const photo = { left: 0, top: 10, width: 100, height: 20 }
  const first = { left: 0, top: 0, width: 60, height: 40 }
  const second = { left: 40, top: 0, width: 60, height: 40 }
  const { fresh, shared } = regionsOf({ ...photo, left: 40, width: 60 }, second, photo, [first])
  const strip = { left: 40, width: 20, height: 10 }
  expect(shared).toEqual([
    { ...strip, top: 0 },
    { ...strip, top: 30 },
  ])
  const rest = { left: 60, width: 40, height: 10 }
  expect(fresh).toEqual([
    { ...rest, top: 0 },
    { ...rest, top: 30 },
  ])
})
