import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestSeam, panned, placePicture, seamsOf, visiblePart, zoomedAt } from '../../../renderer/state/gallery-zoom'

const side = (least: number, most: number) => fc.integer({ min: least, max: most })
const output = fc.record({ width: side(50, 8000), height: side(50, 8000) })
const pane = fc.record({ width: side(200, 2000), height: side(200, 1200) })
const zoom = fc.record({
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
  scale: fc.double({ min: 0.05, max: 8, noNaN: true }),
})

describe('the seam', () => {
  const canvas = { width: 400, height: 200 }
  const photo = { left: 100, top: 0, width: 200, height: 200 }

  it.each([
    [
      { x: 20, y: 90 },
      { x: 100, y: 90 },
    ],
    [
      { x: 190, y: 50 },
      { x: 100, y: 50 },
    ],
    [
      { x: 210, y: 50 },
      { x: 300, y: 50 },
    ],
    [
      { x: 399, y: 250 },
      { x: 300, y: 200 },
    ],
  ])('nearest to %o is at %o', (from, at) => {
    expect(nearestSeam(photo, canvas, from)).toEqual(at)
  })

  it('is nowhere when nothing was painted: then it is the place itself', () => {
    expect(nearestSeam({ left: 0, top: 0, ...canvas }, canvas, { x: 7, y: 8 })).toEqual({ x: 7, y: 8 })
  })

  it('found is on an edge of the photo that is none of the canvas, and none is nearer', () => {
    fc.assert(
      fc.property(
        side(0, 50),
        side(0, 50),
        side(0, 50),
        side(0, 50),
        side(0, 300),
        side(0, 300),
        (l, t, r, b, x, y) => {
          const within = { left: l, top: t, width: 100, height: 80 }
          const around = { width: l + 100 + r, height: t + 80 + b }
          const seams = seamsOf(within, around)
          expect(seams).toHaveLength([l, t, r, b].filter((margin) => margin > 0).length)
          const found = nearestSeam(within, around, { x, y })
          const distance = (to: { x: number; y: number }) => Math.hypot(to.x - x, to.y - y)
          for (const seam of seams) {
            const corners = [
              { x: seam.left, y: seam.top },
              { x: seam.left + seam.width, y: seam.top + seam.height },
            ]
            for (const corner of corners) expect(distance(found)).toBeLessThanOrEqual(distance(corner) + 1e-9)
          }
        },
      ),
    )
  })
})

describe('a closer look', () => {
  it('leaves no gap at an edge while the picture is larger than the pane, and centres it while it is smaller', () => {
    fc.assert(
      fc.property(zoom, output, pane, (at, size, room) => {
        const placed = placePicture(at, size, room, 1)
        for (const [start, length, whole] of [
          [placed.left, placed.width, room.width],
          [placed.top, placed.height, room.height],
        ] as const) {
          if (length <= whole) expect(start).toBeCloseTo((whole - length) / 2)
          else {
            expect(start).toBeLessThanOrEqual(0)
            expect(start + length).toBeGreaterThanOrEqual(whole - 1e-6)
          }
        }
      }),
    )
  })

  it('moves by what it was drawn, where there is room to move', () => {
    fc.assert(
      fc.property(zoom, output, pane, side(-300, 300), side(-300, 300), (at, size, room, x, y) => {
        const before = placePicture(at, size, room, 1)
        const after = placePicture(panned(at, { x, y }, size, room, 1), size, room, 1)
        const wanted = Math.min(0, Math.max(room.width - before.width, before.left + x))
        if (before.width > room.width) expect(after.left).toBeCloseTo(wanted, 4)
      }),
    )
  })

  it('keeps what is under the pointer there while it zooms in the middle of a large picture', () => {
    const size = { width: 6000, height: 4000 }
    const room = { width: 800, height: 600 }
    const at = { x: 300, y: 200 }
    const before = { x: 0.5, y: 0.5, scale: 1 }
    const after = zoomedAt(before, 2, at, { output: size, pane: room, pixelRatio: 1 })
    const place = (zoomed: typeof before) => placePicture(zoomed, size, room, 1)
    const share = ({ left, width }: { left: number; width: number }) => (at.x - left) / width
    expect(share(place(after))).toBeCloseTo(share(place(before)))
  })

  it('asks for a part that covers what is seen, inside of the picture and no larger than main cuts', () => {
    fc.assert(
      fc.property(zoom, output, pane, (at, size, room) => {
        const placed = placePicture(at, size, room, 1)
        const part = visiblePart(placed, size, room)
        if (part === null) return
        expect(part.left).toBeGreaterThanOrEqual(0)
        expect(part.left + part.width).toBeLessThanOrEqual(size.width)
        expect(part.top + part.height).toBeLessThanOrEqual(size.height)
        expect(Math.max(part.width, part.height)).toBeLessThanOrEqual(4096)
        const px = size.width / placed.width
        if (part.width === 4096) return
        expect(part.left).toBeLessThanOrEqual(Math.max(0, -placed.left) * px + 1e-6)
        expect(part.left + part.width).toBeGreaterThanOrEqual(
          Math.min(size.width, (room.width - placed.left) * px) - 1e-6,
        )
      }),
    )
  })
})
