import { type JobEvent, type JobSpec, reduceJob } from '../../core/job'
import type { JobView } from '../../core/queue'
import { inSlices } from '../shared/slices'
import type { JobList } from './job-list'
import { progressOf } from './job-view'
import type { JobMarks } from './store/jobs'
import type { Store } from './store/store'
import type { QueueChange, QueueLog } from './types'

export interface CommitOptions {
  /** Survives a power cut. Default: false, it survives the end of the process. */
  readonly durable?: boolean
  /** What else is stored in the same transaction. */
  readonly also?: () => void
}

/** Where every change of a job goes through: reduced, stored, then in memory, then told. */
export class Journal {
  readonly #store: Store
  readonly #list: JobList
  readonly #log: QueueLog
  readonly #listeners = new Set<(change: QueueChange) => void>()

  constructor(store: Store, list: JobList, log: QueueLog) {
    this.#store = store
    this.#list = list
    this.#log = log
  }

  listen(listener: (change: QueueChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** A listener that fails is no reason for a job to fail. */
  tell(change: QueueChange): void {
    for (const listener of this.#listeners) {
      try {
        listener(change)
      } catch (error) {
        this.#log.warn(`A listener of the queue failed: ${error instanceof Error ? error.stack : error}`)
      }
    }
  }

  /** Changes one job. */
  commit(id: string, events: readonly JobEvent[], { durable = false, also }: CommitOptions = {}): void {
    const before = this.#list.view(id)
    if (!before) return
    const after = reduceView(before, events)
    const write = () => {
      also?.()
      this.#store.jobs.saveProgress(id, progressOf(after))
    }
    if (durable) this.#store.durably(write)
    else this.#store.lightly(write)
    this.#replace(before, after)
  }

  /** Changes many jobs, a slice at a time; `eventFor` is asked when it is a job's turn, `null` leaves it as it is. */
  async commitEach(ids: readonly string[], eventFor: (view: JobView) => JobEvent | null): Promise<void> {
    await inSlices(ids, (slice) => {
      const changes = slice.flatMap((id) => {
        const before = this.#list.view(id)
        const event = before ? eventFor(before) : null
        return before && event ? [{ before, after: reduceView(before, [event]) }] : []
      })
      this.#store.lightly(() => {
        for (const { after } of changes) this.#store.jobs.saveProgress(after.id, progressOf(after))
      })
      for (const { before, after } of changes) this.#replace(before, after)
    })
  }

  /** Puts jobs at new places. */
  async place(places: readonly { readonly id: string; readonly position: number }[]): Promise<void> {
    await inSlices(places, (slice) => {
      this.#store.lightly(() => {
        for (const { id, position } of slice) this.#store.jobs.savePosition(id, position)
      })
      for (const { id, position } of slice) {
        const before = this.#list.view(id)
        if (before) this.#replace(before, { ...before, position })
      }
    })
  }

  /** Notes what the user set of jobs; those that are so already, and those that are not there, are left out. */
  async mark(ids: readonly string[], marks: JobMarks): Promise<void> {
    const differs = (view: JobView) =>
      (marks.priority !== undefined && view.priority !== marks.priority) ||
      (marks.cleared !== undefined && view.cleared !== marks.cleared)
    await inSlices(ids, (slice) => {
      const changed = slice.flatMap((id) => {
        const view = this.#list.view(id)
        return view && differs(view) ? [view] : []
      })
      this.#store.lightly(() => {
        for (const { id } of changed) this.#store.jobs.saveMarks(id, marks)
      })
      for (const view of changed) this.#replace(view, { ...view, ...marks })
    })
  }

  /** Notes where the photos of jobs are by now; `placeOf` answers with the path, `null` leaves a job as it is. */
  async follow(ids: readonly string[], placeOf: (spec: JobSpec) => string | null): Promise<void> {
    await inSlices(ids, (slice) => {
      const specs = slice.flatMap((id) => {
        if (!this.#list.view(id)) return []
        const spec = this.#store.reading(() => this.#store.jobs.spec(id))
        const source = placeOf(spec)
        return source === null ? [] : [{ ...spec, source }]
      })
      this.#store.lightly(() => {
        for (const spec of specs) this.#store.jobs.saveSpec(spec)
      })
      for (const { id, source } of specs) {
        const before = this.#list.view(id)
        if (before) this.#replace(before, { ...before, source })
      }
    })
  }

  /** Forgets jobs and what they were yet to make. */
  async remove(ids: readonly string[]): Promise<void> {
    await inSlices(ids, (slice) => {
      this.#store.lightly(() => {
        for (const id of slice) {
          this.#store.outputs.removeUnwritten(id)
          this.#store.jobs.remove(id)
        }
      })
      this.#list.remove(slice)
      this.tell({ type: 'removed', ids: slice })
    })
  }

  /** How far the step under way is, 0..1; kept in memory only. */
  setFraction(id: string, fraction: number): void {
    const before = this.#list.view(id)
    if (before) this.#replace(before, { ...before, fraction: Math.min(1, Math.max(0, fraction)) })
  }

  /** Why a step is tried again only after a wait; kept in memory only. */
  setWaiting(id: string, waiting: JobView['waiting']): void {
    const before = this.#list.view(id)
    if (before && before.waiting !== waiting) this.#replace(before, { ...before, waiting })
  }

  #replace(before: JobView, after: JobView): void {
    this.#list.replace(after)
    this.tell({ type: 'job', job: after, previous: before.state })
  }
}

function reduceView(view: JobView, events: readonly JobEvent[]): JobView {
  const progress = events.reduce(reduceJob, progressOf(view))
  const isSame = progress.state === view.state
  return { ...view, ...progress, fraction: isSame ? view.fraction : 0, waiting: isSame ? view.waiting : null }
}
