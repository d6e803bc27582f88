import { setImmediate as nextTurn } from 'node:timers/promises'
import { AppError } from '../../core/errors'
import { isActive, isFinished, type JobEvent, type JobState, reduceJob } from '../../core/job'
import type { QueueSummary } from '../../core/queue'
import { sliceLength } from '../shared/slices'
import type { JobList } from './job-list'
import { jobView } from './job-view'
import type { StoredJob } from './store/jobs'
import type { OutputRow } from './store/outputs'
import type { Store } from './store/store'
import type { OutputWriter } from './write-output'

export interface RecoverTools {
  readonly store: Store
  readonly writer: OutputWriter
  readonly now: () => number
}

/**
 * Reads all jobs into memory, after what the last owner left unfinished has been looked at: a file that got its name is
 * done, all else is cleared away and its job back in line.
 * @returns what was found, if anything is left to be done
 * @throws {AppError} `state-unreadable` when what is stored is not what it should be; the file is put aside then
 */
export async function recover(list: JobList, tools: RecoverTools): Promise<QueueSummary['recovered']> {
  try {
    return await readAll(list, tools)
  } catch (error) {
    const sound = error instanceof AppError && error.code !== 'state-unreadable'
    throw sound ? error : tools.store.condemn(error, tools.now())
  }
}

async function readAll(list: JobList, tools: RecoverTools): Promise<QueueSummary['recovered']> {
  const { store } = tools
  const crashed = !store.endedCleanly()
  store.durably(() => store.batches.dropUnsealed())
  store.durably(() => store.hashes.prune())
  store.noteOpen()
  const completed = await completeOutputs(tools)
  store.durably(() => store.outputs.removeOrphans())
  let interrupted = 0
  for (let last = 0, more = true; more; await nextTurn()) {
    const slice = store.reading(() => store.jobs.slice(last, sliceLength))
    for (const job of slice.jobs) {
      const settled = isActive(job.progress.state) ? settleActive(job, completed.get(job.spec.id) ?? [], tools) : job
      if (settled !== job && settled.progress.state === 'queued') interrupted += 1
      list.add(jobView(settled), settled.spec.folder)
    }
    last = slice.last
    more = slice.jobs.length === sliceLength
  }
  return summarize(list, interrupted, crashed)
}

/** Outputs that turn out to be there, by job; all other traces of unfinished ones are cleared away. */
async function completeOutputs({ store, writer }: RecoverTools): Promise<ReadonlyMap<string, readonly OutputRow[]>> {
  const completed = new Map<string, OutputRow[]>()
  for (const row of store.reading(() => store.outputs.unsettled())) {
    if ((await writer.settle(row)) !== 'written') continue
    store.durably(() => store.outputs.markWritten(row.number))
    completed.set(row.jobId, [...(completed.get(row.jobId) ?? []), row])
  }
  return completed
}

/** A job that was active when its process ended: done if that was all, else back in line. */
function settleActive(job: StoredJob, completed: readonly OutputRow[], { store, now }: RecoverTools): StoredJob {
  const outputs = completed.map(({ path, variation }): JobEvent => ({ type: 'output', output: { path, variation } }))
  const withOutputs = outputs.reduce(reduceJob, job.progress)
  const done = completed.length > 0 && withOutputs.outputs.length === job.spec.n
  const progress = reduceJob(withOutputs, done ? { type: 'finish', at: now() } : { type: 'requeue' })
  store.lightly(() => {
    store.jobs.saveProgress(job.spec.id, progress)
    for (const { path } of completed) store.batches.claim(job.spec.batchId, path)
  })
  return { ...job, progress }
}

function summarize(list: JobList, interrupted: number, crashed: boolean): QueueSummary['recovered'] {
  const unfinished = new Set<string>()
  const views = list.views()
  for (const view of views) if (!isFinished(view.state)) unfinished.add(view.batchId)
  if (unfinished.size === 0) return null
  const count = (...states: readonly JobState[]) =>
    views.filter((view) => unfinished.has(view.batchId) && states.includes(view.state)).length
  return { interrupted, waiting: count('queued', 'blocked') - interrupted, finished: count('done'), crashed }
}
