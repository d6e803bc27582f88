import { setMaxListeners } from 'node:events'
import { availableParallelism, totalmem } from 'node:os'
import { AppError, toErrorInfo } from '../../core/errors'
import { areaOf } from '../../core/geometry/rounding'
import type { Imaging, Previewing } from '../../core/imaging'
import type { ProbeResult } from '../../core/photo'
import { cancelled } from '../shared/cancel'
import { Turns } from '../shared/turns'
import { checkRenderBytes } from './memory'
import { Pool } from './pool'
import type { TaskNews } from './pool-task'
import type { WorkerSpawner } from './spawner'
import { statFile } from './stat-file'
import type { Work } from './weigh'

/** Composes at once at most, however many cores there are: beyond that the disk is what is waited for. */
const maxParallel = 4

/** Memory a compose of a common photo (24 megapixels, 8 bits) takes, with the worker itself, bytes. */
const usualComposeBytes = 500e6

/** Share of the machine's memory that tasks may take. */
const memoryShare = 0.6

/** Memory a preview takes at most, bytes: its decoder gives it the photo row by row. */
const previewBytes = 150e6

/** A worker's resident memory after a task above which it is replaced, bytes; a usual one stays below 300 MB. */
const defaultRecycleAbove = 700e6

/** What a px of a canvas takes that could not be weighed, bytes: its photo will most probably fail. */
const unknownPixelBytes = 16

/** Headers in one message: enough to keep a worker busy, few enough to be cancelled at once. */
const probesPerTask = 32

const second = 1000
const minute = 60 * second

/** After so long a worker is taken to hang: ten times what the slowest disk and machine should need, ms. */
const timeouts = {
  thumbnail: 3 * minute,
  preview: 3 * minute,
  probe: 5 * minute,
  hash: 60 * minute,
  memory: 30 * second,
  /** Headers only. */
  weigh: minute,
  rate: 10 * minute,
  'check-render': 5 * minute,
  prepare: 10 * minute,
  /** AVIF takes longest: about a second per megapixel. */
  compose: 15 * minute,
  composePerMegapixel: 10 * second,
} as const

export interface ImagingOptions {
  readonly spawner: WorkerSpawner
  /** Composes at once; default: the cores, at most 4, and as memory allows. */
  readonly parallel?: number | undefined
  /** Memory that tasks may take together, bytes; default: 60 % of the machine's. */
  readonly memory?: number | undefined
  /** Resident memory above which a worker is replaced, bytes; default 700 MB. */
  readonly recycleAbove?: number | undefined
  /** After so long, ms, any task's worker is taken to hang; default: by its kind. */
  readonly timeout?: number | undefined
  /** Told when a worker ended or was replaced. */
  readonly log?: { warn(message: string): void } | undefined
}

