import { describe, expect, it } from 'vitest'
import { listColumns, listLeastWidth, orderAfterPress } from '../../../renderer/features/library/list-columns'

describe('the columns of the list', () => {
  it('fit beside the inspector in a window of 1280 px', () => {
    const rail = 52
    const inspector = 296
    const scrollbar = 12
    expect(listLeastWidth).toBeLessThanOrEqual(1280 - rail - inspector - scrollbar)
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
