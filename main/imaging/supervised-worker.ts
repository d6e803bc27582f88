import { AppError } from '../../core/errors'
import type { FromWorker, TaskKind } from './messages'
import type { PoolTask } from './pool-task'
import type { WorkerProcess } from './spawner'

/** How long a cancelled task may take to end by itself before its worker is ended, ms. */
const cancelPatience = 1500

/** Tasks of each kind that one worker does at once. */
const lanes: Readonly<Record<TaskKind, number>> = {
  thumbnail: 3,
  preview: 1,
  rate: 1,
  probe: 2,
  hash: 1,
  weigh: 2,
  // Beside a compose, not behind it: a slot of the service waits for it.
  prepare: 1,
  'check-render': 2,
  compose: 1,
  memory: 8,
}

/** Why a worker has ended. */
export type WorkerEnd =
  /** The pool wanted it. */
  | { readonly kind: 'stopped' }
  /** It never got ready. */
  | { readonly kind: 'unstarted'; readonly reason: string }
  /** By itself, or because a task hung: `guilty`, or any of those that ran when it is null. */
  | { readonly kind: 'crashed'; readonly reason: string; readonly guilty: PoolTask | null }

/** What a worker tells the pool. */
export interface WorkerEvents {
  /** A task is done; `memory` is the worker's resident memory, bytes. */
  onIdleLane(worker: SupervisedWorker, memory: number): void
  /** It has ended; `left` are the tasks that it did not finish. */
  onEnd(worker: SupervisedWorker, end: WorkerEnd, left: readonly PoolTask[]): void
}

interface Running {
  readonly task: PoolTask
  readonly timer: NodeJS.Timeout
}

/** One worker process and what it is doing. */
export class SupervisedWorker {
  /** Takes no new tasks; stopped as soon as it is idle. */
  retiring = false
  /** Runs a task that may have brought down a worker before: nothing else may suffer from it. */
  exclusive = false
  /** Tasks it was given so far. */
  served = 0
  readonly ended: Promise<void>
  readonly #process: WorkerProcess
  readonly #events: WorkerEvents
  readonly #running = new Map<number, Running>()
  #ready = false
  #end: WorkerEnd | null = null

  constructor(process: WorkerProcess, events: WorkerEvents) {
    this.#process = process
    this.#events = events
    process.onMessage((message) => this.#receive(message))
    this.ended = new Promise((resolve) => {
      process.onExit((reason) => {
        this.#onExit(reason)
        resolve()
      })
    })
  }

  get pid(): number | undefined {
    return this.#process.pid
  }

  get load(): number {
    return this.#running.size
  }

  /** Its tasks without those that are over at once. */
  get work(): number {
    return this.#tasks().filter(({ request }) => request.kind !== 'weigh' && request.kind !== 'memory').length
  }

  /** The memory that its tasks take, bytes. */
  get bytes(): number {
    return this.#tasks().reduce((sum, { settings }) => sum + settings.bytes, 0)
  }

  runs(kind: TaskKind): boolean {
    return this.#tasks().some(({ request }) => request.kind === kind)
  }

  has(task: PoolTask): boolean {
    return this.#running.has(task.id)
  }

  /** Whether another task of a kind can be started. */
  hasRoomFor(kind: TaskKind): boolean {
    if (this.retiring || this.exclusive) return false
    return this.#tasks().filter(({ request }) => request.kind === kind).length < lanes[kind]
  }

  start(task: PoolTask): void {
    this.served++
    const timer = setTimeout(() => this.#endBecause(task, 'it did not finish in time'), task.settings.timeout)
    this.#running.set(task.id, { task, timer })
    this.#process.send({ type: 'task', id: task.id, task: task.request })
  }

  /** Asks for the end of a task; one that cannot stop is ended with its worker. */
  cancel(task: PoolTask): void {
    const running = this.#running.get(task.id)
    if (!running) return
    clearTimeout(running.timer)
    const timer = setTimeout(() => this.#endBecause(task, 'it was cancelled'), cancelPatience)
    this.#running.set(task.id, { task, timer })
    this.#process.send({ type: 'cancel', id: task.id })
  }

  /** Ends the process now. */
  stop(): void {
    this.#end ??= { kind: 'stopped' }
    this.#process.kill()
  }

  #tasks(): PoolTask[] {
    return Array.from(this.#running.values(), ({ task }) => task)
  }

  #endBecause(guilty: PoolTask, reason: string): void {
    this.#end ??= { kind: 'crashed', reason, guilty }
    this.#process.kill()
  }

  #receive(message: FromWorker): void {
    if (message.type === 'ready') {
      this.#ready = true
      return
    }
    const running = this.#running.get(message.id)
    if (!running) return
    const { task } = running
    if (message.type === 'probed' || message.type === 'progress') {
      if (!task.isCancelled) task.settings.onNews?.(message)
      return
    }
    clearTimeout(running.timer)
    this.#running.delete(message.id)
    if (task.request.kind !== 'memory') this.exclusive = false
    if (task.isCancelled) task.cancel()
    else if (message.type === 'done') task.succeed(message.value)
    else task.fail(new AppError(message.error.code, message.error.message, { retryable: message.retryable }))
    this.#events.onIdleLane(this, message.memory)
  }

  #onExit(reason: string): void {
    const left = this.#tasks()
    for (const { timer } of this.#running.values()) clearTimeout(timer)
    this.#running.clear()
    const kind = this.#ready ? 'crashed' : 'unstarted'
    this.#events.onEnd(this, this.#end ?? { kind, reason, guilty: null }, left)
  }
}
