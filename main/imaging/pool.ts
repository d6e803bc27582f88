import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../core/errors'
import { cancelled } from '../shared/cancel'
import type { TaskKind, TaskRequest, TaskValues } from './messages'
import { PoolTask, type TaskSettings } from './pool-task'
import type { WorkerSpawner } from './spawner'
import { SupervisedWorker, type WorkerEnd } from './supervised-worker'

/** The order in which waiting tasks are started: what somebody looks at goes first, then what the service waits for. */
const order: readonly TaskKind[] = [
  'thumbnail',
  'preview',
  'rate',
  'probe',
  'hash',
  'weigh',
  'check-render',
  'prepare',
  'compose',
]

/** Workers that end before they are ready, in a row, until it is given up. */
const maxFailedStarts = 3

/** How long ended workers are waited for, ms: a process that the disk keeps from ending must not keep the program. */
const closePatience = 3000

/** A worker with so many light tasks is left alone while another one can be started. */
const comfortableLoad = 2

export interface PoolOptions {
  readonly spawner: WorkerSpawner
  /** Workers at most. */
  readonly size: number
  /** Memory that all tasks together may take, bytes; one alone may take all of it. */
  readonly memory: number
  /** A worker with more resident memory than this after a task is replaced, bytes. */
  readonly recycleAbove: number
  /** Told what happened to workers, in words for the log. */
  readonly onIncident: (words: string) => void
}

/**
 * Runs tasks in worker processes, which are started when there is work for them, replaced when they grow and started
 * anew when they end. A task whose worker ended is tried again alone, in a new worker, so that only the one that is to
 * blame fails.
 */
export class Pool {
  readonly #options: PoolOptions
  readonly #workers = new Set<SupervisedWorker>()
  readonly #lines = new Map<TaskKind, PoolTask[]>(order.map((kind) => [kind, []]))
  /** Tasks under which a worker ended. */
  #suspects: PoolTask[] = []
  #lastId = 0
  #failedStarts = 0
  #closed = false

  constructor(options: PoolOptions) {
    this.#options = options
  }

