import { describe, expect, it } from 'vitest'
import { type Mark, noMark } from '../../../core/gallery'
import type { JobView } from '../../../core/queue'
import { createGalleryList, type GalleryQuery } from '../../../renderer/state/gallery-list'
import { createMarksStore } from '../../../renderer/state/marks-store'
import { noFilter, type ResultFilter } from '../../../renderer/state/result-filter'
import { comparedIds, currentId } from '../../../renderer/state/results'
import { emptySelection } from '../../../renderer/state/selection'
import { batch, job } from './fixtures'

const batches = [batch('old', 1), batch('new', 2)]
const jobs = [
  job('a', 'done', { batchId: 'old', position: 1, prompt: 'A meadow' }),
  job('b', 'done', { batchId: 'new', position: 3, engine: 'kling' }),
  job('c', 'done', { batchId: 'new', position: 2 }),
  job('d', 'queued', { batchId: 'new' }),
  job('e', 'failed', { batchId: 'new', position: 4, outputs: [{ path: '/e_v2.jpg', variation: 2 }] }),
]
const query: GalleryQuery = { batch: null, filter: noFilter, sort: 'order', locale: 'en' }

function open(list: readonly JobView[] = jobs, marks: Readonly<Record<string, Partial<Mark>>> = {}) {
  const store = createMarksStore()
  store.anticipate(Object.entries(marks).map(([id, mark]) => ({ id, mark: { ...noMark, ...mark } })))
  const known = new Map(list.map((each) => [each.id, each]))
  const gallery = createGalleryList(() => ({ jobs: known, batches }), store.getState, query)
  gallery.regather()
  return { gallery, known, store }
}

describe('the list of results', () => {
  it('has the latest batch first, in the queue’s order, partial ones too, each variation by itself', () => {
    const { gallery } = open()
    expect(gallery.getState().ids).toEqual(['c/1', 'b/1', 'e/2', 'a/1'])
    gallery.setQuery({ ...query, batch: 'old' })
    expect(gallery.getState().ids).toEqual(['a/1'])
    const two = [1, 2].map((variation) => ({ path: `/x_v${variation}.jpg`, variation }))
    expect(open([job('x', 'done', { outputs: two })]).gallery.getState().ids).toEqual(['x/1', 'x/2'])
  })

  it.each([
    ['made by the older', {}, { skipped: true }, 'a/1'],
    ['made by the later', { skipped: true }, {}, 'b/1'],
    ['partly counted by the later', {}, { outputs: [{ path: '/x.jpg', variation: 1, adopted: true }] }, 'a/1'],
    ['made by both, one after the other', {}, {}, 'b/1'],
    ['counted by both', { skipped: true }, { skipped: true }, 'a/1'],
  ] as const)('has a file once that two jobs have: %s', (_how, older, later, id) => {
    const outputs = [{ path: '/x.jpg', variation: 1 }]
    const { gallery } = open([
      job('a', 'done', { batchId: 'old', outputs, ...older }),
      job('b', 'done', { batchId: 'new', outputs, ...later }),
    ])
    expect(gallery.getState().ids).toEqual([id])
    expect(gallery.getState().counts.all).toBe(1)
    for (const batch of ['old', 'new']) {
      gallery.setQuery({ ...query, batch })
      expect(gallery.getState().ids).toEqual([id])
    }
  })

  const marks = {
    'a/1': { flag: 'picked', stars: 4 },
    'b/1': { flag: 'rejected' },
    'c/1': { stars: 2, colour: 'red' },
  } as const
  it.each<[Partial<ResultFilter>, readonly string[]]>([
    [{ flag: 'picked' }, ['a/1']],
    [{ flag: 'rejected' }, ['b/1']],
    [{ flag: 'unmarked' }, ['c/1', 'e/2']],
    [{ stars: 2 }, ['c/1', 'a/1']],
    [{ colour: 'red' }, ['c/1']],
    [{ engine: 'kling' }, ['b/1']],
    [{ text: 'MEADOW' }, ['a/1']],
    [{ text: 'e_v2' }, ['e/2']],
    [{ flag: 'picked', stars: 5 }, []],
  ])('filtered by %o is %o; the counts stay those of all', (filter, ids) => {
    const { gallery } = open(jobs, marks)
    gallery.setQuery({ ...query, filter: { ...noFilter, ...filter } })
    expect(gallery.getState().ids).toEqual(ids)
    expect(gallery.getState().counts).toEqual({ all: 4, picked: 1, rejected: 1, unmarked: 2 })
  })

  it.each([
    ['name', ['a/1', 'b/1', 'c/1', 'e/2']],
    ['stars', ['a/1', 'c/1', 'b/1', 'e/2']],
  ] as const)('is ordered by %s', (sort, ids) => {
    const { gallery } = open(jobs, marks)
    gallery.setQuery({ ...query, sort })
    expect(gallery.getState().ids).toEqual(ids)
  })

  it('is the same list as long as nothing in it changes', () => {
    const { gallery } = open()
    const before = gallery.getState().ids
    gallery.regather()
    expect(gallery.getState().ids).toBe(before)
  })

  it('loses a result that went to the trash, and one whose job was removed', () => {
    const { gallery, known } = open()
    known.set('b', { ...jobs[1], outputs: [] } as JobView)
    known.delete('c')
    gallery.regather()
    expect(gallery.getState().ids).toEqual(['e/2', 'a/1'])
  })
})

