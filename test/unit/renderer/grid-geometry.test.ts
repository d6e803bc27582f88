import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anchoredOffset,
  columnGap,
  gridPadding,
  layoutGrid,
  moveInGrid,
  steadyOffset,
} from '../../../renderer/components/grid-geometry'

const grid = (count: number, columns = 4, pageRows = 2) => ({ count, columns, pageRows })

describe('the grid', () => {
  it('fills the width with whole columns, and never leaves it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 150, max: 6000 }), fc.integer({ min: 96, max: 512 }), (width, edge) => {
        const { columns, cellWidth } = layoutGrid(width, edge)
        const used = columns * cellWidth + (columns - 1) * columnGap + 2 * gridPadding
        expect(columns).toBeGreaterThanOrEqual(1)
        expect(used).toBeLessThanOrEqual(Math.max(width, 2 * gridPadding + 1))
        if (columns > 1) expect(cellWidth).toBeGreaterThanOrEqual(edge)
      }),
    )
  })

  it('has one column in a window narrower than a cell', () => {
    expect(layoutGrid(120, 240)).toMatchObject({ columns: 1, cellWidth: 88 })
  })

  it.each([
    ['ArrowLeft', 0, 0],
    ['ArrowRight', 9, 9],
    ['ArrowRight', 3, 4],
    ['ArrowUp', 2, 2],
    ['ArrowUp', 6, 2],
    ['ArrowDown', 2, 6],
    ['ArrowDown', 7, 9],
    ['ArrowDown', 8, 8],
    ['Home', 7, 0],
    ['End', 0, 9],
    ['PageUp', 9, 1],
    ['PageUp', 5, 1],
    ['PageDown', 1, 9],
    ['PageDown', 0, 8],
  ] as const)('%s from %i leads to %i of ten photos in rows of four', (key, from, to) => {
    expect(moveInGrid(from, key, grid(10))).toBe(to)
  })

  it('never leaves the photos, whatever the key', () => {
    const keys = fc.constantFrom(
      'ArrowLeft' as const,
      'ArrowRight' as const,
      'ArrowUp' as const,
      'ArrowDown' as const,
      'Home' as const,
      'End' as const,
      'PageUp' as const,
      'PageDown' as const,
    )
    fc.assert(
      fc.property(
        keys,
        fc.integer({ min: 1, max: 500 }),
        fc.nat(499),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(9),
        (key, count, at, columns, pageRows) => {
          const index = moveInGrid(Math.min(at, count - 1), key, { count, columns, pageRows })
          expect(index).toBeGreaterThanOrEqual(0)
          expect(index).toBeLessThan(count)
        },
      ),
    )
  })

  it('keeps the first photo on the screen there when the columns change', () => {
    const before = layoutGrid(1200, 240)
    const after = layoutGrid(1200, 128)
    const offset = gridPadding + 10 * before.rowHeight
    const first = 10 * before.columns
    const row = (steadyOffset(offset, before, after) - gridPadding) / after.rowHeight
    expect(row).toBe(Math.floor(first / after.columns))
  })

  it('keeps the part of a row that is scrolled away when only the size changes', () => {
    const before = layoutGrid(1200, 240)
    const after = { ...before, rowHeight: before.rowHeight * 2 }
    const offset = gridPadding + 3.5 * before.rowHeight
    expect(steadyOffset(offset, before, after)).toBeCloseTo(gridPadding + 3.5 * after.rowHeight)
  })
})

describe('photos that come while others are looked at', () => {
  const layout = { columns: 2, rowHeight: 100 }

  it('leave those on the screen where they are', () => {
    // The second row is first on the screen, a quarter of it out of sight.
    expect(anchoredOffset(16 + 125, ['a', 'b', 'c', 'd'], ['x', 'y', 'a', 'b', 'c', 'd'], layout, 16)).toBe(16 + 225)
    expect(anchoredOffset(16 + 125, ['a', 'b', 'c', 'd'], ['c', 'd'], layout, 16)).toBe(16 + 25)
    expect(anchoredOffset(16 + 125, ['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd', 'z'], layout, 16)).toBe(16 + 125)
  })

  it('are seen to come at the top, and where the first one is gone nothing moves', () => {
    expect(anchoredOffset(0, ['a', 'b'], ['x', 'y', 'a', 'b'], layout, 16)).toBe(0)
    expect(anchoredOffset(141, ['a', 'b', 'c', 'd'], ['a', 'b'], layout, 16)).toBe(141)
  })
})
