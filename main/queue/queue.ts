import { assertNever } from '../../core/assert-never'
import type { MovedFile } from '../../core/photo'
import type {
  JobView,
  NameReport,
  PauseWay,
  Place,
  Priority,
  QueueSnapshot,
  QueueSummary,
  UnknownCharge,
  UnknownChoice,
} from '../../core/queue'
import type { BatchSettings } from '../../core/settings'
import type { StorageUse } from '../../core/storage'
import { assemble, type Found } from './assemble'
import type { BatchList } from './batch-list'
import type { Consent } from './consent'
import type { Edits } from './edits'
import { JobList } from './job-list'
import type { Journal } from './journal'
import { type Ownership, takeOwnership } from './owner'
import { recover } from './recover'
import type { Results } from './results'
import type { Scheduler } from './scheduler'
import type { ServiceDesk } from './service/desk'
import { Store } from './store/store'
import { systemClock } from './system-clock'
import type {
  AddBatchOptions,
  AddedBatch,
  JobSelection,
  PhotoToExpand,
  Queue,
  QueueChange,
  QueueOptions,
} from './types'
import { OutputWriter } from './write-output'

/**
 * Takes a state folder for this process, recovers what a crash left there, and opens its queue, paused;
 * `summary().recovered` says what was found.
 * @throws {AppError} `state-owned` when another process has the folder; `state-unreadable` when its store is damaged
 * (then it is kept aside and the next start begins with an empty one) or from a newer version; `state-unwritable`
 */
export async function openQueue(options: QueueOptions): Promise<Queue> {
  const { stateDir, clock = systemClock } = options
  const ownership = await takeOwnership(stateDir, clock.now())
  try {
    const store = Store.open(stateDir, clock.now())
    try {
      return await OpenQueue.open(store, ownership, options)
    } catch (error) {
      store.abandon()
      throw error
    }
  } catch (error) {
    await ownership.release()
    throw error
  }
}

class OpenQueue implements Queue {
  readonly #store: Store
  readonly #ownership: Ownership
  readonly #list: JobList
  readonly #journal: Journal
  readonly #scheduler: Scheduler
  readonly #desk: ServiceDesk
  readonly #consent: Consent
  readonly #edits: Edits
  readonly #batches: BatchList
  readonly results: Results
  readonly #now: () => number
  readonly #closing = new AbortController()
  #recovered: QueueSummary['recovered']

