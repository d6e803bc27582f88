import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  areaLimit,
  dragEdges,
  type Plan,
  placePhoto,
  planTarget,
  type Side,
  type Size,
  sidesPxOf,
  stepEdge,
  type Target,
  withSide,
} from '../../../../core/geometry'
import { serviceLimits } from '../../../../core/limits'
import { local, planOf, ratioTarget, seed } from './cases'

beforeAll(() => {
  fc.configureGlobal({ seed, numRuns: 500 })
})

const anySide = fc.integer({ min: 40, max: 12_000 })
const photos: fc.Arbitrary<Size> = fc.record({ width: anySide, height: anySide })
const anchors = fc.record({
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.constantFrom(0, 1 / 3, 0.5, 2 / 3, 1),
})
const ratios = fc.constantFrom([16, 9], [9, 16], [1, 1], [4, 5], [3, 2], [21, 9], [1, Math.SQRT2], [5, 1])
const shaped: fc.Arbitrary<Target> = fc
  .record({ ratio: ratios, anchor: anchors, grow: fc.double({ min: 1, max: 3, noNaN: true }), turns: fc.boolean() })
  .map(({ ratio: [width = 1, height = 1], anchor, grow, turns }) => ({
    ...ratioTarget(width, height),
    anchor,
    grow,
    turns,
  }))
const margin = fc.oneof(
  fc.record({ value: fc.integer({ min: 0, max: 5000 }), unit: fc.constant('px' as const) }),
  fc.record({ value: fc.double({ min: 0, max: 120, noNaN: true }), unit: fc.constant('percent' as const) }),
)
const margins: fc.Arbitrary<Target> = fc
  .record({ top: margin, right: margin, bottom: margin, left: margin })
  .map((all) => ({ kind: 'margins', margins: all }))
const edges = fc.constantFrom<readonly Side[]>(
  ['left'],
  ['right'],
  ['top'],
  ['bottom'],
  ['left', 'top'],
  ['right', 'top'],
  ['left', 'bottom'],
  ['right', 'bottom'],
)
const ways = fc.record({ x: fc.integer({ min: -6000, max: 6000 }), y: fc.integer({ min: -6000, max: 6000 }) })
const opposite = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' } as const

const planned = (photo: Size, target: Target): Plan => planOf(planTarget(photo, target, { ...local, maxPixels: 1e15 }))
const signs = { top: [0, -1], right: [1, 0], bottom: [0, 1], left: [-1, 0] } as const
const outward = (side: Side, way: { x: number; y: number }) => signs[side][0] * way.x + signs[side][1] * way.y

describe('a photo that is placed', () => {
  it('lies where it was put, to the pixel, in a canvas that stays', () => {
    fc.assert(
      fc.property(photos, fc.oneof(shaped, margins), ways, (photo, target, way) => {
        const from = planned(photo, target)
        const at = { left: from.original.left + way.x, top: from.original.top + way.y }
        const plan = planned(photo, placePhoto(target, from, at))
        expect(plan.canvas).toEqual(from.canvas)
        const inside = (value: number, space: number) => Math.min(space, Math.max(0, value))
        expect(plan.original).toEqual({
          left: inside(at.left, from.canvas.width - photo.width),
          top: inside(at.top, from.canvas.height - photo.height),
        })
      }),
    )
  })

  it('keeps the very anchor of an axis along which it was not moved', () => {
    fc.assert(
      fc.property(photos, shaped, (photo, target) => {
        const from = planned(photo, target)
        expect(placePhoto(target, from, from.original)).toEqual(target)
      }),
    )
  })
})

