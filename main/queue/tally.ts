import { type BlockedReason, isActive, isFinished, type JobState, jobStates } from '../../core/job'
import type { EngineId } from '../../core/limits'
import { textureCellSize, textureCells } from '../../core/local-painting'
import type { JobView } from '../../core/queue'

/** How many durations of each kind of work the estimate looks back on. */
const window = 25

/** From which progress on a job tells how long those like it take, where none is done yet. */
const tellingFraction = 0.1

/** What has its shape already: done in no time beside what is painted. */
const kept = 'kept'

/** What the px of a photo take beside those around it where texture is continued: they are only compared with. */
const knownShare = 0.1

/** Jobs that take about as long for each unit of their work. */
interface Kind {
  /** What waits, in units of work. */
  waiting: number
  /** The latest durations for each unit, ms, oldest first. */
  readonly durations: number[]
}

/** Numbers about all jobs, kept up to date as each changes. */
export class Tally {
  readonly #counts = new Map<JobState, number>(jobStates.map((state) => [state, 0]))
  readonly #blocked = new Map<BlockedReason, number>()
  readonly #active = new Map<string, JobView>()
  /** Jobs that are not finished, by engine. */
  readonly #open = new Map<EngineId, number>()
  readonly #kinds = new Map<string, Kind>()
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
    if (isActive(job.state)) this.#active.set(job.id, job)
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

  /**
   * Time until all that waits or is under way is done, ms; `null` while nobody knows. Each kind of work counts by its own:
   * a service, and each way of painting here, takes its own time.
   */
  etaMs(parallel: number, now: number): number | null {
    let left = 0
    for (const [name, kind] of this.#kinds) {
      const active = [...this.#active.values()].filter((job) => kindOf(job) === name)
      const work = active.reduce((sum, job) => sum + (1 - job.fraction) * workOf(job), kind.waiting)
      if (work === 0) continue
      const each = medianOf(kind.durations) ?? medianOf(active.flatMap((job) => expected(job, now)))
      if (each !== null) left += work * each
      else if (name !== kept) return null
    }
    const hasMade = [...this.#kinds.values()].some(({ durations }) => durations.length > 0)
    return left > 0 || hasMade ? Math.round(left / parallel) : null
  }

  #count(job: JobView, by: 1 | -1): void {
    this.#counts.set(job.state, (this.#counts.get(job.state) ?? 0) + by)
    if (job.reason) this.#blocked.set(job.reason, this.blocked(job.reason) + by)
    this.#units += by * job.units
    if (job.state === 'queued') this.#kind(job).waiting += by * workOf(job)
    if (!isFinished(job.state)) this.#open.set(job.engine, this.openOf(job.engine) + by)
  }

  #noteDuration(job: JobView): void {
    const { startedAt, finishedAt } = job
    if (startedAt === null || finishedAt === null) return
    const { durations } = this.#kind(job)
    durations.push((finishedAt - startedAt) / workOf(job))
    if (durations.length > window) durations.shift()
  }

  #kind(job: JobView): Kind {
    const name = kindOf(job)
    const kind = this.#kinds.get(name) ?? { waiting: 0, durations: [] }
    this.#kinds.set(name, kind)
    return kind
  }
}

/** What a job has in common with those that take as long. A photo that has its shape already says nothing about others. */
function kindOf({ engine, local: { method, effort }, passes }: JobView): string {
  if (passes === 0) return kept
  if (engine !== 'local') return engine
  return method === 'texture' ? `${method} ${effort}` : method
}

/** How much a job is to do, a whole number, so that sums of it end at 0: px on this computer, in which continued texture is worked on more coarsely; passes at a service. */
function workOf({ engine, local: { method, effort }, passes, canvas, photo, n }: JobView): number {
  if (engine !== 'local' && passes > 0) return passes
  const all = canvas.width * canvas.height
  if (method !== 'texture' || passes === 0) return all * n
  const open = all - photo.width * photo.height
  const cells = (open + all * knownShare) / textureCellSize(canvas, photo, textureCells[effort]) ** 2
  return Math.max(1, Math.round(cells)) * n
}

/** What a unit of a job's work takes by what it did so far, ms; at a service only the end tells. */
function expected(job: JobView, now: number): readonly number[] {
  const { engine, state, startedAt, fraction } = job
  if (engine !== 'local' || state !== 'composing' || startedAt === null || fraction < tellingFraction) return []
  return [(now - startedAt) / (fraction * workOf(job))]
}

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2
}
