import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnGap, gridPadding, layoutGrid, rowGap } from '../../../renderer/components/grid-geometry'
import {
  type Band,
  bandIndices,
  cellsInBand,
  rowsInBand,
  scrollSpeed,
} from '../../../renderer/features/library/band-geometry'

const bands = fc.record({
  fromX: fc.integer({ min: -50, max: 1600 }),
  fromY: fc.integer({ min: -50, max: 9000 }),
  toX: fc.integer({ min: -50, max: 1600 }),
  toY: fc.integer({ min: -50, max: 9000 }),
})

/** Whether two spans have a point in common, ends included. */
const meet = (a: number, b: number, start: number, length: number) =>
  Math.max(a, b) >= start && Math.min(a, b) <= start + length

describe('a rubber band over the grid', () => {
  it('holds exactly the cells whose box it touches, in order', () => {
    const grids = fc.record({
      width: fc.integer({ min: 200, max: 1500 }),
      edge: fc.integer({ min: 96, max: 512 }),
      count: fc.integer({ min: 0, max: 120 }),
    })
    fc.assert(
      fc.property(grids, bands, ({ width, edge, count }, band) => {
        const layout = layoutGrid(width, edge)
        const expected = Array.from({ length: count }, (_, index) => index).filter((index) => {
          const left = gridPadding + (index % layout.columns) * (layout.cellWidth + columnGap)
          const top = gridPadding + Math.floor(index / layout.columns) * layout.rowHeight
          return (
            meet(band.fromX, band.toX, left, layout.cellWidth) &&
            meet(band.fromY, band.toY, top, layout.rowHeight - rowGap)
          )
        })
        expect(cellsInBand(band, layout, count)).toEqual(expected)
      }),
    )
  })

  it('holds nothing between two columns', () => {
    const layout = layoutGrid(800, 200)
    const gap = gridPadding + layout.cellWidth + columnGap / 2
    const band: Band = { fromX: gap - 2, fromY: 0, toX: gap + 2, toY: 2000 }
    expect(cellsInBand(band, layout, 40)).toEqual([])
  })
})

describe('a rubber band over the list', () => {
  it('holds the rows from its upper to its lower end, whichever was first', () => {
    const band: Band = { fromX: 0, fromY: 30 + 3 * 40 + 1, toX: 5, toY: 30 + 1 * 40 + 39 }
    expect(rowsInBand(band, 40, 30, 10)).toEqual([1, 2, 3])
  })

  it('ends with the last row, and holds none below it', () => {
    expect(rowsInBand({ fromX: 0, fromY: 40, toX: 0, toY: 4000 }, 40, 30, 3)).toEqual([0, 1, 2])
    expect(rowsInBand({ fromX: 0, fromY: 3000, toX: 0, toY: 4000 }, 40, 30, 3)).toEqual([])
  })
})

describe('what a band selects', () => {
  it('is what it touches', () => {
    expect(bandIndices([3, 4, 8], 'replace', 0)).toEqual([3, 4, 8])
    expect(bandIndices([3, 4, 8], 'add', 0)).toEqual([3, 4, 8])
  })

  it('reaches from the anchor over all of it with Shift', () => {
    expect(bandIndices([3, 5], 'extend', 1)).toEqual([1, 2, 3, 4, 5])
    expect(bandIndices([3, 5], 'extend', 7)).toEqual([3, 4, 5, 6, 7])
    expect(bandIndices([3, 5], 'extend', -1)).toEqual([3, 5])
    expect(bandIndices([], 'extend', 2)).toEqual([])
  })
})

describe('scrolling while a band is drawn', () => {
  it('stands still inside, and is the faster the farther the pointer is out, up to a limit', () => {
    expect(scrollSpeed(300, 600)).toBe(0)
    expect(scrollSpeed(590, 600)).toBeGreaterThan(0)
    expect(scrollSpeed(700, 600)).toBeGreaterThan(scrollSpeed(610, 600))
    expect(scrollSpeed(-30, 600)).toBe(-scrollSpeed(630, 600))
    expect(scrollSpeed(100_000, 600)).toBe(2880)
  })
})
