import { describe, expect, it, vi } from 'vitest'
import type { OwnChange } from '../../../core/library'
import { createLibraryStore, type LibraryChange } from '../../../renderer/state/library-store'
import { defaultTarget, librarySnapshot, photo } from './fixtures'

const patch = (revision: number, upserted = [photo('a')], removed: string[] = []) => ({
  revision,
  upserted,
  removed,
  own: [] as OwnChange[],
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
    store.apply({ revision: 2, upserted: [], removed: [], own: [], importing })
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

  it('shows at once what photos are given, and does nothing more when main says the same', () => {
    const store = createLibraryStore()
    store.replace(librarySnapshot(4, [photo('a'), photo('b')]))
    const changes: LibraryChange[] = []
    store.onChange((change) => changes.push(change))
    store.assume([{ ids: ['a', 'gone'], target: defaultTarget }])
    expect(store.getState().photos.get('a')?.target).toEqual(defaultTarget)
    expect(changes.map(({ upserted }) => upserted.map(({ id }) => id))).toEqual([['a']])
    const shown = store.getState().photos.get('a')
    expect(store.apply(patch(5, [photo('a', { target: structuredClone(defaultTarget) })]))).toBe(true)
    expect(store.getState().photos.get('a')).toBe(shown)
    expect(changes).toHaveLength(1)
    expect(store.getState().revision).toBe(5)
  })

  it('has equal targets as one object, so that they are planned once', () => {
    const store = createLibraryStore()
    const own = (id: string) => photo(id, { target: structuredClone({ ...defaultTarget, grow: 1.5 }) })
    store.replace(librarySnapshot(1, [own('a'), own('b')]))
    store.apply(patch(2, [own('c')]))
    const targets = [...store.getState().photos.values()].map(({ target }) => target)
    expect(new Set(targets).size).toBe(1)
  })

  it('gives photos what a patch says they were given, after what else it says of them', () => {
    const store = createLibraryStore()
    store.replace(librarySnapshot(1, [photo('a'), photo('b')]))
    const told: string[][] = []
    store.onChange(({ upserted }) => told.push(upserted.map(({ id }) => id)))
    const own = [
      { ids: ['a', 'c', 'gone'], target: defaultTarget },
      { ids: ['a'], prompt: 'sea' },
    ]
    store.apply({ ...patch(2, [photo('c')]), own })
    const { photos } = store.getState()
    expect(photos.get('a')).toMatchObject({ target: defaultTarget, prompt: 'sea' })
    expect(photos.get('c')).toMatchObject({ target: defaultTarget, prompt: null })
    expect(photos.get('b')).toEqual(photo('b'))
    expect(photos.has('gone')).toBe(false)
    store.apply({ ...patch(3, []), own })
    expect(told).toEqual([['c', 'a', 'c', 'a']])
    expect(store.getState().revision).toBe(3)
  })
})
