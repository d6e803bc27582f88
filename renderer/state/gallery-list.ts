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

/**
 * The results in the gallery: each variation by itself, those of one photo beside each other. A file that several jobs
 * count as theirs is one result.
 */
export function createGalleryList(queue: () => Queue, marks: () => Marks, first: GalleryQuery) {
  const store = createStore<GalleryListState>(() => ({ ids: [], items: new Map(), counts: nothing }))
  /** Items of jobs that have not changed since in what items are made of. */
  const made = new Map<string, Pick<JobView, 'outputs' | 'finishedAt'> & { readonly items: readonly ResultItem[] }>()
  let query = first
  let ordered: readonly ResultItem[] = []
  let items: ReadonlyMap<string, ResultItem> = new Map()

  const itemsOf = (job: JobView): readonly ResultItem[] => {
    const known = made.get(job.id)
    const { outputs, finishedAt } = job
    if (known?.outputs === outputs && known.finishedAt === finishedAt) return known.items
    const fresh = {
      outputs,
      finishedAt,
      items: outputs.map(({ variation, path }) => itemOf(job, variation, path)),
    }
    made.set(job.id, fresh)
    return fresh.items
  }
  const gather = () => {
    const { jobs, batches } = queue()
    for (const id of made.keys()) if (!jobs.has(id)) made.delete(id)
    const created = new Map(batches.map(({ id, createdAt }) => [id, createdAt]))
    const latestFirst = [...jobs.values()]
      .filter((job) => job.outputs.length > 0)
      .map((job) => ({ job, createdAt: created.get(job.batchId) ?? 0 }))
      .sort((a, b) => b.createdAt - a.createdAt || a.job.position - b.job.position)
      .map(({ job }) => job)
    const ofFile = onePerFile(latestFirst, itemsOf)
    const { batch } = query
    ordered =
      batch === null
        ? latestFirst.flatMap(itemsOf).filter((item) => ofFile.get(item.path) === item)
        : latestFirst
            .filter((job) => job.batchId === batch)
            .flatMap(itemsOf)
            .map((item) => ofFile.get(item.path) ?? item)
    items = new Map(ordered.map((item) => [item.id, item]))
    // Here, not where marks change: these orders do not depend on them, and comparing ten thousand names is felt.
    if (query.sort === 'name') {
      const { compare } = new Intl.Collator(query.locale, { numeric: true, sensitivity: 'base' })
      ordered = ordered.toSorted((a, b) => compare(a.name, b.name))
    } else if (query.sort === 'newest') ordered = ordered.toSorted((a, b) => b.finishedAt - a.finishedAt)
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
    if (query.sort === 'stars') {
      shown.sort((a, b) => markOf(known, b.id).mark.stars - markOf(known, a.id).mark.stars)
    }
    const ids = shown.map(({ id }) => id)
    const before = store.getState()
    const isSame = ids.length === before.ids.length && ids.every((id, index) => id === before.ids[index])
    store.setState({ ids: isSame ? before.ids : ids, items, counts })
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
      const isOther = next.batch !== query.batch || next.sort !== query.sort || next.locale !== query.locale
      query = next
      if (isOther) gather()
      show()
    },
  }
}

export type GalleryList = ReturnType<typeof createGalleryList>

/** The result that each file is: that of the job which made it last, else of the first that has it. */
function onePerFile(
  latestFirst: readonly JobView[],
  itemsOf: (job: JobView) => readonly ResultItem[],
): ReadonlyMap<string, ResultItem> {
  const ofFile = new Map<string, ResultItem>()
  const settled = new Set<string>()
  for (const job of latestFirst) {
    const items = itemsOf(job)
    for (const [index, { path, adopted }] of job.outputs.entries()) {
      const item = items[index]
      if (item === undefined || settled.has(path)) continue
      ofFile.set(path, item)
      if (!job.skipped && adopted !== true) settled.add(path)
    }
  }
  return ofFile
}

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