  private constructor(store: Store, ownership: Ownership, options: QueueOptions, found: Found) {
    const parts = assemble(store, options, found, this.#closing.signal)
    const { clock = systemClock } = options
    this.#now = () => clock.now()
    this.#store = store
    this.#ownership = ownership
    this.#list = found.list
    this.#recovered = found.recovered
    this.#journal = parts.journal
    this.#desk = parts.desk
    this.#scheduler = parts.scheduler
    this.#batches = parts.batches
    this.results = parts.results
    this.#consent = parts.consent
    this.#edits = parts.edits
  }

  static async open(store: Store, ownership: Ownership, options: QueueOptions): Promise<OpenQueue> {
    const { imaging, clock = systemClock, onStep = () => undefined } = options
    const now = () => clock.now()
    // Compared with the times of files, which no other clock sets.
    const fileTime = () => Date.now()
    const writer = new OutputWriter({ store, hash: (path, how) => imaging.hash(path, how), now: fileTime, onStep })
    const list = new JobList()
    const recovered = await recover(list, { store, writer, now })
    const queue = new OpenQueue(store, ownership, options, { list, writer, recovered })
    await queue.#desk.open()
    queue.#batches.dropEmpty()
    return queue
  }

  addBatch(
    photos: readonly PhotoToExpand[],
    settings: BatchSettings,
    options: AddBatchOptions = {},
  ): Promise<AddedBatch> {
    return this.#batches.add(photos, settings, options, this.#closing.signal)
  }

  checkNames(
    photos: readonly PhotoToExpand[],
    settings: BatchSettings,
    options: Omit<AddBatchOptions, 'budget'> = {},
  ): Promise<NameReport> {
    return this.#batches.checkNames(photos, settings, options, this.#closing.signal)
  }

  async setRunning(running: boolean, { onlyBatch = null }: { readonly onlyBatch?: string | null } = {}): Promise<void> {
    if (running) {
      this.#recovered = null
      this.#list.limitTo(onlyBatch)
      await this.#scheduler.start()
    } else this.#scheduler.pause()
    this.#journal.tell({ type: 'summary' })
  }

  async pause(way: PauseWay): Promise<void> {
    switch (way) {
      case 'after-current':
        this.#scheduler.pause()
        break
      case 'now':
        await this.#scheduler.pauseNow()
        break
      case 'sending':
        this.#recovered = null
        this.#list.limitTo(null)
        this.#scheduler.fetchOnly()
        break
      default:
        assertNever(way)
    }
    this.#journal.tell({ type: 'summary' })
  }

  cancel(jobs: JobSelection): Promise<void> {
    return this.#edits.cancel(jobs)
  }

  retry(jobs: JobSelection): Promise<void> {
    return this.#edits.retry(jobs)
  }

  clear(jobs: JobSelection, cleared = true): Promise<void> {
    return this.#edits.clear(jobs, cleared)
  }

  remove(jobs: JobSelection): Promise<void> {
    return this.#edits.remove(jobs)
  }

  move(jobs: readonly string[], before: string | null): Promise<readonly Place[]> {
    return this.#edits.move(jobs, before)
  }

  place(places: readonly Place[]): Promise<void> {
    return this.#edits.place(places)
  }

  setPriority(jobs: JobSelection, priority: Priority): Promise<void> {
    return this.#edits.setPriority(jobs, priority)
  }

  follow(moves: readonly MovedFile[]): Promise<void> {
    return this.#edits.follow(moves)
  }

  async holdBatch(batchId: string, held: boolean): Promise<void> {
    await this.#scheduler.holding(async () => this.#batches.hold(batchId, held))
  }

  batchSettings(batchId: string, job?: string): BatchSettings | null {
    return this.#batches.settings(batchId, job)
  }

  isSending(): boolean {
    return this.#desk.isSending
  }

  taskIds(id: string): readonly string[] {
    return this.#store.reading(() => this.#store.creates.taskIdsOf(id))
  }

  approvePilot(batchId: string): Promise<void> {
    return this.#consent.approvePilot(batchId)
  }

  setBudget(batchId: string | 'all', units: number | null): Promise<void> {
    return this.#consent.setBudget(batchId, units)
  }

  unknownCharges(): readonly UnknownCharge[] {
    return this.#desk.unknownCharges()
  }

  settleUnknown(creates: JobSelection, choice: UnknownChoice): Promise<void> {
    return this.#consent.settleUnknown(creates, choice)
  }

  hint(taskId: string): void {
    this.#desk.hint(taskId)
  }

  retryOffline(): void {
    this.#desk.retryOffline()
  }

  renderUse(): StorageUse {
    return this.#desk.renders.use()
  }

  clearRenders(): Promise<void> {
    return this.#desk.renders.clear()
  }

  limitRenders(maxBytes: number): Promise<void> {
    return this.#desk.renders.setLimit(maxBytes)
  }

  job(id: string): JobView | undefined {
    return this.#list.view(id)
  }

  isOutput(path: string): boolean {
    return this.#store.reading(() => this.#store.outputs.isOwn(path))
  }

  madeContent(sha256: string): boolean {
    return this.#store.reading(() => this.#store.outputs.hasContent(sha256))
  }

  snapshot(): Omit<QueueSnapshot, 'revision'> {
    return { jobs: this.#list.views(), batches: this.#batches.views(), summary: this.summary() }
  }

  summary(): QueueSummary {
    const { mode, parallel, problem } = this.#scheduler
    const { tally } = this.#list
    return {
      running: mode !== 'paused',
      mode,
      counts: tally.counts(),
      etaMs: tally.etaMs(parallel, this.#now()),
      active: tally.active,
      parallel,
      units: tally.units,
      unitsToday: this.#desk.spending.today,
      doors: [...this.#desk.statuses((door) => tally.openOf(door) > 0)],
      unknownCharges: this.#desk.unknownCount,
      recovered: this.#recovered,
      ...(problem ? { problem } : {}),
    }
  }

  dismissRecovery(): void {
    this.#recovered = null
    this.#journal.tell({ type: 'summary' })
  }

  onChange(listener: (change: QueueChange) => void): () => void {
    return this.#journal.listen(listener)
  }

  idle(): Promise<void> {
    return this.#scheduler.idle()
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return
    this.#closing.abort()
    await this.#batches.added()
    await this.#scheduler.close()
    await this.results.close()
    await this.#desk.close()
    try {
      this.#store.close()
    } finally {
      await this.#ownership.release()
    }
  }
}