/** Starts the pool of imaging workers. Nothing runs before there is something to do. */
export function openImaging(options: ImagingOptions): Imaging & Previewing {
  const memory = options.memory ?? memoryShare * availableMemory()
  const parallel = options.parallel ?? defaultParallel(memory)
  const pool = new Pool({
    spawner: options.spawner,
    size: parallel,
    memory,
    recycleAbove: options.recycleAbove ?? defaultRecycleAbove,
    onIncident: (words) => options.log?.warn(words),
  })
  const common = (subject: string, kind: keyof typeof timeouts) => ({
    subject,
    bytes: 0,
    maxTries: 2,
    timeout: options.timeout ?? timeouts[kind],
  })

  const weighed = (work: Work, signal: AbortSignal | undefined) =>
    pool
      .run(
        { kind: 'weigh', work },
        { subject: work.request.source, bytes: 0, maxTries: 1, timeout: timeouts.weigh, signal },
      )
      .catch(() => areaOf(work.request.plan.canvas) * unknownPixelBytes)
  const turns = new Turns()

  return {
    parallel,
    probe: (paths, { signal, onResult }) =>
      probeAll(paths, { pool, timeout: common('', 'probe').timeout, signal, onResult }),
    hash: (path, { signal } = {}) => pool.run({ kind: 'hash', path }, { ...common(path, 'hash'), signal }),
    thumbnail: (request, { signal } = {}) =>
      pool.run({ kind: 'thumbnail', ...request }, { ...common(request.path, 'thumbnail'), signal }),
    preview: (request, { signal } = {}) =>
      pool.run({ kind: 'preview', ...request }, { ...common(request.path, 'preview'), bytes: previewBytes, signal }),
    async prepare(request, { signal } = {}) {
      const bytes = await weighed({ kind: 'prepare', request }, signal)
      return pool.run({ kind: 'prepare', request }, { ...common(request.source, 'prepare'), bytes, signal })
    },
    checkRender: (request, { signal } = {}) =>
      pool.run(
        { kind: 'check-render', request },
        { ...common(request.path, 'check-render'), bytes: checkRenderBytes(request), signal },
      ),
    async compose(request, { signal, onProgress } = {}) {
      const bytes = await weighed({ kind: 'compose', request }, signal)
      const { width, height } = request.plan.canvas
      const megapixels = (width * height) / 1e6
      const timeout = options.timeout ?? timeouts.compose + megapixels * timeouts.composePerMegapixel
      return pool.run(
        { kind: 'compose', request, memoryLimit: memory },
        {
          ...common(request.source, 'compose'),
          bytes,
          timeout,
          signal,
          onNews: (news) => news.type === 'progress' && onProgress?.(news.fraction),
        },
      )
    },
    async rate(path, mark, { signal } = {}) {
      const leave = await turns.take(path, signal ?? new AbortController().signal)
      try {
        const { size } = await statFile(path)
        await pool.run({ kind: 'rate', path, mark }, { ...common(path, 'rate'), bytes: size, signal })
      } finally {
        leave()
      }
    },
    async memory() {
      const measured = pool.workers.map(async (worker) => ({
        pid: worker.pid ?? process.pid,
        bytes: await pool.ask(worker, { ...common('the worker', 'memory'), maxTries: 1 }),
      }))
      const settled = await Promise.allSettled(measured)
      return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    },
    close: () => pool.close(),
  }
}

/** The machine's memory, or what a container leaves of it, bytes. */
function availableMemory(): number {
  const constrained = process.constrainedMemory()
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()
}

function defaultParallel(memory: number): number {
  const fitting = Math.floor(memory / usualComposeBytes)
  return Math.max(1, Math.min(availableParallelism(), maxParallel, fitting))
}

/** What all batches of one probe share. */
interface Probe {
  readonly pool: Pool
  readonly timeout: number
  readonly signal: AbortSignal
  readonly onResult: (result: ProbeResult) => void
}

async function probeAll(
  paths: readonly string[],
  { signal, ...probe }: Omit<Probe, 'signal'> & { readonly signal: AbortSignal | undefined },
): Promise<void> {
  if (signal?.aborted) throw cancelled()
  const batches = Array.from({ length: Math.ceil(paths.length / probesPerTask) }, (_, i) =>
    paths.slice(i * probesPerTask, (i + 1) * probesPerTask),
  )
  // All batches listen to a signal of our own, the caller's has one listener.
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  const abort = () => controller.abort()
  signal?.addEventListener('abort', abort)
  try {
    await Promise.all(batches.map((batch) => probeBatch(batch, { ...probe, signal: controller.signal })))
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}

/** Opens a batch; when its worker ends, the files that are left are opened one by one to find the one to blame. */
async function probeBatch(paths: readonly string[], probe: Probe): Promise<void> {
  const { pool, timeout, signal, onResult } = probe
  const [first = ''] = paths
  const alone = paths.length === 1
  const left = [...paths]
  const onNews = (news: TaskNews) => {
    for (const result of news.type === 'probed' ? news.results : []) {
      left.splice(left.indexOf(result.path), 1)
      onResult(result)
    }
  }
  const settings = { subject: first, bytes: 0, maxTries: alone ? 2 : 1, timeout, signal, onNews }
  try {
    await pool.run({ kind: 'probe', paths }, settings)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'worker-crashed') throw error
    if (alone) onResult({ kind: 'unreadable', path: first, error: toErrorInfo(error) })
    else await Promise.all(left.map((path) => probeBatch([path], probe)))
  }
}
