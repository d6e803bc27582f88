import { createStore } from 'zustand/vanilla'
import { isFinished, type JobState, jobStates } from '../../core/job'
import type { BatchView, JobView, QueuePatch, QueueSnapshot, QueueSummary } from '../../core/queue'

/** How many of a batch's jobs there are, and how many are through. */
export interface BatchCount {
  readonly total: number
  readonly finished: number
  readonly failed: number
  /** Those that were taken off the list. */
  readonly cleared: number
}

/** The queue as main last described it; Maps are changed in place, as in the library's store. */
export interface QueueState {
  readonly loaded: boolean
  readonly revision: number
  readonly jobs: ReadonlyMap<string, JobView>
  /** The same jobs, in a new object whenever one came, went, moved, changed its state or its outputs: lists are made anew only then. */
  readonly lineUp: { readonly jobs: ReadonlyMap<string, JobView> }
  /** How many of those that are on the queue's list are in each state. */
  readonly listed: Readonly<Record<JobState, number>>
  /** The latest job of each source path, and, under `shapeKey`, that of each source path and shape. */
  readonly latest: ReadonlyMap<string, JobView>
  readonly batches: readonly BatchView[]
  /** Of the work that is going on, else of the latest batch. */
  readonly progress: BatchCount
  /** The batches that `progress` is about. */
  readonly shownBatches: readonly string[]
  readonly summary: QueueSummary | null
}

const noProgress: BatchCount = { total: 0, finished: 0, failed: 0, cleared: 0 }
const noneListed = Object.fromEntries(jobStates.map((state) => [state, 0])) as Record<JobState, number>

export function createQueueStore() {
  const jobs = new Map<string, JobView>()
  const latest = new Map<string, JobView>()
  const counts = new Map<string, BatchCount>()
  let listed = { ...noneListed }
  const store = createStore<QueueState>(() => ({
    loaded: false,
    revision: 0,
    jobs,
    lineUp: { jobs },
    listed: noneListed,
    latest,
    progress: noProgress,
    shownBatches: [],
    batches: [],
    summary: null,
  }))
  /** Order in which batches were made, for which of two jobs of a photo is the later. */
  let batchOrder = new Map<string, number>()

  const isLater = (job: JobView, than: JobView) =>
    (batchOrder.get(job.batchId) ?? 0) >= (batchOrder.get(than.batchId) ?? 0)

  const takeAsLatest = (job: JobView, key: string) => {
    const known = latest.get(key)
    if (known === undefined || known.id === job.id || isLater(job, known)) latest.set(key, job)
  }

  const list = (job: JobView | undefined, by: 1 | -1) => {
    if (job !== undefined && !job.cleared) listed[job.state] += by
  }

  const put = (job: JobView) => {
    const before = jobs.get(job.id)
    jobs.set(job.id, job)
    count(counts, job.batchId, before ?? null, job)
    list(before, -1)
    list(job, 1)
    for (const key of keysOf(job)) takeAsLatest(job, key)
    return before === undefined || isElsewhere(before, job)
  }

  const drop = (ids: readonly string[]) => {
    const orphans = new Set<string>()
    for (const id of ids) {
      const job = jobs.get(id)
      if (job === undefined) continue
      jobs.delete(id)
      count(counts, job.batchId, job, null)
      list(job, -1)
      for (const key of keysOf(job).filter((key) => latest.get(key)?.id === id)) {
        latest.delete(key)
        orphans.add(key)
      }
    }
    if (orphans.size > 0) takeInPlaceOf(orphans)
  }

  const takeInPlaceOf = (orphans: ReadonlySet<string>) => {
    for (const job of jobs.values()) for (const key of keysOf(job)) if (orphans.has(key)) takeAsLatest(job, key)
  }

  const orderBatches = (batches: readonly BatchView[]) => {
    batchOrder = new Map(batches.map((batch) => [batch.id, batch.createdAt]))
  }

  return {
    ...store,
    replace(snapshot: QueueSnapshot): void {
      jobs.clear()
      latest.clear()
      counts.clear()
      listed = { ...noneListed }
      orderBatches(snapshot.batches)
      for (const job of snapshot.jobs) put(job)
      store.setState({
        loaded: true,
        revision: snapshot.revision,
        lineUp: { jobs },
        listed: { ...listed },
        ...currentProgress(snapshot.batches, counts),
        batches: snapshot.batches,
        summary: snapshot.summary,
      })
    },
    /** @returns false when a patch before this one is missing: ask for a snapshot. Patches already known are ignored. */
    apply(patch: QueuePatch): boolean {
      const { loaded, revision } = store.getState()
      if (!loaded || patch.revision > revision + 1) return false
      if (patch.revision <= revision) return true
      if (patch.batches !== null) orderBatches(patch.batches)
      // One whose photo was moved is found under its new path from here on, and not under the old one.
      const moved = patch.upserted.flatMap(({ id, source }) =>
        (jobs.get(id)?.source ?? source) === source ? [] : [id],
      )
      let restructured = patch.removed.length > 0
      drop([...patch.removed, ...moved])
      for (const job of patch.upserted) restructured = put(job) || restructured
      store.setState((state) => {
        const batches = patch.batches ?? state.batches
        return {
          revision: patch.revision,
          lineUp: restructured ? { jobs } : state.lineUp,
          listed: restructured ? { ...listed } : state.listed,
          ...currentProgress(batches, counts),
          batches,
          summary: patch.summary,
        }
      })
      return true
    },
  }
}

