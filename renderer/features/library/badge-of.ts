import { isActive } from '../../../core/job'
import type { JobView } from '../../../core/queue'

/** What became of a photo in the queue, in a word: a key under `library.badge` in the language files. */
export type Badge = 'queued' | 'working' | 'done' | 'skipped' | 'failed' | 'blocked' | 'cancelled'

/** A job in a word. */
export function badgeOf(job: JobView): Badge {
  if (isActive(job.state)) return 'working'
  if (job.state === 'done' && job.skipped) return 'skipped'
  return job.state as Exclude<Badge, 'working' | 'skipped'>
}