  get workers(): readonly SupervisedWorker[] {
    return [...this.#workers]
  }

  /** Runs a task as soon as there is room. @throws {AppError} the task's own, `worker-crashed`, `cancelled` */
  async run<K extends TaskKind>(
    request: Extract<TaskRequest, { kind: K }>,
    settings: TaskSettings,
  ): Promise<TaskValues[K]> {
    const { signal } = settings
    if (this.#closed || signal?.aborted) throw cancelled()
    const task = new PoolTask(++this.#lastId, request, settings)
    const abort = () => this.#cancel(task)
    signal?.addEventListener('abort', abort)
    this.#line(request.kind).push(task)
    this.#pump()
    try {
      return (await task.result) as TaskValues[K]
    } finally {
      signal?.removeEventListener('abort', abort)
    }
  }

  /** Asks one worker, now. */
  async ask(worker: SupervisedWorker, settings: TaskSettings): Promise<number> {
    const task = new PoolTask(++this.#lastId, { kind: 'memory' }, settings)
    worker.start(task)
    return (await task.result) as number
  }

  /** Cancels everything and ends the workers. */
  async close(): Promise<void> {
    this.#closed = true
    for (const task of this.#takeAllWaiting()) task.cancel()
    const workers = this.workers
    for (const worker of workers) worker.stop()
    const gone = Promise.all(workers.map((worker) => worker.ended))
    await Promise.race([gone, sleep(closePatience, undefined, { ref: false })])
  }

  #line(kind: TaskKind): PoolTask[] {
    const line = this.#lines.get(kind)
    if (!line) throw new TypeError(`Expected a known kind of task, got ${kind}`)
    return line
  }

  #takeAllWaiting(): PoolTask[] {
    const waiting = [...this.#suspects, ...order.flatMap((kind) => this.#line(kind).splice(0))]
    this.#suspects = []
    return waiting
  }

  #cancel(task: PoolTask): void {
    const worker = this.workers.find((candidate) => candidate.has(task))
    if (worker) {
      worker.cancel(task)
      return
    }
    const line = this.#line(task.request.kind)
    if (line.includes(task)) line.splice(line.indexOf(task), 1)
    this.#suspects = this.#suspects.filter((suspect) => suspect !== task)
    task.cancel()
  }

  /** Starts whatever can be started. */
  #pump(): void {
    if (this.#closed) return
    this.#startSuspect()
    for (const kind of order) {
      const line = this.#line(kind)
      for (let task = line[0]; task; task = line[0]) {
        const worker = this.#workerFor(task)
        if (!worker) break
        line.shift()
        worker.start(task)
      }
    }
  }

  /** A suspect gets a fresh worker for itself; when all places are taken, one worker makes room. */
  #startSuspect(): void {
    const [suspect] = this.#suspects
    if (!suspect) return
    const fresh = this.workers.find((worker) => worker.served === 0 && !worker.retiring) ?? this.#spawn()
    if (fresh) {
      this.#suspects.shift()
      fresh.exclusive = true
      fresh.start(suspect)
      return
    }
    if (this.workers.some((worker) => worker.retiring || worker.exclusive)) return
    const [idlest] = this.workers.toSorted((a, b) => a.load - b.load)
    if (idlest) this.#retire(idlest)
  }

  #workerFor({ request, settings }: PoolTask): SupervisedWorker | null {
    const { kind } = request
    const taken = this.workers.reduce((sum, worker) => sum + worker.bytes, 0)
    if (settings.bytes > 0 && taken > 0 && taken + settings.bytes > this.#options.memory) return null
    const [best] = this.workers.filter((worker) => worker.hasRoomFor(kind)).sort(byLoad)
    if (best && (best.work === 0 || (kind !== 'compose' && best.work < comfortableLoad))) return best
    return this.#spawn() ?? best ?? null
  }

  #spawn(): SupervisedWorker | null {
    if (this.#workers.size >= this.#options.size) return null
    const worker = new SupervisedWorker(this.#options.spawner.spawn(), {
      onIdleLane: (idle, memory) => this.#onIdleLane(idle, memory),
      onEnd: (ended, end, left) => this.#onEnd(ended, end, left),
    })
    this.#workers.add(worker)
    return worker
  }

  /** Lets a worker finish what it has, then end. */
  #retire(worker: SupervisedWorker): void {
    worker.retiring = true
    if (worker.load === 0) worker.stop()
  }

  #onIdleLane(worker: SupervisedWorker, memory: number): void {
    this.#failedStarts = 0
    const { spawner, recycleAbove, onIncident } = this.#options
    if (spawner.ownsMemory && memory > recycleAbove && !worker.retiring) {
      onIncident(`Imaging worker ${worker.pid} has grown to ${Math.round(memory / 1e6)} MB and is replaced`)
      worker.retiring = true
    }
    if (worker.retiring) this.#retire(worker)
    this.#pump()
  }

  #onEnd(worker: SupervisedWorker, end: WorkerEnd, left: readonly PoolTask[]): void {
    this.#workers.delete(worker)
    if (end.kind !== 'stopped') this.#options.onIncident(`Imaging worker ${worker.pid} is gone: ${end.reason}`)
    if (end.kind === 'unstarted') this.#failedStarts++
    for (const task of left) this.#takeBack(task, end)
    if (this.#failedStarts >= maxFailedStarts && end.kind === 'unstarted') this.#giveUp(end.reason)
    this.#pump()
  }

  /** Decides what becomes of a task that its worker did not finish. */
  #takeBack(task: PoolTask, end: WorkerEnd): void {
    if (this.#closed || task.isCancelled || task.request.kind === 'memory') task.cancel()
    else if (end.kind === 'crashed' && (end.guilty ?? task) === task) {
      if (task.blame(end.reason)) this.#suspects.push(task)
    } else this.#line(task.request.kind).unshift(task)
  }

  #giveUp(reason: string): void {
    this.#failedStarts = 0
    const message = `The imaging worker cannot be started: ${reason}. Reinstall Outframe if this goes on.`
    for (const task of this.#takeAllWaiting()) task.fail(new AppError('worker-crashed', message))
  }
}

/** Those without a compose first, then those with less to do. */
function byLoad(a: SupervisedWorker, b: SupervisedWorker): number {
  return Number(a.runs('compose')) - Number(b.runs('compose')) || a.work - b.work
}
