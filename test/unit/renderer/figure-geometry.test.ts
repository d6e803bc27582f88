import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Plan, planTarget, type Target } from '../../../core/geometry'
import { serviceLimits } from '../../../core/limits'
import { defaultTarget } from '../../../core/settings'
import { layoutFigure, thumbEdge } from '../../../renderer/components/figure-geometry'

function plan(width: number, height: number, target: Target, limits = null as typeof serviceLimits | null): Plan {
  const result = planTarget({ width, height }, target, { limits })
  if (result.kind === 'refused') throw new Error(result.error.message)
  return result.plan
}

describe('a canvas on the screen', () => {
  it('stays in its room, with the photo inside it, whatever its shape', () => {
    const side = fc.integer({ min: 1, max: 12_000 })
    const room = fc.record({ width: fc.integer({ min: 40, max: 3000 }), height: fc.integer({ min: 40, max: 2000 }) })
    fc.assert(
      fc.property(side, side, room, (width, height, room) => {
        const { canvas, photo } = layoutFigure(plan(width, height, defaultTarget), room)
        expect(canvas.width).toBeLessThanOrEqual(room.width)
        expect(canvas.height).toBeLessThanOrEqual(room.height)
        expect(photo.left).toBeGreaterThanOrEqual(0)
        expect(photo.left + photo.width).toBeLessThanOrEqual(canvas.width + 1)
        expect(photo.top + photo.height).toBeLessThanOrEqual(canvas.height + 1)
        expect(Math.min(photo.width, photo.height)).toBeGreaterThanOrEqual(1)
      }),
    )
  })

  it('leaves no gap where the photo touches the canvas', () => {
    const { canvas, photo } = layoutFigure(plan(3264, 2448, defaultTarget), { width: 223, height: 175 })
    expect(photo.top).toBe(0)
    expect(photo.height).toBe(canvas.height)
  })

  it('shows what the first pass reaches when there are several', () => {
    const upright: Target = { ...defaultTarget, kind: 'ratio', ratio: { width: 9, height: 16 }, turns: false }
    const twice = plan(5312, 2988, upright, serviceLimits)
    expect(twice.passes).toHaveLength(2)
    const { canvas, photo, firstRound } = layoutFigure(twice, { width: 400, height: 400 })
    expect(firstRound?.height).toBeGreaterThan(photo.height)
    expect(firstRound?.height).toBeLessThan(canvas.height)
  })

  it('shows what all tiles of the first round reach together, and nothing more when that is all', () => {
    const long = plan(30_000, 4000, defaultTarget, serviceLimits)
    expect(long.passes).toHaveLength(5)
    const { canvas, photo, firstRound } = layoutFigure(long, { width: 400, height: 400 })
    expect(firstRound).toMatchObject({ left: 0, width: canvas.width })
    expect(firstRound?.height).toBeGreaterThan(photo.height)
    expect(firstRound?.height).toBeLessThan(canvas.height)
    const tiles = plan(6000, 2000, defaultTarget, serviceLimits)
    expect(tiles.passes).toHaveLength(2)
    expect(layoutFigure(tiles, { width: 400, height: 400 }).firstRound).toBeNull()
  })

  it('is the photo alone when nothing is painted', () => {
    const { canvas, photo, firstRound } = layoutFigure(plan(1600, 900, defaultTarget), { width: 320, height: 320 })
    expect(firstRound).toBeNull()
    expect(photo).toEqual({ left: 0, top: 0, width: canvas.width, height: canvas.height })
  })
})

describe('the size a picture is asked in', () => {
  it.each([
    [100, 1, 128],
    [128, 1, 128],
    [129, 1, 192],
    [193, 1, 256],
    [240, 2, 512],
    [1900, 2, 4096],
    [9000, 2, 4096],
  ])('%i px on a screen of density %i asks for %i', (css, density, edge) => {
    expect(thumbEdge(css, density)).toBe(edge)
  })
})
