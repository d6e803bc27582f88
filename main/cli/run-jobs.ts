import type { Queue } from '../queue/types'
import { jobLine } from './lines'
import type { Report } from './report'

/**
 * Works on some jobs until nothing but blocked and finished ones is left of them, and reports each change of a state.
 * When the signal is aborted it returns at once; closing the queue then ends what is under way, and that is reported.
 * @param options.onlyBatch the batch whose jobs they are, so that others wait; absent: all of the queue's
 */
export async function runJobs(
  queue: Queue,
  jobs: readonly string[],
  report: Report,
  options: { readonly onlyBatch?: string; readonly signal: AbortSignal },
): Promise<void> {
  const { onlyBatch, signal } = options
  if (jobs.length === 0 || signal.aborted) return
  const mine = new Set(jobs)
  queue.onChange((change) => {
    if (change.type !== 'job' || !mine.has(change.job.id) || change.job.state === change.previous) return
    report.job(jobLine(change.job))
  })
  const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  await queue.setRunning(true, onlyBatch === undefined ? {} : { onlyBatch })
  await Promise.race([queue.idle(), aborted])
}
