import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inputFits } from '../../../core/geometry/passes'
import { serviceLimits } from '../../../core/limits'
import { scaledRect, uploadSize } from '../../../main/imaging/upload-size'

/** Sizes that the service takes, those at the very edge of its limits among them. */
const legalSize = fc
  .tuple(
    fc.integer({ min: 300, max: 20_000 }),
    fc.oneof(fc.double({ min: 0.4, max: 2.5, noNaN: true }), fc.constantFrom(0.4, 2.5, 1)),
  )
  .map(([width, aspect]) => ({ width, height: Math.round(width / aspect) }))
  .filter((size) => inputFits(size, serviceLimits))

describe('the size of a working copy', () => {
  test.each([
    ['is reduced to the edge', { width: 6000, height: 4000 }, 2560, { width: 2560, height: 1707 }],
    ['is never enlarged', { width: 800, height: 600 }, 2560, { width: 800, height: 600 }],
    ['keeps to 2.5:1 after rounding', { width: 7001, height: 2801 }, 2560, { width: 2560, height: 1024 }],
    ['keeps to 1:2.5 after rounding', { width: 1201, height: 3002 }, 1001, { width: 400, height: 1000 }],
    ['has no side under 300, whatever the edge', { width: 3000, height: 1200 }, 400, { width: 750, height: 300 }],
  ])('%s', (_, size, edge, expected) => {
    expect(uploadSize(size, edge)).toEqual(expected)
  })

  test('is always one that the service takes, within the edge, and near the shape', () => {
    fc.assert(
      fc.property(legalSize, fc.integer({ min: 300, max: 5000 }), (size, edge) => {
        const upload = uploadSize(size, edge)
        expect(inputFits(upload, serviceLimits)).toBe(true)
        expect(upload.width).toBeLessThanOrEqual(size.width)
        expect(upload.height).toBeLessThanOrEqual(size.height)
        // 300 px at 2.5:1 are 750.
        expect(Math.max(upload.width, upload.height)).toBeLessThanOrEqual(Math.max(edge, 750))
        const exact = (upload.width * size.height) / size.width
        expect(Math.abs(exact - upload.height)).toBeLessThanOrEqual(3)
      }),
      { numRuns: 2000 },
    )
  })
})

test('rectangles that touch on the canvas touch at any size', () => {
  const from = { left: 10, top: 20, width: 1003, height: 707 }
  const side = fc.integer({ min: 1, max: 900 })
  fc.assert(
    fc.property(side, side, (at, edge) => {
      const size = { width: edge, height: Math.ceil((edge * 707) / 1003) }
      const left = scaledRect({ ...from, width: at }, from, size)
      const right = scaledRect({ ...from, left: from.left + at, width: from.width - at }, from, size)
      expect(scaledRect(from, from, size)).toEqual({ left: 0, top: 0, ...size })
      if (left.width > 1) expect(right.left).toBe(left.left + left.width)
    }),
  )
})
