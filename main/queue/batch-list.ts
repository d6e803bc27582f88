import { randomUUID } from 'node:crypto'
import { AppError } from '../../core/errors'
import { presetNamer } from '../../core/name-fields'
import type { BatchView, JobView, NameReport } from '../../core/queue'
import type { ServiceAccess } from '../../core/service/access'
import { isDoor } from '../../core/service/doors'
import type { BatchSettings } from '../../core/settings'
import { breather } from '../shared/breather'
import type { JobList } from './job-list'
import { jobView } from './job-view'
import type { Journal } from './journal'
import { reportNames } from './name-outputs'
import type { PhotoHasher } from './photo-hasher'
import { isBeyondPilot, outlineBatch, type PlanBatchContext, type PlannedJob, pilotOf, planBatch } from './plan-batch'
import { notWaiting } from './same-waiting'
import type { Spending } from './service/spending'
import type { StoredBatch } from './store/batches'
import type { Store } from './store/store'
import { storeBatch } from './store-batch'
import type { AddBatchOptions, AddedBatch, PhotoToExpand } from './types'

export interface BatchListParts {
  readonly store: Store
  readonly list: JobList
  readonly journal: Journal
  readonly hasher: PhotoHasher
  readonly access: ServiceAccess
  readonly spending: Spending
  readonly now: () => number
  /** Jobs are there that may be taken up. */
  readonly onAdded: () => void
}

/** All batches: how they come, what bounds them, and how they go. */
export class BatchList {
  readonly #parts: BatchListParts
  readonly #batches: Map<string, StoredBatch>
  /** Batches are added one after another, so that their names do not collide. */
  #adding: Promise<unknown> = Promise.resolve()

  constructor(parts: BatchListParts) {
    this.#parts = parts
    const { store } = parts
    this.#batches = new Map(store.reading(() => store.batches.all()).map((batch) => [batch.id, batch]))
    for (const { id, held } of this.#batches.values()) if (held) parts.list.hold(id, true)
  }

  ids(): readonly string[] {
    return [...this.#batches.keys()]
  }

  views(): BatchView[] {
    const { list, spending } = this.#parts
    return [...this.#batches.values()].map((batch) => ({
      ...batch,
      jobs: list.sizeOf(batch.id),
      units: spending.ofBatch(batch.id),
    }))
  }

  /** @throws as `Queue.addBatch` does; `cancelled` also by `closing` */
  add(
    photos: readonly PhotoToExpand[],
    settings: BatchSettings,
    options: AddBatchOptions,
    closing: AbortSignal,
  ): Promise<AddedBatch> {
    const added = this.#adding.then(() => this.#add(photos, settings, options, closing))
    this.#adding = added.catch(() => undefined)
    return added
  }

  /** @throws as `Queue.checkNames` does; `cancelled` also by `closing` */
  async checkNames(
    photos: readonly PhotoToExpand[],
    settings: BatchSettings,
    options: AddBatchOptions,
    closing: AbortSignal,
  ): Promise<NameReport> {
    const context = await this.#planContext(randomUUID(), settings, options, closing)
    const { store } = this.#parts
    const { open } = await outlineBatch(photos, settings, context)
    return reportNames(context.again ? open : await notWaiting(open, settings, context.watermark, store), store)
  }

