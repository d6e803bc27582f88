import { isActive, type JobState } from '../../core/job'
import type { JobView, Priority } from '../../core/queue'
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

/** What a list of jobs is narrowed to, besides a heading. */
export interface JobQuery {
  /** Part of the file's name or of its folders, or of the prompt. */
  readonly search: string
  readonly batch: string | null
  readonly engine: JobView['engine'] | null
}

const everything: JobQuery = { search: '', batch: null, engine: null }

/**
 * Ids of the jobs under a heading that are on the list: first those that are through or under way, in the queue's order,
 * then those that wait, as they will be taken up.
 */
export function listJobs(
  jobs: Iterable<JobView>,
  filter: QueueFilter,
  query: JobQuery = everything,
): readonly string[] {
  const words = query.search.trim().toLocaleLowerCase()
  // Put apart first: thousands of jobs that are nearly in order already are sorted in one go each.
  const groups: JobView[][] = [[], [], [], []]
  for (const job of jobs) {
    if (!job.cleared && inQueueFilter(job.state, filter) && fits(job, query, words)) groups[rankOf(job)]?.push(job)
  }
  return groups.flatMap((group) => group.sort((a, b) => a.position - b.position).map(({ id }) => id))
}

function fits(job: JobView, { batch, engine }: JobQuery, words: string): boolean {
  return (
    (batch === null || job.batchId === batch) &&
    (engine === null || job.engine === engine) &&
    (words === '' || isAbout(job, words))
  )
}

function isAbout({ source, prompt }: JobView, words: string): boolean {
  return source.toLocaleLowerCase().includes(words) || prompt.toLocaleLowerCase().includes(words)
}

const ranks: Readonly<Record<Priority, number>> = { high: 1, normal: 2, low: 3 }

/** 0 is through or under way; what waits comes after, by priority. */
function rankOf({ state, priority }: JobView): number {
  return state === 'queued' || state === 'blocked' ? ranks[priority] : 0
}

/**
 * Where jobs go when they are moved together by one place among those that wait: the job they are to stand before, `null`
 * at the end, or `undefined` when there is nowhere to go. `waiting` is in order.
 */
export function neighbourPlace(
  waiting: readonly string[],
  ids: readonly string[],
  by: 1 | -1,
): string | null | undefined {
  const moving = new Set(ids)
  const at = waiting.flatMap((id, index) => (moving.has(id) ? [index] : []))
  const [first, last] = [at[0], at.at(-1)]
  if (first === undefined || last === undefined) return undefined
  if (by < 0) return first === 0 ? undefined : waiting[first - 1]
  return last === waiting.length - 1 ? undefined : (waiting[last + 2] ?? null)
}
