import PQueue from 'p-queue'
import { AppError, type ErrorInfo, toErrorInfo } from '../../core/errors'
import { isActive, isForTheUser } from '../../core/job'
import { type EngineId, engineIds } from '../../core/limits'
import type { JobView, QueueMode } from '../../core/queue'
import { isDoor } from '../../core/service/doors'
import { ClosedDoors } from './closed-doors'
import type { FetchLine } from './fetch-line'
import { FolderWatch } from './folder-watch'
import { hasRoom, isAtService } from './has-room'
import { jobDesk } from './job-desk'
import { endOfJob, type StopReason } from './job-end'
import type { JobList } from './job-list'
import type { Journal } from './journal'
import { placed } from './place-outputs'
import { type JobTools, runJob } from './run-job'
import { isStoreError } from './store/store-error'
import type { Clock, QueueLog } from './types'

interface ActiveJob {
  readonly abort: AbortController
  ended: Promise<void>
}

/** Takes jobs up in their order: local ones as many at a time as imaging composes, paid ones as their slots let them. */
export class Scheduler {
  readonly #tools: JobTools
  readonly #list: JobList
  readonly #journal: Journal
  readonly #clock: Clock
  readonly #log: QueueLog
  /** All that is under way; how many that are is decided before they come here. */
  readonly #tasks = new PQueue()
  readonly #parallel: number
  readonly #folders: FolderWatch
  readonly #active = new Map<string, ActiveJob>()
  #mode: QueueMode = 'paused'
  /** What is taken up while nothing is sent. */
  readonly #fetchLine: FetchLine
  /** Calls under way that change the line; nothing is taken up meanwhile. */
  #holds = 0
  #problem: AppError | null = null
  readonly #closedDoors: ClosedDoors

