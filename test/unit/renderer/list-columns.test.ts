import { describe, expect, it } from 'vitest'
import { foldFor, listColumns, orderAfterPress } from '../../../renderer/features/library/list-columns'

describe('the columns of the list', () => {
  const rail = 52
  const inspector = 296
  const folders = 216
  const scrollbar = 12
  /** Beside the inspector in a window of 1280 px. */
  const room = 1280 - rail - inspector - scrollbar

  it('fit beside the inspector in a window of 1280 px', () => {
    expect(foldFor(room).columns).toEqual(listColumns)
    expect(foldFor(room)).toBe(foldFor(room + 1))
  })

  it('give way to state and rating beside the folders, the least important first', () => {
    const { columns, leastWidth } = foldFor(room - folders)
    expect(leastWidth).toBeLessThanOrEqual(room - folders)
    expect(columns.map(({ name }) => name)).toEqual(['picture', 'name', 'size', 'taken', 'canvas', 'state', 'rating'])
  })

  it('keep what a photo is called and becomes in the narrowest room', () => {
    expect(foldFor(100).columns.map(({ name }) => name)).toEqual(['picture', 'name', 'canvas', 'state', 'rating'])
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
