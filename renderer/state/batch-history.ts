import type { BatchView, JobView } from '../../core/queue'
import type { JobShape } from '../format/shape-label'

/** A batch as the history has it. Times are ms. */
export interface BatchEntry {
  readonly batch: BatchView
  /** Each once. */
  readonly shapes: readonly JobShape[]
  readonly done: number
  readonly failed: number
  readonly blocked: number
  readonly cancelled: number
  /** Waiting or under way. */
  readonly open: number
  /** From the first job's start to the last one's end; `null`: nothing has ended yet. */
  readonly tookMs: number | null
  /** Of the jobs that were made; `null`: none was. */
  readonly averageMs: number | null
}

interface Sums {
  readonly shapes: Map<string, JobShape>
  done: number
  failed: number
  blocked: number
  cancelled: number
  open: number
  from: number
  to: number
  made: number
  madeMs: number
}

/** All batches with their numbers, the latest first; one pass over the jobs. */
export function batchHistory(batches: readonly BatchView[], jobs: Iterable<JobView>): readonly BatchEntry[] {
  const sums = new Map(batches.map(({ id }) => [id, emptySums()]))
  for (const job of jobs) {
    const own = sums.get(job.batchId)
    if (own !== undefined) add(own, job)
  }
  return batches
    .toSorted((a, b) => b.createdAt - a.createdAt)
    .map((batch) => {
      const { shapes, done, failed, blocked, cancelled, open, from, to, made, madeMs } =
        sums.get(batch.id) ?? emptySums()
      return {
        batch,
        shapes: [...shapes.values()],
        done,
        failed,
        blocked,
        cancelled,
        open,
        tookMs: to > from ? to - from : null,
        averageMs: made > 0 ? madeMs / made : null,
      }
    })
}

function emptySums(): Sums {
  return {
    shapes: new Map(),
    done: 0,
    failed: 0,
    blocked: 0,
    cancelled: 0,
    open: 0,
    from: Number.POSITIVE_INFINITY,
    to: Number.NEGATIVE_INFINITY,
    made: 0,
    madeMs: 0,
  }
}

function add(sums: Sums, { state, shape, shapeKind, skipped, startedAt, finishedAt }: JobView): void {
  const key = `${shapeKind} ${shape}`
  if (!sums.shapes.has(key)) sums.shapes.set(key, { shape, shapeKind })
  if (state === 'done' || state === 'failed' || state === 'blocked' || state === 'cancelled') sums[state] += 1
  else sums.open += 1
  if (startedAt === null) return
  sums.from = Math.min(sums.from, startedAt)
  if (finishedAt === null) return
  sums.to = Math.max(sums.to, finishedAt)
  if (state !== 'done' || skipped) return
  sums.made += 1
  sums.madeMs += finishedAt - startedAt
}
