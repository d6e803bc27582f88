import { createStore } from 'zustand/vanilla'
import type { LibraryPhoto } from '../../core/library'
import type { LibraryChange, LibraryStore } from './library-store'
import { asksForJobs, type FilterContext, type PhotoQuery, testsOf } from './photo-filter'
import { comparePhotos, insertSorted, ordersByJobs, ordersByPlans, type PhotoOrder } from './photo-order'
import { traitsOf } from './photo-traits'

/** Which photos are wanted, and in what order. */
export interface ListQuery extends PhotoQuery, PhotoOrder {}

/** The photos that are shown, in order. The array is a new one only when it says something new. */
export interface ListState {
  readonly ids: readonly string[]
  /** Dropped folders they come from; photos dropped by themselves have none. */
  readonly folders: number
}

/**
 * Keeps the library sorted and filtered while patches come in: what a patch adds is inserted, not sorted anew.
 * `context` is asked when a filter needs it; call `refresh` when what it would answer has changed.
 */
export function createLibraryList(library: LibraryStore, initial: ListQuery, context: () => FilterContext) {
  const store = createStore<ListState>(() => ({ ids: [], folders: 0 }))
  let query = initial
  let compare = comparePhotos(query, context())
  let sorted: readonly LibraryPhoto[] = []
  /** Places by id, made when first asked for. */
  let places: ReadonlyMap<string, number> | null = null

  const show = () => {
    const tests = [...testsOf(query, context()).values()]
    const ids: string[] = []
    const roots = new Set<string>()
    for (const photo of sorted) {
      if (!tests.every((test) => test(photo))) continue
      ids.push(photo.id)
      if (photo.root !== photo.path) roots.add(photo.root)
    }
    const before = store.getState()
    if (before.folders === roots.size && sameIds(before.ids, ids)) return
    places = null
    store.setState({ ids, folders: roots.size })
  }

  const sortAnew = () => {
    compare = comparePhotos(query, context())
    sorted = sorted.toSorted(compare)
  }

  /** Nothing that it is sorted by has changed. What comes from the file alone is quickly seen to be the same. */
  const stays = (before: LibraryPhoto, after: LibraryPhoto) =>
    (!ordersByJobs(query.sort) && !ordersByPlans(query.sort) && traitsOf(before) === traitsOf(after)) ||
    compare(after, before) === 0

  const onChange = (change: LibraryChange) => {
    sorted = change.reset ? change.upserted.toSorted(compare) : applyChange(sorted, change, compare, stays)
    show()
  }

  const stop = library.onChange(onChange)
  onChange({ upserted: [...library.getState().photos.values()], removed: [], reset: true })

  return {
    ...store,
    /** A photo's place among those that are shown, from 0; -1: it is not. */
    indexOf(id: string): number {
      places ??= new Map(store.getState().ids.map((each, index) => [each, index]))
      return places.get(id) ?? -1
    },
    setQuery(next: ListQuery): void {
      const resort = next.sort !== query.sort || next.locale !== query.locale || next.descending !== query.descending
      query = next
      if (resort) sortAnew()
      show()
    },
    /** Whether what is shown, or its order, depends on the queue. */
    dependsOnJobs: () => ordersByJobs(query.sort) || asksForJobs(query),
    /** The same of the batch's settings. */
    dependsOnPlans: () => ordersByPlans(query.sort) || query.filter === 'refused',
    refresh(): void {
      if (ordersByJobs(query.sort) || ordersByPlans(query.sort)) sortAnew()
      show()
    },
    stop,
  }
}

export type LibraryList = ReturnType<typeof createLibraryList>

/** @param stays whether a photo that was changed like this stays where it is. */
function applyChange(
  sorted: readonly LibraryPhoto[],
  change: LibraryChange,
  compare: (a: LibraryPhoto, b: LibraryPhoto) => number,
  stays: (before: LibraryPhoto, after: LibraryPhoto) => boolean,
): readonly LibraryPhoto[] {
  const fresh = new Map(change.upserted.map((photo) => [photo.id, photo]))
  const removed = new Set(change.removed)
  const kept: LibraryPhoto[] = []
  for (const photo of sorted) {
    const next = fresh.get(photo.id)
    if (next === undefined) {
      if (!removed.has(photo.id)) kept.push(photo)
    } else if (stays(photo, next)) {
      kept.push(next)
      fresh.delete(photo.id)
    }
  }
  return insertSorted(kept, [...fresh.values()], compare)
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}
