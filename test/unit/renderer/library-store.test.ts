import { describe, expect, it, vi } from 'vitest'
import { createLibraryStore, type LibraryChange } from '../../../renderer/state/library-store'
import { librarySnapshot, photo } from './fixtures'

const patch = (revision: number, upserted = [photo('a')], removed: string[] = []) => ({
  revision,
  upserted,
  removed,
  importing: null,
})

describe('the library in the window', () => {
  it('takes a snapshot, then patches in order', () => {
    const store = createLibraryStore()
    store.replace(librarySnapshot(4, [photo('a'), photo('b')]))
    expect(store.apply(patch(5, [photo('c')], ['a']))).toBe(true)
    expect([...store.getState().photos.keys()]).toEqual(['b', 'c'])
    expect(store.getState()).toMatchObject({ loaded: true, revision: 5 })
  })

  it('says when a patch is missing, and changes nothing', () => {
    const store = createLibraryStore()
    store.replace(librarySnapshot(4, [photo('a')]))
    expect(store.apply(patch(6, [photo('z')]))).toBe(false)
    expect(store.getState().photos.has('z')).toBe(false)
  })

  it('ignores a patch that the snapshot held already', () => {
    const store = createLibraryStore()
    store.replace(librarySnapshot(4, [photo('a')]))
    expect(store.apply(patch(4, [], ['a']))).toBe(true)
    expect(store.getState().photos.has('a')).toBe(true)
  })

  it('takes no patch before the first snapshot', () => {
    expect(createLibraryStore().apply(patch(1))).toBe(false)
  })

  it('leaves the objects of photos that did not change alone', () => {
    const store = createLibraryStore()
    const before = photo('a')
    store.replace(librarySnapshot(1, [before]))
    store.apply(patch(2, [photo('b')]))
    expect(store.getState().photos.get('a')).toBe(before)
  })

  it('does not touch the photos for news of an import alone', () => {
    const store = createLibraryStore()
    store.replace(librarySnapshot(1, [photo('a')]))
    const { content } = store.getState()
    const importing = { walking: true, found: 3, probed: 1, unreadable: 0, ignored: 0, known: 0 }
    store.apply({ revision: 2, upserted: [], removed: [], importing })
    expect(store.getState()).toMatchObject({ importing, revision: 2 })
    expect(store.getState().content).toBe(content)
  })

  it('tells what changed before its subscribers are told that something did', () => {
    const store = createLibraryStore()
    const order: string[] = []
    const onChange = vi.fn((_change: LibraryChange) => order.push('change'))
    store.onChange(onChange)
    store.subscribe(() => order.push('state'))
    store.replace(librarySnapshot(1, [photo('a')]))
    expect(order).toEqual(['change', 'state'])
    expect(onChange.mock.lastCall?.[0]).toMatchObject({ reset: true })
  })
})
