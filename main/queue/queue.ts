import { randomUUID } from 'node:crypto'
import { isFinished, type JobState } from '../../core/job'
import type { BatchView, JobView, QueueSnapshot, QueueSummary, UnknownCharge, UnknownChoice } from '../../core/queue'
import type { ServiceAccess } from '../../core/service/access'
import { isDoor } from '../../core/service/doors'
import type { BatchSettings } from '../../core/settings'
import { breather } from '../shared/breather'
import { Consent } from './consent'
import { InFlight } from './in-flight'
import { JobList } from './job-list'
import { jobView } from './job-view'
import { Journal } from './journal'
import { OutputGate } from './output-gate'
import { type Ownership, takeOwnership } from './owner'
import { PhotoHasher } from './photo-hasher'
import { type PlannedJob, pilotOf, planBatch } from './plan-batch'
import { moved } from './positions'
import { recover } from './recover'
import { Scheduler } from './scheduler'
import { noAccess, ServiceDesk } from './service/desk'
import { isFreed } from './service/freed'
import type { StoredBatch } from './store/batches'
import { Store } from './store/store'
import { storeBatch } from './store-batch'
import { systemClock } from './system-clock'
import { Turns } from './turns'
import type {
  AddBatchOptions,
  AddedBatch,
  Clock,
  JobSelection,
  PhotoToExpand,
  Queue,
  QueueChange,
  QueueLog,
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

/** What opening came upon. */
interface Found {
  readonly list: JobList
  readonly writer: OutputWriter
  readonly recovered: QueueSummary['recovered']
}

const silence: QueueLog = { warn: () => undefined }

class OpenQueue implements Queue {
  readonly #store: Store
  readonly #ownership: Ownership
  readonly #list: JobList
  readonly #journal: Journal
  readonly #scheduler: Scheduler
  readonly #hasher: PhotoHasher
  readonly #access: ServiceAccess
  readonly #desk: ServiceDesk
  readonly #consent: Consent
  readonly #clock: Clock
  readonly #batches: Map<string, StoredBatch>
  readonly #closing = new AbortController()
  #recovered: QueueSummary['recovered']
  /** Batches are added one after another, so that their names do not collide. */
  #adding: Promise<unknown> = Promise.resolve()

  private constructor(store: Store, ownership: Ownership, options: QueueOptions, found: Found) {
    const { imaging, version, clock = systemClock, log = silence } = options
    const { list, writer, recovered } = found
    this.#store = store
    this.#ownership = ownership
    this.#clock = clock
    this.#list = list
    this.#recovered = recovered
    this.#batches = new Map(store.batches.all().map((batch) => [batch.id, batch]))
    this.#journal = new Journal(store, list, log)
    this.#hasher = new PhotoHasher(store, imaging)
    this.#access = options.access ?? noAccess
    this.#desk = new ServiceDesk({
      stateDir: options.stateDir,
      store,
      list,
      journal: this.#journal,
      imaging,
      access: this.#access,
      clock,
      dayBudget: options.dayBudget ?? (() => null),
      cacheBytes: options.renderCacheBytes,
      onFreed: (freed) => void this.#scheduler.freed((view) => isFreed(view, freed)),
      onFailure: (error) => this.#scheduler.fail(error),
    })
    const [gate, inFlight, paintTurns] = [new OutputGate(store), new InFlight(), new Turns()]
    const { hasher, desk } = { hasher: this.#hasher, desk: this.#desk }
    const now = () => clock.now()
    const tools = { store, imaging, hasher, gate, writer, inFlight, desk, paintTurns, now, version }
    this.#scheduler = new Scheduler({ tools, list, journal: this.#journal, clock, log })
    const { journal, scheduler, batches } = {
      journal: this.#journal,
      scheduler: this.#scheduler,
      batches: this.#batches,
    }
    this.#consent = new Consent({ store, list, journal, scheduler, desk, batches, now })
  }

  static async open(store: Store, ownership: Ownership, options: QueueOptions): Promise<OpenQueue> {
    const { imaging, clock = systemClock, onStep = () => undefined } = options
    const now = () => clock.now()
    const writer = new OutputWriter({ store, hash: (path, how) => imaging.hash(path, how), now, onStep })
    const list = new JobList()
    const recovered = await recover(list, { store, writer, now })
    const queue = new OpenQueue(store, ownership, options, { list, writer, recovered })
    await queue.#desk.open()
    queue.#dropEmptyBatches()
    return queue
  }

  addBatch(
    photos: readonly PhotoToExpand[],
    settings: BatchSettings,
    options: AddBatchOptions = {},
  ): Promise<AddedBatch> {
    const added = this.#adding.then(() => this.#addBatch(photos, settings, options))
    this.#adding = added.catch(() => undefined)
    return added
  }

  async setRunning(running: boolean, { onlyBatch = null }: { readonly onlyBatch?: string | null } = {}): Promise<void> {
    if (!running) {
      this.#scheduler.pause()
    } else {
      this.#recovered = null
      this.#list.limitTo(onlyBatch)
      await this.#scheduler.start()
    }
    this.#journal.tell({ type: 'summary' })
  }

  async cancel(jobs: JobSelection): Promise<void> {
    const ids = this.#ids(jobs)
    await this.#scheduler.holding(async () => {
      const stopped = this.#scheduler.stop(ids, 'cancel')
      const at = this.#clock.now()
      await this.#journal.commitEach(ids, (view) =>
        isFinished(view.state) || this.#scheduler.has(view.id) ? null : { type: 'cancel', at },
      )
      await stopped
    })
  }

  async retry(jobs: JobSelection): Promise<void> {
    const retried: readonly JobState[] = ['failed', 'cancelled', 'blocked']
    await this.#scheduler.holding(() =>
      this.#journal.commitEach(this.#ids(jobs), (view) => (retried.includes(view.state) ? { type: 'requeue' } : null)),
    )
  }

  async remove(jobs: JobSelection): Promise<void> {
    await this.#scheduler.holding(async () => {
      const ids = this.#ids(jobs).filter((id) => this.#list.get(id) && !this.#scheduler.has(id))
      await this.#journal.remove(ids)
      this.#dropEmptyBatches()
    })
    this.#journal.tell({ type: 'summary' })
  }

  async move(jobs: readonly string[], before: string | null): Promise<void> {
    await this.#scheduler.holding(() => this.#journal.place(moved(this.#list.views(), jobs, before)))
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

  job(id: string): JobView | undefined {
    return this.#list.view(id)
  }

  snapshot(): Omit<QueueSnapshot, 'revision'> {
    return { jobs: this.#list.views(), batches: this.#batchViews(), summary: this.summary() }
  }

  summary(): QueueSummary {
    const { running, parallel, problem } = this.#scheduler
    const { tally } = this.#list
    return {
      running,
      counts: tally.counts(),
      etaMs: tally.etaMs(parallel),
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
    await this.#adding
    await this.#scheduler.close()
    await this.#desk.close()
    try {
      this.#store.close()
    } finally {
      await this.#ownership.release()
    }
  }

  async #addBatch(
    photos: readonly PhotoToExpand[],
    settings: BatchSettings,
    { again = false, budget = null, signal }: AddBatchOptions,
  ): Promise<AddedBatch> {
    const batchId = randomUUID()
    const { engine } = settings
    const watermark = isDoor(engine) ? (await this.#access.current(engine)).settings.watermark : null
    const planned = await planBatch(photos, settings, {
      batchId,
      store: this.#store,
      hasher: this.#hasher,
      again,
      watermark,
      takePositions: (count) => this.#list.takePositions(count),
      signal: signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal,
    })
    const { skipped, refused, ownOutputs } = planned
    if (planned.jobs.length === 0) return { batchId: null, jobs: [], skipped, refused, ownOutputs }
    const batch: StoredBatch = {
      id: batchId,
      createdAt: this.#clock.now(),
      engine,
      skipped: skipped.length,
      budget,
      pilot: pilotOf(settings, planned.jobs.length),
    }
    await storeBatch(this.#store, batch, planned)
    this.#batches.set(batchId, batch)
    this.#desk.spending.setBudget(batchId, budget)
    const views = await this.#announce(planned.jobs)
    this.#journal.tell({ type: 'batches' })
    return { batchId, jobs: views, skipped, refused, ownOutputs }
  }

  /** Takes jobs that are stored into memory, and tells of each. */
  async #announce(jobs: readonly PlannedJob[]): Promise<readonly JobView[]> {
    const breathe = breather()
    const views: JobView[] = []
    for (const job of jobs) {
      await breathe()
      const view = jobView(job)
      this.#list.add(view, job.spec.folder)
      views.push(view)
      this.#journal.tell({ type: 'job', job: view, previous: null })
    }
    this.#scheduler.pump()
    return views
  }

  #batchViews(): BatchView[] {
    return [...this.#batches.values()].map((batch) => ({
      ...batch,
      jobs: this.#list.sizeOf(batch.id),
      units: this.#desk.spending.ofBatch(batch.id),
    }))
  }

  #dropEmptyBatches(): void {
    const empty = [...this.#batches.keys()].filter((id) => this.#list.sizeOf(id) === 0)
    if (empty.length === 0) return
    this.#store.lightly(() => {
      for (const id of empty) this.#store.batches.remove(id)
    })
    for (const id of empty) this.#batches.delete(id)
    this.#journal.tell({ type: 'batches' })
  }

  #ids(jobs: JobSelection): readonly string[] {
    return jobs === 'all' ? this.#list.views().map((view) => view.id) : jobs
  }
}