describe('edges that are dragged', () => {
  it('give exactly the canvas that was drawn where they move freely', () => {
    fc.assert(
      fc.property(photos, fc.oneof(shaped, margins), edges, ways, (photo, target, dragged, way) => {
        const from = planned(photo, target)
        const before = sidesPxOf(from)
        const next = dragEdges(target, from, dragged, way, true)
        expect(next.kind).toBe('margins')
        const after = sidesPxOf(planned(photo, next))
        for (const side of ['top', 'right', 'bottom', 'left'] as const) {
          const moved = dragged.includes(side) ? Math.max(0, before[side] + outward(side, way)) : before[side]
          expect(after[side]).toBe(moved)
        }
      }),
    )
  })

  it('keep the ratio and the edge across, and follow the hand as far as whole pixels of the ratio go', () => {
    fc.assert(
      fc.property(photos, shaped, edges, ways, (photo, target, dragged, way) => {
        const from = planned(photo, target)
        const before = sidesPxOf(from)
        const next = dragEdges(target, from, dragged, way, false)
        if (next.kind !== 'ratio' || target.kind !== 'ratio') throw new Error('A ratio stays a ratio')
        expect({ ...next, grow: 1, anchor: target.anchor }).toEqual({ ...target, grow: 1 })
        const plan = planned(photo, next)
        const after = sidesPxOf(plan)
        for (const side of dragged)
          expect(Math.abs(after[opposite[side]] - before[opposite[side]])).toBeLessThanOrEqual(1)
        const [side] = dragged
        if (dragged.length > 1 || side === undefined) return
        const wanted = Math.max(0, before[side] + outward(side, way))
        const smallest = planned(photo, { ...target, grow: 1 }).canvas
        const touches = plan.canvas.width === smallest.width && plan.canvas.height === smallest.height
        const most = Number(next.grow) > 99
        const ratio = plan.canvas.width / plan.canvas.height
        const step = Math.max(1, side === 'left' || side === 'right' ? ratio : 1 / ratio) + 1
        if (!touches && !most && after[side] > step) expect(Math.abs(after[side] - wanted)).toBeLessThanOrEqual(step)
      }),
    )
  })

  it('move by a key always, outward, and back as far as they had come', () => {
    fc.assert(
      fc.property(
        photos,
        fc.oneof(shaped, margins),
        fc.constantFrom<Side>('top', 'right', 'bottom', 'left'),
        fc.constantFrom(1, 10),
        (photo, target, side, px) => {
          const from = planned(photo, target)
          const out = stepEdge(target, from, side, px, false)
          fc.pre(out.kind === 'margins' || Number(out.grow) < 99)
          const further = planned(photo, out)
          const [before, after] = [sidesPxOf(from)[side], sidesPxOf(further)[side]]
          expect(after).toBeGreaterThan(before)
          const back = planned(photo, stepEdge(out, further, side, -px, false))
          expect(sidesPxOf(back)[side]).toBeLessThan(after)
        },
      ),
    )
  })
})

describe('a side that is given a number', () => {
  it('has it, within the pixels that the ratio leaves', () => {
    fc.assert(
      fc.property(
        photos,
        fc.oneof(shaped, margins),
        fc.constantFrom<Side>('top', 'right', 'bottom', 'left'),
        fc.integer({ min: 0, max: 6000 }),
        (photo, target, side, px) => {
          const from = planned(photo, target)
          const next = withSide(target, from, side, px)
          fc.pre(next.kind === 'margins' || Number(next.grow) < 99)
          const plan = planned(photo, next)
          const ratio = plan.canvas.width / plan.canvas.height
          const step = next.kind === 'margins' ? 0 : Math.max(ratio, 1 / ratio) + 1
          expect(Math.abs(sidesPxOf(plan)[side] - px)).toBeLessThanOrEqual(step)
        },
      ),
    )
  })
})

describe('the line where one pass ends', () => {
  it('is where the canvas has so many times the area, wherever the edge is now', () => {
    fc.assert(
      fc.property(photos, fc.oneof(shaped, margins), fc.constantFrom<Side>('right', 'top'), (photo, target, side) => {
        const from = planned(photo, target)
        const limit = areaLimit(target, from, [side], serviceLimits.maxArea)
        if (limit === null) throw new Error('One edge has one line')
        const area = (photo.width + limit.left + limit.right) * (photo.height + limit.top + limit.bottom)
        expect(area / (photo.width * photo.height)).toBeCloseTo(3, 6)
        expect(limit[opposite[side]]).toBeCloseTo(sidesPxOf(from)[opposite[side]], 6)
      }),
    )
  })
})
