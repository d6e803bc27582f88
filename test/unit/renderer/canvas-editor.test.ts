import { describe, expect, it } from 'vitest'
import { type Plan, planTarget, type Size, type Target } from '../../../core/geometry'
import { defaultTarget } from '../../../core/settings'
import { keepingCanvas, layoutStage, visiblePart } from '../../../renderer/features/canvas/layout'
import { dragPhoto, snapEdges } from '../../../renderer/features/canvas/snap'
import { createCanvasZoom, viewportOf } from '../../../renderer/state/canvas-zoom'

function planned(size: Size, target: Target, limits: Parameters<typeof planTarget>[2]['limits'] = null): Plan {
  const result = planTarget(size, target, { limits })
  if (result.kind === 'refused') throw new Error(result.error.message)
  return result.plan
}
const square = { width: 1000, height: 1000 }
const wide: Target = { ...defaultTarget, ratio: { width: 2, height: 1 } }
/** 1000 px of free space across, none down. */
const plan = planned(square, wide)

describe('a photo that is dragged in its canvas', () => {
  it('follows the hand along the free space, and not where there is none', () => {
    const { target, snapped } = dragPhoto(wide, plan, { x: 210, y: 80 }, 8)
    expect(target).toMatchObject({ anchor: { x: 0.71, y: 0.5 } })
    expect(snapped).toEqual({ x: null, y: null })
  })

  it.each([
    [-494, 0],
    [-160, 1 / 3],
    [5, 0.5],
    [163, 2 / 3],
    [900, 1],
  ])('is drawn to edges, thirds and the centre: %i px lead to %d', (x, place) => {
    const { target, snapped } = dragPhoto(wide, plan, { x, y: 0 }, 8)
    expect(target).toMatchObject({ anchor: { x: place, y: 0.5 } })
    expect(snapped).toEqual({ x: place, y: null })
  })

  it('is not drawn anywhere while the key for it is held', () => {
    expect(dragPhoto(wide, plan, { x: 5, y: 0 }, 0)).toMatchObject({
      target: { anchor: { x: 0.505 } },
      snapped: { x: null },
    })
  })

  it('changes margins by what it moves, in the unit that they are in', () => {
    const percent = (value: number) => ({ value, unit: 'percent' as const })
    const margins = { top: percent(0), right: percent(20), bottom: percent(0), left: percent(10) }
    const target: Target = { kind: 'margins', margins }
    const moved = dragPhoto(target, planned(square, target), { x: 25, y: 0 }, 0)
    expect(moved.target).toEqual({
      kind: 'margins',
      margins: { ...margins, right: percent(17.5), left: percent(12.5) },
    })
  })
})

describe('an edge that is dragged', () => {
  const stops = (edge: 'left' | 'right', x: number, limit: number | null = null) =>
    snapEdges(
      plan,
      [edge],
      { x, y: 0 },
      {
        reach: 8,
        limit: limit === null ? null : { top: 0, right: limit, bottom: 0, left: 500 },
      },
    )

  it.each([
    ['right', -495, -500],
    ['right', 6, 0],
    ['left', 493, 500],
    ['left', 100, 100],
  ] as const)('%s by %i goes by %i: it stops at the photo and at what the edge across adds', (edge, x, to) => {
    expect(stops(edge, x)).toEqual({ by: { x: to, y: 0 }, snapped: x === to ? [] : [edge] })
  })

  it('stops at the last px that one pass makes', () => {
    expect(stops('right', 195, 700.8)).toEqual({ by: { x: 200, y: 0 }, snapped: ['right'] })
  })
})

