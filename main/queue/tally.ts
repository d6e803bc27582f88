import { type BlockedReason, isActive, isFinished, type JobState, jobStates } from '../../core/job'
import type { EngineId } from '../../core/limits'
import type { JobView } from '../../core/queue'

/** How many durations the estimate looks back on. */
const window = 25

/** Numbers about all jobs, kept up to date as each changes. */
export class Tally {
  readonly #counts = new Map<JobState, number>(jobStates.map((state) => [state, 0]))
  readonly #blocked = new Map<BlockedReason, number>()
  readonly #active = new Map<string, number>()
  /** Jobs that are not finished, by engine. */
  readonly #open = new Map<EngineId, number>()
  /** The latest durations of jobs, ms, oldest first. */
  readonly #durations: number[] = []
  #units = 0

  get units(): number {
    return this.#units
  }

  get active(): number {
    return this.#active.size
  }

  counts(): Record<JobState, number> {
    return Object.fromEntries(this.#counts) as Record<JobState, number>
  }

  /** How many jobs are blocked for that reason. */
  blocked(reason: BlockedReason): number {
    return this.#blocked.get(reason) ?? 0
  }

  /** How many jobs of an engine are not finished. */
  openOf(engine: EngineId): number {
    return this.#open.get(engine) ?? 0
  }

  add(job: JobView): void {
    this.#count(job, 1)
    if (isActive(job.state)) this.#active.set(job.id, job.fraction)
  }

  remove(job: JobView): void {
    this.#count(job, -1)
    this.#active.delete(job.id)
  }

  change(before: JobView, after: JobView): void {
    this.remove(before)
    this.add(after)
    if (before.state !== 'done' && after.state === 'done' && !after.skipped) this.#noteDuration(after)
  }

  /** Time until all that waits or is under way is done, ms; `null` until something has been made. */
  etaMs(parallel: number): number | null {
    const median = medianOf(this.#durations)
    if (median === null) return null
    const underWay = [...this.#active.values()].reduce((sum, fraction) => sum + (1 - fraction), 0)
    return Math.round((((this.#counts.get('queued') ?? 0) + underWay) * median) / parallel)
  }

  #count(job: JobView, by: 1 | -1): void {
    this.#counts.set(job.state, (this.#counts.get(job.state) ?? 0) + by)
    if (job.reason) this.#blocked.set(job.reason, this.blocked(job.reason) + by)
    this.#units += by * job.units
    if (!isFinished(job.state)) this.#open.set(job.engine, this.openOf(job.engine) + by)
  }

  #noteDuration({ startedAt, finishedAt }: JobView): void {
    if (startedAt === null || finishedAt === null) return
    this.#durations.push(finishedAt - startedAt)
    if (this.#durations.length > window) this.#durations.shift()
  }
}

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2
}
