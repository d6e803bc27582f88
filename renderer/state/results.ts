import type { JobView } from '../../core/queue'
import type { App } from './app'

/** A finished file, as the gallery steps through them. */
export interface Result {
  readonly job: JobView
  readonly variation: number
}

/** The finished file's path. */
export function pathOf({ job, variation }: Result): string {
  return job.outputs.find((output) => output.variation === variation)?.path ?? job.source
}

/** Jobs with something to show, in the queue's order; of one batch, or of all with the latest batch first. */
export function resultJobs(
  jobs: Iterable<JobView>,
  batches: readonly { readonly id: string; readonly createdAt: number }[],
  batch: string | null,
): readonly JobView[] {
  const created = new Map(batches.map(({ id, createdAt }) => [id, createdAt]))
  return [...jobs]
    .filter((job) => job.outputs.length > 0 && (batch === null || job.batchId === batch))
    .sort((a, b) => (created.get(b.batchId) ?? 0) - (created.get(a.batchId) ?? 0) || a.position - b.position)
}

/** The job and variation to show: the wanted ones while they exist, else the first. */
export function currentResult(jobs: readonly JobView[], wanted: string | null, variation: number): Result | null {
  const job = jobs.find(({ id }) => id === wanted) ?? jobs[0]
  if (job === undefined) return null
  const exists = job.outputs.some((output) => output.variation === variation)
  return { job, variation: exists ? variation : (job.outputs[0]?.variation ?? 1) }
}

/** All results of the open batch, and the one that is shown. */
export function resultsOf(app: App): { readonly jobs: readonly JobView[]; readonly current: Result | null } {
  const { jobs: all, batches } = app.queue.getState()
  const { galleryBatch, galleryJob, galleryVariation } = app.view.getState()
  const jobs = resultJobs(all.values(), batches, galleryBatch)
  return { jobs, current: currentResult(jobs, galleryJob, galleryVariation) }
}

/** Shows the result before or after the present one. */
export function stepResult(app: App, by: 1 | -1): void {
  const { jobs, current } = resultsOf(app)
  if (current === null) return
  const next = jobs[jobs.indexOf(current.job) + by]
  if (next !== undefined) app.view.setState({ galleryJob: next.id, galleryVariation: current.variation })
}

/** Shows another variation of the same photo, round and round. */
export function stepVariation(app: App, by: 1 | -1): void {
  const { current } = resultsOf(app)
  if (current === null) return
  const { outputs } = current.job
  const at = outputs.findIndex((output) => output.variation === current.variation)
  const next = outputs[(at + by + outputs.length) % outputs.length]
  if (next !== undefined) app.view.setState({ galleryJob: current.job.id, galleryVariation: next.variation })
}
