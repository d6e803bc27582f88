import type { ProbeResult } from '../../core/photo'
import { cancelled } from '../shared/cancel'
import { forEachOf } from '../shared/pool'
import { checkRender } from './check-render'
import { compose } from './compose'
import { hashFile } from './hash'
import type { TaskKind, TaskRequest, TaskValues } from './messages'
import { prepare } from './prepare'
import { makePreview } from './preview'
import { probeFile } from './probe'
import { rate } from './rate'
import { makeThumbnail } from './thumbnail'
import { weigh } from './weigh'

/** Headers opened at once: as many as libuv has threads. */
const probesAtOnce = 4

const resultsPerMessage = 16

/** What a task tells while it runs, and what can stop it. */
export interface TaskOptions {
  readonly signal: AbortSignal
  readonly onProgress: (fraction: number) => void
  readonly onProbed: (results: readonly ProbeResult[]) => void
}

/** Does one task in this process. @throws {AppError} */
export async function runTask(task: TaskRequest, options: TaskOptions): Promise<TaskValues[TaskKind]> {
  switch (task.kind) {
    case 'probe':
      await probeFiles(task.paths, options)
      return null
    case 'hash':
      return hashFile(task.path, options.signal)
    case 'thumbnail':
      return makeThumbnail(task)
    case 'preview':
      return makePreview(task, options)
    case 'prepare':
      return prepare(task.request, options)
    case 'check-render':
      return checkRender(task.request)
    case 'compose':
      return compose(task.request, { ...options, memoryLimit: task.memoryLimit })
    case 'weigh':
      return weigh(task.work)
    case 'rate':
      await rate(task, options)
      return null
    case 'memory':
      return process.memoryUsage.rss()
  }
}

/** Opens many headers; results are sent a few at a time, which costs a tenth of sending each. */
async function probeFiles(paths: readonly string[], { signal, onProbed }: TaskOptions): Promise<void> {
  let results: ProbeResult[] = []
  const flush = () => {
    if (results.length > 0) onProbed(results)
    results = []
  }
  await forEachOf(paths, probesAtOnce, async (path) => {
    if (signal.aborted) throw cancelled()
    // Awaited first: `results` may be another list by then.
    const result = await probeFile(path)
    results.push(result)
    if (results.length >= resultsPerMessage) flush()
  })
  flush()
}
