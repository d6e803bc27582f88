import { basename } from 'node:path'
import PQueue from 'p-queue'
import { AppError, type ErrorInfo, toErrorInfo } from '../../core/errors'
import { isActive, type JobEvent } from '../../core/job'
import type { EngineId } from '../../core/limits'
import type { JobView } from '../../core/queue'
import { FolderWatch } from './folder-watch'
import type { JobList } from './job-list'
import type { Journal } from './journal'
import { type JobTools, runJob } from './run-job'
import type { Clock, QueueLog } from './types'

/** Why a job is stopped before its end. */
type StopReason = 'cancel' | 'close'

interface ActiveJob {
  readonly abort: AbortController
  ended: Promise<void>
}

/** The engine that needs nothing but this machine. */
const localEngine: EngineId = 'local'

/** Takes jobs up in their order, as many at a time as imaging composes. */
export class Scheduler {
  readonly #tools: JobTools
  readonly #list: JobList
  readonly #journal: Journal
  readonly #clock: Clock
  readonly #log: QueueLog
  readonly #slots: PQueue
  readonly #folders: FolderWatch
  readonly #active = new Map<string, ActiveJob>()
  #running = false
  /** Calls under way that change the line; nothing is taken up meanwhile. */
  #holds = 0
  #problem: AppError | null = null

  constructor(parts: {
    readonly tools: JobTools
    readonly list: JobList
    readonly journal: Journal
    readonly clock: Clock
    readonly log: QueueLog
  }) {
    this.#tools = parts.tools
    this.#list = parts.list
    this.#journal = parts.journal
    this.#clock = parts.clock
    this.#log = parts.log
    this.#slots = new PQueue({ concurrency: parts.tools.imaging.parallel })
    this.#folders = new FolderWatch({ ...parts, reopened: (ids) => this.#goOn(ids) })
  }

  get running(): boolean {
    return this.#running
  }

  get parallel(): number {
    return this.#slots.concurrency
  }

  /** Why the queue stopped by itself. */
  get problem(): ErrorInfo | null {
    return this.#problem ? toErrorInfo(this.#problem) : null
  }

  /** Whether a job is being worked on. */
  has(id: string): boolean {
    return this.#active.has(id)
  }

  /** Takes jobs up; blocked ones, and those a failing store left behind, are put back in line first. */
  async start(): Promise<void> {
    this.#problem = null
    this.#running = true
    this.#tools.gate.forget()
    const stuck = this.#list.views().filter((view) => this.#list.inScope(view) && this.#isStuck(view))
    await this.holding(() =>
      this.#journal.commitEach(
        stuck.map((view) => view.id),
        (view) => (this.#isStuck(view) ? { type: 'requeue' } : null),
      ),
    )
    this.#folders.watch(this.#running)
  }

  /** Takes nothing new up. */
  pause(): void {
    this.#running = false
    this.#folders.watch(this.#running)
  }

