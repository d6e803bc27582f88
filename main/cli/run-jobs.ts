import type { Queue } from '../queue/types'
import { jobLine } from './lines'
import type { Report } from './report'

/** Reports each change of the state of some jobs, and counts their units, from now on. */
export function followJobs(queue: Queue, jobs: readonly string[], report: Report): void {
  const mine = new Set(jobs)
  queue.onChange((change) => {
    if (change.type !== 'job' || !mine.has(change.job.id)) return
    // A charge may come after the change of state, and belongs to the sum.
    if (change.job.state === change.previous) report.tally.add(jobLine(change.job))
    else report.job(jobLine(change.job))
  })
}

/**
 * Works on jobs until nothing but blocked and finished ones is left of them. When the signal is aborted it returns at
 * once; closing the queue then ends what is under way.
 * @param options.onlyBatch the batch whose jobs are worked on, so that others wait; absent: all of the queue's
 */
export async function runJobs(
  queue: Queue,
  options: { readonly onlyBatch?: string; readonly signal: AbortSignal },
): Promise<void> {
  const { onlyBatch, signal } = options
  if (signal.aborted) return
  const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  // Whoever works on all that the queue holds does not want a part of it left.
  if (onlyBatch === undefined) {
    for (const { id, held } of queue.snapshot().batches) if (held) await queue.holdBatch(id, false)
  }
  await queue.setRunning(true, onlyBatch === undefined ? {} : { onlyBatch })
  await Promise.race([queue.idle(), aborted])
}
