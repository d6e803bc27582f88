import { createStore } from 'zustand/vanilla'
import type { LibraryPhoto } from '../../core/library'
import type { LibraryChange, LibraryStore } from './library-store'
import { type FilterContext, matchesFilter, matchesSearch, type PhotoFilter } from './photo-filter'
import { comparePhotos, insertSorted, type SortKey } from './photo-order'

/** Which photos are wanted, and in what order. */
export interface ListQuery {
  readonly search: string
  readonly filter: PhotoFilter
  readonly sort: SortKey
  readonly locale: string
}

/** The photos that are shown, in order. The array is a new one only when it says something new. */
export interface ListState {
  readonly ids: readonly string[]
  /** Dropped folders they come from; photos dropped by themselves have none. */
  readonly folders: number
}

/**
 * Keeps the library sorted and filtered while patches come in: what a patch adds is inserted, not sorted anew.
 * `context` is asked when a filter needs it; call `refilter` when what it would answer has changed.
 */
export function createLibraryList(library: LibraryStore, initial: ListQuery, context: () => FilterContext) {
  const store = createStore<ListState>(() => ({ ids: [], folders: 0 }))
  let query = initial
  let compare = comparePhotos(query.sort, query.locale)
  let sorted: readonly LibraryPhoto[] = []

  const show = () => {
    const { search, filter } = query
    const all = search.trim() === '' && filter === 'all'
    const facts = all ? null : context()
    const ids: string[] = []
    const roots = new Set<string>()
    for (const photo of sorted) {
      if (facts !== null && !(matchesSearch(photo.name, search) && matchesFilter(photo, filter, facts))) continue
      ids.push(photo.id)
      if (photo.root !== photo.path) roots.add(photo.root)
    }
    const before = store.getState()
    if (before.folders === roots.size && sameIds(before.ids, ids)) return
    store.setState({ ids, folders: roots.size })
  }

  const onChange = (change: LibraryChange) => {
    sorted = change.reset ? change.upserted.toSorted(compare) : applyChange(sorted, change, compare)
    show()
  }

  const stop = library.onChange(onChange)
  onChange({ upserted: [...library.getState().photos.values()], removed: [], reset: true })

  return {
    ...store,
    setQuery(next: ListQuery): void {
      const resort = next.sort !== query.sort || next.locale !== query.locale
      query = next
      if (resort) {
        compare = comparePhotos(query.sort, query.locale)
        sorted = sorted.toSorted(compare)
      }
      show()
    },
    refilter: show,
    stop,
  }
}

export type LibraryList = ReturnType<typeof createLibraryList>

function applyChange(
  sorted: readonly LibraryPhoto[],
  change: LibraryChange,
  compare: (a: LibraryPhoto, b: LibraryPhoto) => number,
): readonly LibraryPhoto[] {
  const fresh = new Map(change.upserted.map((photo) => [photo.id, photo]))
  const removed = new Set(change.removed)
  const kept: LibraryPhoto[] = []
  for (const photo of sorted) {
    const next = fresh.get(photo.id)
    if (next === undefined) {
      if (!removed.has(photo.id)) kept.push(photo)
    } else if (next.path === photo.path && next.name === photo.name && next.modifiedMs === photo.modifiedMs) {
      kept.push(next)
      fresh.delete(photo.id)
    }
  }
  return insertSorted(kept, [...fresh.values()], compare)
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}
