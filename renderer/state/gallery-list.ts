import { createStore } from 'zustand/vanilla'
import type { JobView } from '../../core/queue'
import { baseName } from '../format/names'
import { type MarksState, markOf, resultId } from './marks-store'
import type { QueueState } from './queue-store'
import { type FlagCounts, flagOf, isShown, type ResultFilter, type ResultItem, type ResultSort } from './result-filter'

/** What decides which results are listed. */
export interface GalleryQuery {
  /** `null`: all batches. */
  readonly batch: string | null
  readonly filter: ResultFilter
  readonly sort: ResultSort
  readonly locale: string
}

export interface GalleryListState {
  /** The results that are shown, in order. */
  readonly ids: readonly string[]
  /** All results of the batch, shown or not. */
  readonly items: ReadonlyMap<string, ResultItem>
  readonly counts: FlagCounts
}

type Queue = Pick<QueueState, 'jobs' | 'batches'>
type Marks = Pick<MarksState, 'marks'>

const nothing: FlagCounts = { all: 0, picked: 0, rejected: 0, unmarked: 0 }

/** The results in the gallery: each variation by itself, those of one photo beside each other. */
export function createGalleryList(queue: () => Queue, marks: () => Marks, first: GalleryQuery) {
  const store = createStore<GalleryListState>(() => ({ ids: [], items: new Map(), counts: nothing }))
  /** Items of jobs whose outputs have not changed since. */
  const made = new Map<string, { readonly outputs: JobView['outputs']; readonly items: readonly ResultItem[] }>()
  let query = first
  let ordered: readonly ResultItem[] = []
  let items: ReadonlyMap<string, ResultItem> = new Map()

  const itemsOf = (job: JobView): readonly ResultItem[] => {
    const known = made.get(job.id)
    if (known?.outputs === job.outputs) return known.items
    const fresh = {
      outputs: job.outputs,
      items: job.outputs.map(({ variation, path }) => itemOf(job, variation, path)),
    }
    made.set(job.id, fresh)
    return fresh.items
  }
  const gather = () => {
    const { jobs, batches } = queue()
    for (const id of made.keys()) if (!jobs.has(id)) made.delete(id)
    const created = new Map(batches.map(({ id, createdAt }) => [id, createdAt]))
    const age = (job: JobView) => -(created.get(job.batchId) ?? 0)
    ordered = [...jobs.values()]
      .filter((job) => job.outputs.length > 0 && (query.batch === null || job.batchId === query.batch))
      .sort((a, b) => age(a) - age(b) || a.position - b.position)
      .flatMap(itemsOf)
    items = new Map(ordered.map((item) => [item.id, item]))
  }
  const show = () => {
    const known = marks().marks
    const counts = { ...nothing }
    const shown: ResultItem[] = []
    for (const item of ordered) {
      const { mark } = markOf(known, item.id)
      counts.all++
      counts[flagOf(mark)]++
      if (isShown(item, mark, query.filter)) shown.push(item)
    }
    sort(shown, known)
    const ids = shown.map(({ id }) => id)
    const before = store.getState()
    const isSame = ids.length === before.ids.length && ids.every((id, index) => id === before.ids[index])
    store.setState({ ids: isSame ? before.ids : ids, items, counts })
  }
  const sort = (shown: ResultItem[], known: MarksState['marks']) => {
    switch (query.sort) {
      case 'order':
        return
      case 'name': {
        const { compare } = new Intl.Collator(query.locale, { numeric: true, sensitivity: 'base' })
        shown.sort((a, b) => compare(a.name, b.name))
        return
      }
      case 'stars':
        shown.sort((a, b) => markOf(known, b.id).mark.stars - markOf(known, a.id).mark.stars)
        return
      case 'newest':
        shown.sort((a, b) => b.finishedAt - a.finishedAt)
    }
  }

  return {
    ...store,
    /** Jobs or batches changed. */
    regather(): void {
      gather()
      show()
    },
    /** Marks changed. */
    refilter: show,
    setQuery(next: GalleryQuery): void {
      const isBatch = next.batch !== query.batch
      query = next
      if (isBatch) gather()
      show()
    },
  }
}

export type GalleryList = ReturnType<typeof createGalleryList>

function itemOf(job: JobView, variation: number, path: string): ResultItem {
  const name = baseName(path)
  return {
    id: resultId(job.id, variation),
    job: job.id,
    variation,
    path,
    name,
    text: `${name}\n${job.prompt}`.toLowerCase(),
    engine: job.engine,
    finishedAt: job.finishedAt ?? 0,
  }
}
