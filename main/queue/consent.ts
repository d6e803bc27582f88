import type { JobEvent } from '../../core/job'
import type { JobView, UnknownChoice } from '../../core/queue'
import type { BatchList } from './batch-list'
import type { JobList } from './job-list'
import type { Journal } from './journal'
import type { Scheduler } from './scheduler'
import type { ServiceDesk } from './service/desk'
import type { JobSelection } from './types'

export interface ConsentParts {
  readonly list: JobList
  readonly journal: Journal
  readonly scheduler: Scheduler
  readonly desk: ServiceDesk
  readonly batches: BatchList
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
    // The approval is stored last: a crash between the two asks for it again, and leaves no job held for ever.
    await this.#requeue((view) => view.batchId === batchId && view.reason === 'pilot')
    this.#parts.batches.changeBounds(batchId, { pilot: null })
  }

  /** @throws {AppError} `not-found` */
  async setBudget(batchId: string | 'all', units: number | null): Promise<void> {
    const ids = batchId === 'all' ? this.#parts.batches.ids() : [batchId]
    for (const id of ids) this.#parts.batches.changeBounds(id, { budget: units })
    await this.#requeue((view) => ids.includes(view.batchId) && view.reason === 'budget')
  }

  async settleUnknown(creates: JobSelection, choice: UnknownChoice): Promise<void> {
    const errors = this.#parts.desk.settleUnknown(creates, choice)
    const isConcerned = (view: JobView) => errors.has(view.id) && view.reason === 'unknown-charge'
    if (choice !== 'give-up') return await this.#requeue(isConcerned)
    const at = this.#parts.now()
    await this.#commitBlocked(isConcerned, ({ id }) => {
      const error = errors.get(id)
      return error ? { type: 'fail', error, at } : null
    })
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