/** Under what the latest job of a photo in a shape (`{ratio}` of names) is found; no path has a NUL. */
export function shapeKey(source: string, shape: string): string {
  return `${source}\0${shape}`
}

function keysOf({ source, shape }: JobView): readonly string[] {
  return [source, shapeKey(source, shape)]
}

export type QueueStore = ReturnType<typeof createQueueStore>

/** Whether a job belongs elsewhere in a list than before, or under another heading. */
function isElsewhere(before: JobView, after: JobView): boolean {
  return (
    before.state !== after.state ||
    before.position !== after.position ||
    before.priority !== after.priority ||
    before.cleared !== after.cleared ||
    before.outputs.length !== after.outputs.length
  )
}

function count(counts: Map<string, BatchCount>, batch: string, before: JobView | null, after: JobView | null): void {
  const old = counts.get(batch) ?? noProgress
  const step = (test: (job: JobView) => boolean) =>
    (after !== null && test(after) ? 1 : 0) - (before !== null && test(before) ? 1 : 0)
  const total = old.total + step(() => true)
  if (total <= 0) counts.delete(batch)
  else {
    counts.set(batch, {
      total,
      finished: old.finished + step(({ state }) => isFinished(state)),
      failed: old.failed + step(({ state }) => state === 'failed'),
      cleared: old.cleared + step(({ cleared }) => cleared),
    })
  }
}

/** Progress of all batches with something left, else of the latest one, unless that was taken off the list. */
function currentProgress(
  batches: readonly BatchView[],
  counts: ReadonlyMap<string, BatchCount>,
): Pick<QueueState, 'progress' | 'shownBatches'> {
  const known = batches
    .toSorted((a, b) => a.createdAt - b.createdAt)
    .flatMap(({ id }) => {
      const counted = counts.get(id)
      return counted === undefined ? [] : [{ id, ...counted }]
    })
  const open = known.filter((batch) => batch.finished < batch.total)
  const latest = known.slice(-1).filter((batch) => batch.cleared < batch.total)
  const shown = open.length > 0 ? open : latest
  const progress = shown.reduce(
    (sum, batch) => ({
      total: sum.total + batch.total,
      finished: sum.finished + batch.finished,
      failed: sum.failed + batch.failed,
      cleared: sum.cleared + batch.cleared,
    }),
    noProgress,
  )
  return { progress, shownBatches: shown.map(({ id }) => id) }
}

/** How many waiting jobs are in batches that are on hold. The jobs are only looked through where one is. */
export function jobsOnHold({ batches, jobs }: Pick<QueueState, 'batches' | 'jobs'>): number {
  const onHold = new Set(batches.filter(({ held }) => held).map(({ id }) => id))
  if (onHold.size === 0) return 0
  return [...jobs.values()].filter(({ batchId, state }) => state === 'queued' && onHold.has(batchId)).length
}