  constructor(parts: {
    readonly tools: JobTools
    readonly list: JobList
    readonly journal: Journal
    readonly clock: Clock
    readonly log: QueueLog
    readonly fetchLine: FetchLine
  }) {
    this.#tools = parts.tools
    this.#list = parts.list
    this.#journal = parts.journal
    this.#clock = parts.clock
    this.#log = parts.log
    this.#parallel = parts.tools.imaging.parallel
    this.#fetchLine = parts.fetchLine
    this.#folders = new FolderWatch({ ...parts, reopened: (ids) => this.#goOn(ids) })
    this.#closedDoors = new ClosedDoors({
      ...parts,
      closed: (door) => parts.tools.desk.closed(door),
      change: (change) => this.#change(change),
    })
  }

  get mode(): QueueMode {
    return this.#mode
  }

  get #running(): boolean {
    return this.#mode !== 'paused'
  }

  /** Jobs worked on at once, at the least. */
  get parallel(): number {
    return Math.max(this.#parallel, this.#active.size)
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
    this.#mode = 'running'
    this.#fetchLine.end()
    this.#tools.desk.hold(false)
    this.#tools.desk.reopen()
    this.#tools.gate.forget()
    const stuck = this.#list.views().filter((view) => this.#list.inScope(view) && this.#isStuck(view))
    await this.holding(() =>
      this.#journal.commitEach(
        stuck.map((view) => view.id),
        (view) => (this.#isStuck(view) ? { type: 'requeue' } : null),
      ),
    )
    this.#watch()
  }

  /** Takes nothing new up. */
  pause(): void {
    this.#mode = 'paused'
    this.#tools.desk.hold(true)
    this.#watch()
  }

  /** Takes nothing new up, and puts back what is being made here: what a service paints is followed to its end. */
  async pauseNow(): Promise<void> {
    this.pause()
    const here = [...this.#active.keys()].filter((id) => !isAtService(this.#list.view(id)))
    await this.stop(here, 'pause')
  }

  /** Sends nothing any more; takes up what is made here, and what was bought. */
  fetchOnly(): void {
    this.#problem = null
    this.#mode = 'fetching'
    this.#tools.desk.hold(true)
    this.#fetchLine.begin()
    this.#watch()
    this.pump()
  }

  /** Looks out for what blocked jobs wait for that tells nobody when it is gone: a folder, and midnight. */
  #watch(): void {
    this.#folders.watch(this.#running)
    this.#tools.desk.watchMidnight(this.#running && this.#list.tally.blocked('budget') > 0)
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
      this.#fetchLine.refill()
      this.pump()
    }
  }

  /**
   * Resolves once nothing is active, and nothing is taken up.
   * @throws {AppError} why the queue stopped by itself
   */
  async idle(): Promise<void> {
    // Waits of the queue's own clock do not keep a process alive; whoever waits for its work does.
    const alive = setInterval(() => undefined, 2 ** 30)
    try {
      await this.#tasks.onIdle()
    } finally {
      clearInterval(alive)
    }
    if (this.#problem) throw this.#problem
  }

  /** Takes up as many jobs as there are free places. */
  pump(): void {
    for (const engine of engineIds) {
      while (this.#running && this.#holds === 0 && this.#hasRoom(engine)) {
        const id = this.#list.takeNext(engine)
        if (id === null) break
        this.#take(id)
      }
    }
  }

  #hasRoom(engine: EngineId): boolean {
    const views = [...this.#active.keys()].flatMap((id) => this.#list.view(id) ?? [])
    if (isDoor(engine) && !this.#closedDoors.passes(engine)) return false
    return hasRoom(engine, views, this.#parallel, this.#tools.desk)
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
    this.#fetchLine.took(id)
    job.ended = this.#tasks.add(() => this.#run(id, job.abort.signal))
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
      this.#watch()
    }
  }

  async #work(id: string, signal: AbortSignal): Promise<void> {
    const spec = await placed(id, this.#tools.store)
    // One that got ready makes room for the next to get ready.
    const desk = jobDesk(spec, signal, this.#journal, () => this.pump())
    await runJob(desk, this.#tools)
  }

  /** What a job that ended before its end becomes. */
  async #settle(id: string, error: unknown, signal: AbortSignal): Promise<void> {
    const view = this.#list.view(id)
    if (!view || !isActive(view.state) || isStoreError(error)) throw error
    const isFull = error instanceof AppError && error.code === 'output-full'
    const { store, gate } = this.#tools
    if (isFull) await gate.noteFull(store.reading(() => store.jobs.spec(id)).folder)
    const end = endOfJob(view, error, signal, this.#clock.now())
    if (end.surprise !== null) this.#log.warn(end.surprise)
    this.#journal.commit(id, [end.event], { durable: true })
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
    if (view.state === 'blocked') return !isForTheUser(view.reason)
    return isActive(view.state) && !this.#active.has(view.id)
  }

  /** Jobs that waited for something may go on: those that the queue works on do so at once, others when it does. */
  async freed(isFreed: (view: JobView) => boolean): Promise<void> {
    const isMeant = (view: JobView) => view.state === 'blocked' && this.#list.inScope(view) && isFreed(view)
    const views = this.#running ? this.#list.views().filter(isMeant) : []
    if (views.length > 0) await this.#goOn(views.map((view) => view.id))
  }

  /** Something failed beside the jobs: the store, which ends all work, or a mistake, which is only told. */
  fail(error: unknown): void {
    if (isStoreError(error)) this.#giveUp(error)
    else this.#log.warn(`Something went wrong: ${error instanceof Error ? error.stack : error}`)
  }

  async #goOn(ids: readonly string[]): Promise<void> {
    this.#fetchLine.again(ids)
    await this.#change(() =>
      this.#journal.commitEach(ids, ({ state }) => (state === 'blocked' ? { type: 'requeue' } : null)),
    )
  }

  /** Changes the line as part of the work, so that nobody takes the queue for idle before what comes of it is taken up. */
  async #change(change: () => Promise<void>): Promise<void> {
    await this.#tasks.add(async () => {
      try {
        await this.holding(change)
      } catch (error) {
        this.#giveUp(error)
      }
    })
  }
}
