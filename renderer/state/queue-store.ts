import { createStore } from 'zustand/vanilla'
import { isFinished, type JobState } from '../../core/job'
import type { BatchView, JobView, QueuePatch, QueueSnapshot, QueueSummary } from '../../core/queue'

/** How many of a batch's jobs there are, and how many are through. */
export interface BatchCount {
  readonly total: number
  readonly finished: number
  readonly failed: number
}

/** The queue as main last described it; Maps are changed in place, as in the library's store. */
export interface QueueState {
  readonly loaded: boolean
  readonly revision: number
  readonly jobs: ReadonlyMap<string, JobView>
  /** The same jobs, in a new object whenever one came, went, moved, changed its state or its outputs: lists are made anew only then. */
  readonly lineUp: { readonly jobs: ReadonlyMap<string, JobView> }
  /** The latest job of each source path. */
  readonly latest: ReadonlyMap<string, JobView>
  readonly batches: readonly BatchView[]
  /** Of the work that is going on, else of the latest batch. */
  readonly progress: BatchCount
  /** The batches that `progress` is about. */
  readonly shownBatches: readonly string[]
  readonly summary: QueueSummary | null
}

const noProgress: BatchCount = { total: 0, finished: 0, failed: 0 }

export function createQueueStore() {
  const jobs = new Map<string, JobView>()
  const latest = new Map<string, JobView>()
  const counts = new Map<string, BatchCount>()
  const store = createStore<QueueState>(() => ({
    loaded: false,
    revision: 0,
    jobs,
    lineUp: { jobs },
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

  const put = (job: JobView) => {
    const before = jobs.get(job.id)
    jobs.set(job.id, job)
    count(counts, job.batchId, before?.state ?? null, job.state)
    const known = latest.get(job.source)
    if (known === undefined || known.id === job.id || isLater(job, known)) latest.set(job.source, job)
    return (
      before === undefined ||
      before.state !== job.state ||
      before.position !== job.position ||
      before.outputs.length !== job.outputs.length
    )
  }

  const drop = (ids: readonly string[]) => {
    const orphans = new Set<string>()
    for (const id of ids) {
      const job = jobs.get(id)
      if (job === undefined) continue
      jobs.delete(id)
      count(counts, job.batchId, job.state, null)
      if (latest.get(job.source)?.id === id && latest.delete(job.source)) orphans.add(job.source)
    }
    if (orphans.size === 0) return
    for (const job of jobs.values()) {
      const known = latest.get(job.source)
      if (orphans.has(job.source) && (known === undefined || isLater(job, known))) latest.set(job.source, job)
    }
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
      orderBatches(snapshot.batches)
      for (const job of snapshot.jobs) put(job)
      store.setState({
        loaded: true,
        revision: snapshot.revision,
        lineUp: { jobs },
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
      let restructured = patch.removed.length > 0
      drop(patch.removed)
      for (const job of patch.upserted) restructured = put(job) || restructured
      store.setState((state) => {
        const batches = patch.batches ?? state.batches
        return {
          revision: patch.revision,
          lineUp: restructured ? { jobs } : state.lineUp,
          ...currentProgress(batches, counts),
          batches,
          summary: patch.summary,
        }
      })
      return true
    },
  }
}

export type QueueStore = ReturnType<typeof createQueueStore>

function count(counts: Map<string, BatchCount>, batch: string, before: JobState | null, after: JobState | null): void {
  const old = counts.get(batch) ?? { total: 0, finished: 0, failed: 0 }
  const step = (test: (state: JobState) => boolean) =>
    (after !== null && test(after) ? 1 : 0) - (before !== null && test(before) ? 1 : 0)
  const total = old.total + step(() => true)
  if (total <= 0) counts.delete(batch)
  else {
    counts.set(batch, {
      total,
      finished: old.finished + step(isFinished),
      failed: old.failed + step((state) => state === 'failed'),
    })
  }
}

/** Progress of all batches with something left, else of the latest one. */
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
  const shown = open.length > 0 ? open : known.slice(-1)
  const progress = shown.reduce(
    (sum, batch) => ({
      total: sum.total + batch.total,
      finished: sum.finished + batch.finished,
      failed: sum.failed + batch.failed,
    }),
    noProgress,
  )
  return { progress, shownBatches: shown.map(({ id }) => id) }
}
