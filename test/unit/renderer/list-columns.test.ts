import { describe, expect, it } from 'vitest'
import {
  columnsFor,
  columnWidth,
  leastWidthOf,
  listColumns,
  orderAfterPress,
  templateOf,
} from '../../../renderer/features/library/list-columns'

describe('the columns of the list', () => {
  const rail = 52
  const inspector = 296
  const folders = 216
  const scrollbar = 12
  /** Beside the inspector in a window of 1280 px. */
  const room = 1280 - rail - inspector - scrollbar

  it('fit beside the inspector in a window of 1280 px', () => {
    expect(columnsFor(room)).toEqual(listColumns)
    expect(columnsFor(room)).toBe(columnsFor(room + 1))
  })

  it('give way to state and rating beside the folders, the least important first', () => {
    const columns = columnsFor(room - folders)
    expect(leastWidthOf(columns, {})).toBeLessThanOrEqual(room - folders)
    expect(columns.map(({ name }) => name)).toEqual(['picture', 'name', 'size', 'taken', 'canvas', 'state', 'rating'])
  })

  it('keep what a photo is called and becomes in the narrowest room', () => {
    expect(columnsFor(100).map(({ name }) => name)).toEqual(['picture', 'name', 'canvas', 'state', 'rating'])
  })

  it('are as wide as they are made, and the list scrolls where that is too much', () => {
    const columns = columnsFor(100)
    const least = (wanted: string) => columns.find(({ name }) => name === wanted)?.least ?? 0
    expect(templateOf(columns, { name: 700, rating: 40 })).toBe(
      `48px 700px minmax(${least('canvas')}px, 2fr) minmax(${least('state')}px, 1fr) 40px`,
    )
    expect(templateOf(columns, { name: 700 }, 'name')).toMatch(/^48px max-content /)
    const added = 700 - least('name') + 40 - least('rating')
    expect(leastWidthOf(columns, { name: 700, rating: 40 }) - leastWidthOf(columns, {})).toBe(added)
  })

  it('are neither made too narrow nor too wide', () => {
    expect([columnWidth(-5), columnWidth(99.6), columnWidth(9000)]).toEqual([32, 100, 1200])
  })

  it('are sorted by all but the picture', () => {
    expect(listColumns.filter(({ sort }) => sort === null).map(({ name }) => name)).toEqual(['picture'])
  })

  it('turn around when they are pressed again, and begin with what is looked for', () => {
    const name = { sort: 'name' } as const
    const size = { sort: 'size', largestFirst: true } as const
    const byName = orderAfterPress(name, { sort: 'path', descending: true })
    expect(byName).toEqual({ sort: 'name', descending: false })
    expect(orderAfterPress(name, byName)).toEqual({ sort: 'name', descending: true })
    expect(orderAfterPress(size, byName)).toEqual({ sort: 'size', descending: true })
    expect(orderAfterPress({ sort: null }, byName)).toBe(byName)
  })
})