describe('how near a photo is looked at', () => {
  const room = { width: 800, height: 600 }
  const open = () => {
    const zoom = createCanvasZoom()
    zoom.show(plan, room)
    return zoom
  }
  const viewport = (zoom: ReturnType<typeof open>) => viewportOf(zoom.getState(), plan)

  it('is so that the whole canvas fits, at first', () => {
    expect(viewport(open())).toEqual({ scale: 0.4, left: 200, top: 100 })
  })

  it('keeps what is under the pointer', () => {
    const zoom = open()
    const pointer = { x: 300, y: 250 }
    zoom.point(pointer)
    const under = ({ scale, left, top }: ReturnType<typeof viewport>) => ({
      x: (pointer.x - left) / scale,
      y: (pointer.y - top) / scale,
    })
    const before = under(viewport(zoom))
    zoom.zoomBy(2)
    expect(viewport(zoom).scale).toBe(0.8)
    expect(under(viewport(zoom)).x).toBeCloseTo(before.x, 9)
    zoom.toggleActual(2)
    expect(viewport(zoom).scale).toBe(0.5)
    expect(under(viewport(zoom)).y).toBeCloseTo(before.y, 9)
    zoom.toggleActual(2)
    expect(zoom.getState().zoom).toBeNull()
  })

  it('never leaves the canvas', () => {
    const zoom = open()
    zoom.toggleActual(1)
    zoom.pan({ x: -100_000, y: 100_000 })
    expect(zoom.getState().centre).toEqual({ x: 1500, y: 0 })
    zoom.fit()
    zoom.pan({ x: 50, y: 50 })
    expect(viewport(zoom)).toEqual({ scale: 0.4, left: 200, top: 100 })
  })

  it('has bounds', () => {
    const zoom = open()
    for (let i = 0; i < 60; i++) zoom.zoomBy(2)
    expect(zoom.getState().zoom).toBe(8)
    for (let i = 0; i < 60; i++) zoom.zoomBy(0.5)
    expect(zoom.getState().zoom).toBe(0.01)
  })
})

describe('what is drawn', () => {
  it('lies on the screen as the plan says, and edges that touch go on touching', () => {
    const { canvas, photo } = layoutStage(plan, { scale: 0.333, left: 200.4, top: 10.6 })
    expect(photo).toEqual({ left: 200, top: 11, width: 333, height: 333 })
    expect(canvas).toMatchObject({ left: 34, width: 666 })
    expect([canvas.top, canvas.height]).toEqual([photo.top, photo.height])
  })

  it('stays where it is while the photo moves in it', () => {
    const before = { scale: 0.5, left: 300, top: 0 }
    const moved = planned(square, { ...wide, anchor: { x: 0.6, y: 0.5 } } as Target)
    const after = keepingCanvas(plan, moved, before)
    expect(layoutStage(moved, after).canvas).toEqual(layoutStage(plan, before).canvas)
    expect(after.left - before.left).toBe(50)
  })

  it.each([
    ['at 100 %', 1, 1, 1],
    ['at 100 % of a dense screen', 0.5, 2, 1],
    ['at 50 %', 0.5, 1, 0.5],
    ['at 300 %: no more than there is', 3, 1, 1],
  ])('is asked for in the pixels that it needs %s', (_, scale, density, share) => {
    const size = { width: 8000, height: 6000 }
    const room = { width: 1200, height: 800 }
    const part = visiblePart(size, { scale, left: -2000 * scale, top: -1000 * scale }, room, density)
    if (part === null) throw new Error('Expected a part')
    const { region, edge } = part
    expect(region.left).toBeLessThanOrEqual(2000)
    expect(region.left + region.width).toBeGreaterThanOrEqual(2000 + room.width / scale)
    expect(region.top + region.height).toBeGreaterThanOrEqual(1000 + room.height / scale)
    expect(edge / Math.max(region.width, region.height)).toBeCloseTo(share, 2)
    expect(region.left % 256).toBe(0)
  })

  it('is nothing of the photo when that is not on the screen', () => {
    expect(visiblePart(square, { scale: 1, left: 3000, top: 0 }, { width: 800, height: 600 }, 1)).toBeNull()
  })
})