  /** Whether a job is one that its batch's pilot holds back, until that is approved. */
  awaitsPilot(job: Pick<JobView, 'id' | 'batchId'>): boolean {
    return isBeyondPilot(job, this.#batches.get(job.batchId)?.pilot ?? null)
  }

  /** Resolves once nothing is being added. */
  async added(): Promise<void> {
    await this.#adding
  }

  /**
   * Changes what bounds a batch.
   * @throws {AppError} `not-found`
   */
  changeBounds(id: string, change: Partial<Pick<StoredBatch, 'budget' | 'pilot'>>): void {
    const { store, spending, journal } = this.#parts
    const batch = this.#known(id)
    const changed = { ...batch, ...change }
    store.durably(() => store.batches.saveBounds(changed))
    this.#batches.set(id, changed)
    spending.setBudget(id, changed.budget)
    journal.tell({ type: 'batches' })
  }

  /**
   * Keeps a batch's waiting jobs from being taken up, or lets them.
   * @throws {AppError} `not-found`
   */
  hold(id: string, held: boolean): void {
    const { store, list, journal } = this.#parts
    const batch = this.#known(id)
    store.durably(() => store.batches.saveHeld(id, held))
    this.#batches.set(id, { ...batch, held })
    list.hold(id, held)
    journal.tell({ type: 'batches' })
  }

  /** See `Queue.batchSettings`. */
  settings(id: string, job?: string): BatchSettings | null {
    const { store, list } = this.#parts
    this.#known(id)
    const settings = store.reading(() => store.batches.settings(id))
    if (job === undefined || settings === null) return settings
    if (list.view(job)?.batchId !== id) throw new AppError('not-found', 'This job is not in the queue any more.')
    const { target, prompt } = store.reading(() => store.jobs.spec(job))
    return { ...settings, target, moreTargets: [], prompt }
  }

  #known(id: string): StoredBatch {
    const batch = this.#batches.get(id)
    if (!batch) throw new AppError('not-found', 'This batch is not in the queue any more.')
    return batch
  }

  /** Forgets batches that have no job any more. */
  dropEmpty(): void {
    const { store, list, journal } = this.#parts
    const empty = this.ids().filter((id) => list.sizeOf(id) === 0)
    if (empty.length === 0) return
    store.lightly(() => {
      for (const id of empty) store.batches.remove(id)
    })
    for (const id of empty) this.#batches.delete(id)
    journal.tell({ type: 'batches' })
  }

  async #add(
    photos: readonly PhotoToExpand[],
    settings: BatchSettings,
    options: AddBatchOptions,
    closing: AbortSignal,
  ): Promise<AddedBatch> {
    const { store, journal, spending, now, onAdded } = this.#parts
    const { budget = null } = options
    const batchId = randomUUID()
    const { engine } = settings
    const context = await this.#planContext(batchId, settings, options, closing)
    const planned = await planBatch(photos, settings, context)
    const { skipped, refused, ownOutputs, nameTaken, waiting } = planned
    const left = { skipped, refused, ownOutputs, nameTaken, waiting }
    if (planned.jobs.length === 0) return { batchId: null, jobs: [], ...left }
    const batch: StoredBatch = {
      id: batchId,
      createdAt: now(),
      engine,
      skipped: skipped.length,
      budget,
      pilot: pilotOf(settings, planned.jobs.length),
      held: false,
      photos: new Set([...planned.jobs.map(({ spec }) => spec.source), ...skipped.map(({ source }) => source)]).size,
    }
    await storeBatch(store, batch, settings, planned)
    this.#batches.set(batchId, batch)
    spending.setBudget(batchId, budget)
    const views = await this.#announce(planned.jobs)
    onAdded()
    journal.tell({ type: 'batches' })
    return { batchId, jobs: views, ...left }
  }

  async #planContext(
    batchId: string,
    { engine }: BatchSettings,
    { again = false, leaveWaiting = false, presets = [], watermark, signal }: AddBatchOptions,
    closing: AbortSignal,
  ): Promise<PlanBatchContext> {
    const { store, list, hasher, access } = this.#parts
    const set = watermark === undefined && isDoor(engine) ? (await access.current(engine)).settings.watermark : null
    return {
      batchId,
      store,
      hasher,
      again,
      leaveWaiting,
      watermark: watermark ?? set,
      presetOf: presetNamer(presets),
      takePositions: (count) => list.takePositions(count),
      signal: signal ? AbortSignal.any([signal, closing]) : closing,
    }
  }

  /** Takes jobs that are stored into memory, and tells of each. */
  async #announce(jobs: readonly PlannedJob[]): Promise<readonly JobView[]> {
    const { list, journal } = this.#parts
    const breathe = breather()
    const views: JobView[] = []
    for (const job of jobs) {
      await breathe()
      const view = jobView(job)
      list.add(view, job.spec.folder)
      views.push(view)
      journal.tell({ type: 'job', job: view, previous: null })
    }
    return views
  }
}
