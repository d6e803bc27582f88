import { type BlockedReason, isFinished } from '../../core/job'
import type { EngineId } from '../../core/limits'
import type { BatchView, JobView } from '../../core/queue'

/** Jobs that wait for the same thing. */
export interface BlockedGroup {
  readonly reason: BlockedReason
  readonly engine: EngineId
  /** The batch whose cap or pilot it is about; `null`: it is about more than one batch. */
  readonly batch: string | null
  readonly jobs: readonly string[]
  /** The first one's own words, with the folder or number they are about. */
  readonly message: string | null
}

/** Held-up jobs by what holds them up, in the queue's order: caps and pilots by batch, the door's troubles by door. */
export function groupBlocked(jobs: Iterable<JobView>): readonly BlockedGroup[] {
  const blocked = [...jobs].filter((job) => job.state === 'blocked').sort((a, b) => a.position - b.position)
  const groups = new Map<string, { readonly group: Omit<BlockedGroup, 'jobs'>; readonly jobs: string[] }>()
  for (const job of blocked) {
    if (job.reason === null) continue
    const group = groupOf(job, job.reason)
    const key = [group.reason, group.batch ?? '', group.reason === 'output' ? '' : group.engine].join(' ')
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { group, jobs: [job.id] })
    else known.jobs.push(job.id)
  }
  return [...groups.values()].map(({ group, jobs }) => ({ ...group, jobs }))
}

/** The group a job would be in, without the others. */
export function groupOf(job: JobView, reason: BlockedReason): Omit<BlockedGroup, 'jobs'> {
  const batch = reason === 'pilot' || reason === 'budget' ? job.batchId : null
  return { reason, engine: job.engine, batch, message: job.error?.message ?? null }
}

/** How far a pilot is. */
export interface PilotProgress {
  readonly finished: number
  readonly of: number
  /** Has something to look at. */
  readonly results: boolean
}

/** How far those jobs of a batch are that its pilot does not hold. */
export function pilotProgress(jobs: Iterable<JobView>, batch: BatchView['id']): PilotProgress {
  const pilot = [...jobs].filter((job) => job.batchId === batch && job.reason !== 'pilot')
  return {
    finished: pilot.filter(({ state }) => isFinished(state)).length,
    of: pilot.length,
    results: pilot.some(({ outputs }) => outputs.length > 0),
  }
}
