import { AppError } from '../../core/errors'
import type { JobEvent } from '../../core/job'
import type { JobView, UnknownChoice } from '../../core/queue'
import type { JobList } from './job-list'
import type { Journal } from './journal'
import type { Scheduler } from './scheduler'
import type { ServiceDesk } from './service/desk'
import type { StoredBatch } from './store/batches'
import type { Store } from './store/store'
import type { JobSelection } from './types'

export interface ConsentParts {
  readonly store: Store
  readonly list: JobList
  readonly journal: Journal
  readonly scheduler: Scheduler
  readonly desk: ServiceDesk
  /** All there are, by id. */
  readonly batches: Map<string, StoredBatch>
  readonly now: () => number
}

/** What only the user decides about money: a pilot's approval, a cap, what becomes of an unknown charge. */
export class Consent {
  readonly #parts: ConsentParts

  constructor(parts: ConsentParts) {
    this.#parts = parts
  }

  /** @throws {AppError} `not-found` */
  async approvePilot(batchId: string): Promise<void> {
    this.#changeBounds(batchId, { pilot: null })
    await this.#requeue((view) => view.batchId === batchId && view.reason === 'pilot')
  }

  /** @throws {AppError} `not-found` */
  async setBudget(batchId: string | 'all', units: number | null): Promise<void> {
    const ids = batchId === 'all' ? [...this.#parts.batches.keys()] : [batchId]
    for (const id of ids) this.#changeBounds(id, { budget: units })
    await this.#requeue((view) => ids.includes(view.batchId) && view.reason === 'budget')
  }

  async settleUnknown(creates: JobSelection, choice: UnknownChoice): Promise<void> {
    const settled = this.#parts.desk.settleUnknown(creates, choice)
    const errors = new Map(settled.map((row) => [row.jobId, row.error]))
    const isConcerned = (view: JobView) => errors.has(view.id) && view.reason === 'unknown-charge'
    if (choice !== 'give-up') return await this.#requeue(isConcerned)
    const at = this.#parts.now()
    await this.#commitBlocked(isConcerned, ({ id }) => {
      const error = errors.get(id)
      return error ? { type: 'fail', error, at } : null
    })
  }

  #changeBounds(batchId: string, change: Partial<Pick<StoredBatch, 'budget' | 'pilot'>>): void {
    const { batches, store, desk, journal } = this.#parts
    const batch = batches.get(batchId)
    if (!batch) throw new AppError('not-found', 'This batch is not in the queue any more.')
    const changed = { ...batch, ...change }
    store.durably(() => store.batches.saveBounds(changed))
    batches.set(batchId, changed)
    desk.spending.setBudget(batchId, changed.budget)
    journal.tell({ type: 'batches' })
  }

  /** Puts some of the blocked jobs back in line. */
  #requeue(isMeant: (view: JobView) => boolean): Promise<void> {
    return this.#commitBlocked(isMeant, () => ({ type: 'requeue' }))
  }

  #commitBlocked(isMeant: (view: JobView) => boolean, eventFor: (view: JobView) => JobEvent | null): Promise<void> {
    const { list, scheduler, journal } = this.#parts
    const isStill = (view: JobView) => view.state === 'blocked' && isMeant(view)
    const ids = list
      .views()
      .filter(isStill)
      .map((view) => view.id)
    return scheduler.holding(() => journal.commitEach(ids, (view) => (isStill(view) ? eventFor(view) : null)))
  }
}
