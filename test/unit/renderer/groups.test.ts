import { describe, expect, it } from 'vitest'
import { groupsOf, keepLast } from '../../../renderer/state/groups'
import { plansLike } from '../../../renderer/state/plans'
import { photo, unreadable } from './fixtures'

describe('groups', () => {
  const [red, green] = [{ name: 'red' }, { name: 'green' }]
  const items = [
    { id: 1, colour: red, size: 1 },
    { id: 2, colour: green, size: 1 },
    { id: 3, colour: red, size: 2 },
    { id: 4, colour: red, size: 1 },
    { id: 5, colour: { name: 'red' }, size: 1 },
  ]

  it('hold what agrees in all keys by identity, in the order they were met', () => {
    const groups = groupsOf(
      items,
      ({ colour }) => colour,
      ({ size }) => size,
    )
    expect(groups.map((group) => group.map(({ id }) => id))).toEqual([[1, 4], [2], [3], [5]])
  })

  it('are one without keys, and none without items', () => {
    expect(groupsOf(items)).toEqual([items])
    expect(groupsOf([], () => 1)).toEqual([])
  })

  it('of photos that are planned alike are few', () => {
    const other = photo('c')
    const larger = { ...other, header: other.header && { ...other.header, size: { width: 6000, height: 4000 } } }
    const grey = { ...other, header: other.header && { ...other.header, channels: 1 } }
    const photos = [
      photo('a'),
      photo('b', { path: '/elsewhere/b.jpg' }),
      larger,
      grey,
      unreadable('u'),
      unreadable('v'),
    ]
    expect(groupsOf(photos, plansLike).map(({ length }) => length)).toEqual([2, 1, 1, 2])
  })
})

describe('the last answer', () => {
  it('is kept while the question is the same, and asked for again when it is not', () => {
    const asked: number[] = []
    const twice = keepLast((number: number) => {
      asked.push(number)
      return { twice: 2 * number }
    })
    expect(twice(1)).toBe(twice(1))
    expect([twice(2), twice(1)]).toEqual([{ twice: 4 }, { twice: 2 }])
    expect(asked).toEqual([1, 2, 1])
  })
})
