import { randomUUID } from 'node:crypto'
import { isFinished, type JobState } from '../../core/job'
import type { BatchView, JobView, QueueSnapshot, QueueSummary } from '../../core/queue'
import type { BatchSettings } from '../../core/settings'
import { breather } from '../shared/breather'
import { InFlight } from './in-flight'
import { JobList } from './job-list'
import { jobView } from './job-view'
import { Journal } from './journal'
import { OutputGate } from './output-gate'
import { type Ownership, takeOwnership } from './owner'
import { PhotoHasher } from './photo-hasher'
import { type PlannedJob, planBatch } from './plan-batch'
import { moved } from './positions'
import { recover } from './recover'
import { Scheduler } from './scheduler'
import type { StoredBatch } from './store/batches'
import { Store } from './store/store'
import { storeBatch } from './store-batch'
import { systemClock } from './system-clock'
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
    const [gate, inFlight] = [new OutputGate(store), new InFlight()]
    const tools = { store, imaging, hasher: this.#hasher, gate, writer, inFlight, now: () => clock.now(), version }
    this.#scheduler = new Scheduler({ tools, list, journal: this.#journal, clock, log })
  }

  static async open(store: Store, ownership: Ownership, options: QueueOptions): Promise<OpenQueue> {
    const { imaging, clock = systemClock, onStep = () => undefined } = options
    const now = () => clock.now()
    const writer = new OutputWriter({ store, hash: (path, how) => imaging.hash(path, how), now, onStep })
    const list = new JobList()
    const recovered = await recover(list, { store, writer, now })
    const queue = new OpenQueue(store, ownership, options, { list, writer, recovered })
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
    try {
      this.#store.close()
    } finally {
      await this.#ownership.release()
    }
  }

  async #addBatch(
    photos: readonly PhotoToExpand[],
    settings: BatchSettings,
    { again = false, signal }: AddBatchOptions,
  ): Promise<AddedBatch> {
    const batchId = randomUUID()
    const planned = await planBatch(photos, settings, {
      batchId,
      store: this.#store,
      hasher: this.#hasher,
      again,
      takePositions: (count) => this.#list.takePositions(count),
      signal: signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal,
    })
    const { skipped, refused, ownOutputs } = planned
    if (planned.jobs.length === 0) return { batchId: null, jobs: [], skipped, refused, ownOutputs }
    const batch: StoredBatch = {
      id: batchId,
      createdAt: this.#clock.now(),
      engine: settings.engine,
      skipped: skipped.length,
    }
    await storeBatch(this.#store, batch, planned)
    this.#batches.set(batchId, batch)
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
    return [...this.#batches.values()].map((batch) => ({ ...batch, jobs: this.#list.sizeOf(batch.id) }))
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
