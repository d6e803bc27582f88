import { AppError } from '../../core/errors'
import { cancelled } from '../shared/cancel'
import type { FromWorker, TaskKind, TaskRequest, TaskValues } from './messages'

/** What a worker says about a task before it is done. */
export type TaskNews = Extract<FromWorker, { type: 'probed' | 'progress' }>

/** How a task is to be run. */
export interface TaskSettings {
  /** What it is about, for words: the photo's path. */
  readonly subject: string
  readonly signal?: AbortSignal | undefined
  readonly onNews?: ((news: TaskNews) => void) | undefined
  /** Memory it takes in the worker, bytes. */
  readonly bytes: number
  /** How many workers it may bring down before it is given up. */
  readonly maxTries: number
  /** After this time its worker is taken to hang, ms. */
  readonly timeout: number
}

/** One task on its way through the pool; settles once. */
export class PoolTask {
  readonly result: Promise<TaskValues[TaskKind]>
  /** Workers that ended while it ran, for a reason that may be this task. */
  tries = 0
  #resolve!: (value: TaskValues[TaskKind]) => void
  #reject!: (error: AppError) => void

  constructor(
    readonly id: number,
    readonly request: TaskRequest,
    readonly settings: TaskSettings,
  ) {
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  get isCancelled(): boolean {
    return this.settings.signal?.aborted ?? false
  }

  succeed(value: TaskValues[TaskKind]): void {
    this.#resolve(value)
  }

  fail(error: AppError): void {
    this.#reject(error)
  }

  cancel(): void {
    this.#reject(cancelled())
  }

  /** The worker ended under it. @returns whether it may be tried again. */
  blame(reason: string): boolean {
    this.tries++
    if (this.tries < this.settings.maxTries) return true
    const often = this.tries === 1 ? '' : `, ${this.tries} times`
    const message = `Working on ${this.settings.subject} brought the imaging worker down${often} (${reason}). The photo may be damaged; the others go on.`
    this.#reject(new AppError('worker-crashed', message))
    return false
  }
}
