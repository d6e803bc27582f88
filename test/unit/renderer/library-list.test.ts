import { describe, expect, it } from 'vitest'
import type { LibraryPhoto } from '../../../core/library'
import type { JobView } from '../../../core/queue'
import { defaultBatchSettings } from '../../../core/settings'
import { createLibraryList, type ListQuery } from '../../../renderer/state/library-list'
import { createLibraryStore } from '../../../renderer/state/library-store'
import { noTraits } from '../../../renderer/state/photo-filter'
import { defaultTarget, job, latestOf, librarySnapshot, photo, unreadable } from './fixtures'

const everything: ListQuery = {
  search: '',
  filter: 'all',
  traits: noTraits,
  folder: null,
  subfolders: true,
  sort: 'path',
  descending: false,
  locale: 'en',
}

function listOf(photos: readonly LibraryPhoto[], latest: ReadonlyMap<string, JobView> = new Map()) {
  const library = createLibraryStore()
  library.replace(librarySnapshot(1, photos))
  const list = createLibraryList(library, everything, () => ({ latest, batch: defaultBatchSettings, shown: 0 }))
  let revision = 1
  const patch = (upserted: LibraryPhoto[], removed: string[] = []) =>
    library.apply({ revision: ++revision, upserted, removed, own: [], importing: null })
  return { library, list, patch, ids: () => list.getState().ids }
}

describe('the photos that are shown', () => {
  it('are in the order of folder and name, in which numbers count', () => {
    const { ids } = listOf([
      photo('c', { name: 'IMG_10.jpg', path: '/b/IMG_10.jpg' }),
      photo('a', { name: 'IMG_2.jpg', path: '/b/IMG_2.jpg' }),
      photo('z', { name: 'z.jpg', path: '/a/z.jpg' }),
    ])
    expect(ids()).toEqual(['z', 'a', 'c'])
  })

  it('stay in order as patches add some, whatever their order', () => {
    const { ids, patch } = listOf([photo('m')])
    patch([photo('z'), photo('a')])
    patch([photo('n'), photo('b')])
    expect(ids()).toEqual(['a', 'b', 'm', 'n', 'z'])
  })

  it('are the same as if they had been sorted whole', () => {
    const names = Array.from({ length: 300 }, (_, index) => `IMG_${(index * 7919) % 1000}.jpg`)
    const photos = names.map((name, index) => photo(`p${index}`, { name }))
    const streamed = listOf([])
    for (let at = 0; at < photos.length; at += 37) streamed.patch(photos.slice(at, at + 37))
    expect(streamed.ids()).toEqual(listOf(photos).ids())
  })

  it('move when what they are sorted by changes, and lose those that are removed', () => {
    const { ids, patch, list } = listOf([
      photo('a', { modifiedMs: 1 }),
      photo('b', { modifiedMs: 2 }),
      photo('c', { modifiedMs: 3 }),
    ])
    list.setQuery({ ...everything, sort: 'taken' })
    patch([photo('a', { modifiedMs: 9 })], ['b'])
    expect(ids()).toEqual(['c', 'a'])
  })

  it('are told as the same array when nothing that is shown changed', () => {
    const { ids, patch } = listOf([photo('a'), photo('b')])
    const before = ids()
    patch([photo('a', { target: defaultTarget })])
    expect(ids()).toBe(before)
  })

  it('are found by a part of the name, letter case and ways to store accents aside', () => {
    const { ids, list } = listOf([photo('a', { name: 'Caf\u00e9.JPG' }), photo('b', { name: 'tea.jpg' })])
    list.setQuery({ ...everything, search: ' cafe\u0301.j ' })
    expect(ids()).toEqual(['a'])
  })

  it.each([
    ['new', ['d', 'o', 'p', 'r', 'x']],
    ['working', ['b', 'q']],
    ['done', ['e']],
    ['failed', ['f']],
    ['own', ['o', 'p', 'r']],
    ['refused', ['r']],
    ['unreadable', ['u']],
    ['all', ['b', 'd', 'e', 'f', 'o', 'p', 'q', 'r', 'u', 'x']],
  ] as const)('can be those that are "%s"', (filter, expected) => {
    const tooLarge = { ...defaultTarget, grow: 100 }
    const photos = [
      photo('d'),
      photo('o', { target: defaultTarget }),
      photo('p', { prompt: '' }),
      photo('r', { target: tooLarge }),
      unreadable('u'),
      ...['q', 'b', 'e', 'f', 'x'].map((id) => photo(id)),
    ]
    const jobs = [job('q', 'queued'), job('b', 'blocked'), job('e', 'done'), job('f', 'failed'), job('x', 'cancelled')]
    const { ids, list } = listOf(photos, latestOf(jobs))
    list.setQuery({ ...everything, filter })
    expect(ids()).toEqual(expected)
  })

  it('are judged by all of their targets when they have several', () => {
    const upright = { ...defaultTarget, ratio: { width: 4, height: 5 } }
    const tooTall = { ...defaultTarget, ratio: { width: 1, height: 5000 } }
    const both = { target: defaultTarget, moreTargets: [upright] }
    const photos = [
      photo('one', both),
      photo('all', both),
      photo('bad', both),
      photo('odd', { target: defaultTarget, moreTargets: [tooTall] }),
    ]
    const jobs = [
      job('one', 'done'),
      job('all', 'done'),
      job('all-4x5', 'done', { source: '/shoot/all.jpg', shape: '4x5' }),
      job('bad', 'done'),
      job('bad-4x5', 'failed', { source: '/shoot/bad.jpg', shape: '4x5' }),
      job('odd-1x1', 'done', { source: '/shoot/odd.jpg', shape: '1x1' }),
    ]
    const { ids, list } = listOf(photos, latestOf(jobs))
    const shown = (filter: ListQuery['filter']) => {
      list.setQuery({ ...everything, filter })
      return ids()
    }
    expect(shown('done')).toEqual(['all'])
    expect(shown('failed')).toEqual(['bad'])
    expect(shown('new')).toEqual(['odd', 'one'])
    expect(shown('refused')).toEqual(['odd'])
  })

  it('come from as many folders as were dropped; photos dropped by themselves from none', () => {
    const { list } = listOf([
      photo('a', { root: '/x' }),
      photo('b', { root: '/y' }),
      photo('c', { root: '/shoot/c.jpg' }),
    ])
    expect(list.getState().folders).toBe(2)
  })
})