describe('the current and the compared results', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f']
  it('is the one that has the focus while it exists, else the first', () => {
    expect(currentId(ids, { focus: 'b' })).toBe('b')
    expect(currentId(ids, { focus: 'gone' })).toBe('a')
    expect(currentId(ids, { focus: null })).toBe('a')
    expect(currentId([], { focus: 'a' })).toBeNull()
  })

  it.each([
    [['c', 'a'], 'a', ['a', 'c']],
    [['a', 'b', 'c', 'd', 'e'], 'a', ['a', 'b', 'c', 'd']],
    [['a', 'b', 'c', 'd', 'e'], 'e', ['b', 'c', 'd', 'e']],
    [['a', 'b'], 'e', ['e', 'f']],
    [['b'], 'b', ['b', 'c']],
    [[], 'f', ['e', 'f']],
  ])('with %o selected and %s shown are %o', (selected, focus, expected) => {
    expect(comparedIds(ids, { ...emptySelection, ids: new Set(selected), focus })).toEqual(expected)
  })

  it('are fewer where there are fewer', () => {
    expect(comparedIds(['a'], emptySelection)).toEqual(['a'])
    expect(comparedIds([], emptySelection)).toEqual([])
  })
})

describe('marks that are on their way', () => {
  const told = (stars: number, revision: number) => ({
    revision,
    marks: [{ job: 'a', variation: 1, mark: { ...noMark, stars }, problem: null }],
  })

  it('are not put back by what main tells meanwhile', () => {
    const store = createMarksStore()
    store.replace({ revision: 0, marks: [] })
    store.anticipate([{ id: 'a/1', mark: { ...noMark, stars: 1 } }])()
    const landed = store.anticipate([{ id: 'a/1', mark: { ...noMark, stars: 2 } }])
    store.apply(told(1, 1))
    expect(store.getState().marks.get('a/1')?.mark.stars).toBe(2)
    landed()
    store.apply(told(2, 2))
    expect(store.getState().marks.get('a/1')?.mark.stars).toBe(2)
    store.apply(told(0, 3))
    expect(store.getState().marks.has('a/1')).toBe(false)
  })

  it('a gap asks for everything again', () => {
    const store = createMarksStore()
    store.replace({ revision: 4, marks: [] })
    expect(store.apply(told(1, 6))).toBe(false)
    expect(store.apply(told(1, 4))).toBe(true)
    expect(store.getState().marks.size).toBe(0)
  })
})