  /** Stops active jobs and waits until each has cleaned up. */
  async stop(ids: readonly string[], reason: StopReason): Promise<void> {
    const active = ids.flatMap((id) => this.#active.get(id) ?? [])
    for (const { abort } of active) abort.abort(reason)
    await Promise.all(active.map((job) => job.ended))
  }

  /** Stops all that is active; nothing is taken up ever after. */
  async close(): Promise<void> {
    this.#holds += 1
    this.pause()
    await this.stop([...this.#active.keys()], 'close')
  }

  /** Runs `change` while nothing new is taken up. */
  async holding<T>(change: () => Promise<T>): Promise<T> {
    this.#holds += 1
    try {
      return await change()
    } finally {
      this.#holds -= 1
      this.pump()
    }
  }

  /**
   * Resolves once nothing is active, and nothing is taken up.
   * @throws {AppError} why the queue stopped by itself
   */
  async idle(): Promise<void> {
    await this.#slots.onIdle()
    if (this.#problem) throw this.#problem
  }

  /** Takes up as many jobs as there are free places. */
  pump(): void {
    while (this.#running && this.#holds === 0 && this.#active.size < this.parallel) {
      const id = this.#list.takeNext()
      if (id === null) return
      this.#take(id)
    }
  }

  #take(id: string): void {
    try {
      this.#journal.commit(id, [{ type: 'advance', to: 'preparing', at: this.#clock.now() }])
    } catch (error) {
      this.#giveUp(error)
      return
    }
    const job: ActiveJob = { abort: new AbortController(), ended: Promise.resolve() }
    this.#active.set(id, job)
    job.ended = this.#slots.add(() => this.#run(id, job.abort.signal))
  }

  /** Never rejects: whatever happens ends this job alone, or stops the queue. */
  async #run(id: string, signal: AbortSignal): Promise<void> {
    try {
      await this.#work(id, signal)
    } catch (error) {
      await this.#settle(id, error, signal).catch((failure: unknown) => this.#giveUp(failure))
    } finally {
      this.#active.delete(id)
      this.pump()
      this.#folders.watch(this.#running)
    }
  }

  async #work(id: string, signal: AbortSignal): Promise<void> {
    const spec = this.#tools.store.reading(() => this.#tools.store.jobs.spec(id))
    if (spec.engine !== localEngine) {
      const message = `There is no key for ${spec.engine}. Store one, or choose the local engine.`
      const error = toErrorInfo(new AppError('no-key', message))
      this.#journal.commit(id, [{ type: 'block', reason: 'no-key', error }])
      return
    }
    await runJob(
      {
        spec,
        signal,
        commit: (events, options) => this.#journal.commit(id, events, options),
        setFraction: (fraction) => this.#journal.setFraction(id, fraction),
      },
      this.#tools,
    )
  }

  /** What a job that ended before its end becomes. */
  async #settle(id: string, error: unknown, signal: AbortSignal): Promise<void> {
    const view = this.#list.view(id)
    if (!view || !isActive(view.state)) throw error
    if (error instanceof AppError && isStoreError(error)) throw error
    if (error instanceof AppError && error.code === 'output-full') {
      await this.#tools.gate.noteFull(this.#list.get(id)?.folder ?? '')
    }
    this.#journal.commit(id, [this.#endOf(view, error, signal)], { durable: true })
  }

  #endOf(view: JobView, error: unknown, signal: AbortSignal): JobEvent {
    const at = this.#clock.now()
    if (signal.aborted) return signal.reason === 'cancel' ? { type: 'cancel', at } : { type: 'requeue' }
    if (error instanceof AppError) {
      const info = toErrorInfo(error)
      const blocked = error.code === 'output-full' || error.code === 'output-unwritable'
      return blocked ? { type: 'block', reason: 'output', error: info } : { type: 'fail', error: info, at }
    }
    const message = `${basename(view.source)} could not be expanded: ${toErrorInfo(error).message}`
    this.#log.warn(`${message}\n${error instanceof Error ? error.stack : ''}`)
    return { type: 'fail', error: { code: 'internal', message }, at }
  }

  /** The store itself fails: nothing can be promised any more, so nothing goes on. */
  #giveUp(error: unknown): void {
    this.#problem = error instanceof AppError ? error : new AppError('internal', String(error), { cause: error })
    this.#log.warn(`The queue has stopped: ${this.#problem.message}`)
    this.pause()
    this.#journal.tell({ type: 'summary' })
  }

  /** Blocked, or left in an active state by a store that could not be written. */
  #isStuck(view: JobView): boolean {
    return view.state === 'blocked' || (isActive(view.state) && !this.#active.has(view.id))
  }

  /** Puts jobs whose output folder can be used again back in line. */
  async #goOn(ids: readonly string[]): Promise<void> {
    try {
      await this.holding(() => this.#journal.commitEach(ids, retryIfBlocked))
    } catch (error) {
      this.#giveUp(error)
    }
  }
}

/** The store itself cannot be used. */
function isStoreError(error: AppError): boolean {
  return error.code === 'state-unwritable' || error.code === 'state-unreadable'
}

function retryIfBlocked(view: JobView): JobEvent | null {
  return view.state === 'blocked' ? { type: 'requeue' } : null
}
