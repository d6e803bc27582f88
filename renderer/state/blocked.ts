import type { BlockedReason } from '../../core/job'
import type { JobView } from '../../core/queue'

/** Jobs that wait for the same thing. */
export interface BlockedGroup {
  readonly reason: BlockedReason
  readonly jobs: readonly string[]
  /** The first one's own words, with the folder or number they are about. */
  readonly message: string | null
}

/** Held-up jobs by what holds them up, in the queue's order. */
export function groupBlocked(jobs: Iterable<JobView>): readonly BlockedGroup[] {
  const blocked = [...jobs].filter((job) => job.state === 'blocked').sort((a, b) => a.position - b.position)
  const groups = new Map<BlockedReason | null, JobView[]>()
  for (const job of blocked) {
    const members = groups.get(job.reason)
    if (members === undefined) groups.set(job.reason, [job])
    else members.push(job)
  }
  return [...groups].flatMap(([reason, members]) =>
    reason === null ? [] : [{ reason, jobs: members.map(({ id }) => id), message: members[0]?.error?.message ?? null }],
  )
}
