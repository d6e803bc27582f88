import { describe, expect, it } from 'vitest'
import { emptySelection, reduceSelection, type Selection } from '../../../renderer/state/selection'

const order = ['a', 'b', 'c', 'd', 'e']
const only = (id: string) => reduceSelection(emptySelection, { type: 'only', id })
const ids = (selection: Selection) => [...selection.ids]

describe('the selection', () => {
  it('holds one photo after a plain click, which becomes focus and anchor', () => {
    const selection = reduceSelection(only('a'), { type: 'only', id: 'c' })
    expect(ids(selection)).toEqual(['c'])
    expect(selection).toMatchObject({ focus: 'c', anchor: 'c' })
  })

  it('adds and takes away with the command key', () => {
    const two = reduceSelection(only('a'), { type: 'toggle', id: 'c' })
    expect(ids(two)).toEqual(['a', 'c'])
    expect(ids(reduceSelection(two, { type: 'toggle', id: 'a' }))).toEqual(['c'])
  })

  it('extends from the anchor in both directions, as often as asked', () => {
    const down = reduceSelection(only('b'), { type: 'extend', id: 'd', order })
    expect(ids(down)).toEqual(['b', 'c', 'd'])
    const up = reduceSelection(down, { type: 'extend', id: 'a', order })
    expect(ids(up)).toEqual(['a', 'b'])
    expect(up).toMatchObject({ focus: 'a', anchor: 'b' })
  })

  it('keeps what was selected when a range is added', () => {
    const two = reduceSelection(only('a'), { type: 'toggle', id: 'c' })
    expect(ids(reduceSelection(two, { type: 'extend', id: 'e', order, add: true }))).toEqual(['a', 'c', 'd', 'e'])
  })

  it('starts a range at the photo itself when there is no anchor', () => {
    const selection = reduceSelection(emptySelection, { type: 'extend', id: 'c', order })
    expect(ids(selection)).toEqual(['c'])
    expect(selection.anchor).toBe('c')
  })

  it('does nothing for a range to a photo that is not shown', () => {
    expect(reduceSelection(only('a'), { type: 'extend', id: 'z', order })).toEqual(only('a'))
  })

  it('takes all, none and the others', () => {
    const two = reduceSelection(only('a'), { type: 'toggle', id: 'c' })
    expect(ids(reduceSelection(two, { type: 'all', order }))).toEqual(order)
    expect(ids(reduceSelection(two, { type: 'invert', order }))).toEqual(['b', 'd', 'e'])
    expect(ids(reduceSelection(two, { type: 'none' }))).toEqual([])
  })

  it('moves the focus alone', () => {
    const selection = reduceSelection(only('a'), { type: 'focus', id: 'd' })
    expect(ids(selection)).toEqual(['a'])
    expect(selection.focus).toBe('d')
  })

  it('loses photos that leave the view, and moves the focus to the next one that is left', () => {
    const all = reduceSelection(only('c'), { type: 'all', order })
    const pruned = reduceSelection(all, { type: 'prune', before: order, order: ['a', 'e'] })
    expect(ids(pruned)).toEqual(['a', 'e'])
    expect(pruned).toMatchObject({ focus: 'e', anchor: 'e' })
  })

  it('moves the focus backward when nothing is left after it', () => {
    const pruned = reduceSelection(only('e'), { type: 'prune', before: order, order: ['a', 'b'] })
    expect(pruned).toMatchObject({ focus: 'b', anchor: 'b' })
    expect(pruned.ids.size).toBe(0)
  })

  it('is the same object when nothing of it left the view', () => {
    const selection = only('b')
    expect(reduceSelection(selection, { type: 'prune', before: order, order: ['b'] })).toBe(selection)
  })

  it('comes back with what a filter hid, unless something else was selected since', () => {
    const all = reduceSelection(only('c'), { type: 'all', order })
    const hidden = reduceSelection(all, { type: 'prune', before: order, order: ['a', 'e'] })
    expect(ids(hidden)).toEqual(['a', 'e'])
    const back = reduceSelection(hidden, { type: 'prune', before: ['a', 'e'], order })
    expect(ids(back).sort()).toEqual(order)
    const other = reduceSelection(hidden, { type: 'only', id: 'a' })
    expect(ids(reduceSelection(other, { type: 'prune', before: ['a', 'e'], order }))).toEqual(['a'])
  })

  it('is what a rubber band holds, with what was kept besides', () => {
    const two = reduceSelection(only('a'), { type: 'toggle', id: 'b' })
    const band = { type: 'band', ids: ['d', 'e'], anchor: 'd', focus: 'e' } as const
    expect(ids(reduceSelection(two, { ...band, kept: new Set() }))).toEqual(['d', 'e'])
    const added = reduceSelection(two, { ...band, kept: two.ids })
    expect(ids(added)).toEqual(['a', 'b', 'd', 'e'])
    expect(added).toMatchObject({ focus: 'e', anchor: 'd' })
    const none = reduceSelection(added, { ...band, ids: [], kept: new Set(), anchor: null, focus: null })
    expect(none).toMatchObject({ focus: 'e', anchor: 'd' })
    expect(none.ids.size).toBe(0)
  })
})
