import { isActive, type JobState } from '../../core/job'
import type { JobView } from '../../core/queue'
import type { QueueFilter } from './view-store'

/** Whether a job's state belongs under a heading of the queue. `attention`: something that the user can do something about. */
export function inQueueFilter(state: JobState, filter: QueueFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'waiting':
      return state === 'queued'
    case 'working':
      return isActive(state)
    case 'attention':
      return state === 'failed' || state === 'blocked'
    case 'done':
      return state === 'done' || state === 'cancelled'
  }
}

/** Whether stopping a job does not stop what it costs: a request of it may be at the service, or was there already. */
export function isCharged(job: JobView): boolean {
  if (job.engine === 'local') return false
  return job.units > 0 || job.state === 'submitting' || job.state === 'running' || job.state === 'downloading'
}

/** Ids of the jobs under a heading, in the queue's order. */
export function listJobs(jobs: Iterable<JobView>, filter: QueueFilter): readonly string[] {
  return [...jobs]
    .filter((job) => inQueueFilter(job.state, filter))
    .sort((a, b) => a.position - b.position)
    .map((job) => job.id)
}

/**
 * Where a job goes when it is moved by one place among those that wait: the job it is to stand before, `null` at the
 * end, or `undefined` when there is nowhere to go. `waiting` is in order.
 */
export function neighbourPlace(waiting: readonly string[], id: string, by: 1 | -1): string | null | undefined {
  const at = waiting.indexOf(id)
  if (at < 0) return undefined
  if (by < 0) return at === 0 ? undefined : waiting[at - 1]
  return at === waiting.length - 1 ? undefined : (waiting[at + 2] ?? null)
}
