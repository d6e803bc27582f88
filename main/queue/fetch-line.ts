import type { JobView } from '../../core/queue'
import { isDoor } from '../../core/service/doors'
import type { JobList } from './job-list'
import type { Store } from './store/store'

/**
 * What may be taken up while nothing is sent to any service: jobs that are made here, and jobs of which something was
 * bought. One of those that turns out to need more is put back, and not taken up again for nothing.
 */
export class FetchLine {
  readonly #store: Pick<Store, 'jobs' | 'reading'>
  readonly #list: Pick<JobList, 'admit'>
  #on = false
  /** Waiting jobs of which something was bought; `null`: to be looked up. */
  #bought: ReadonlySet<string> | null = null
  readonly #taken = new Set<string>()

  constructor(store: Pick<Store, 'jobs' | 'reading'>, list: Pick<JobList, 'admit'>) {
    this.#store = store
    this.#list = list
  }

  /** Limits the line, and begins anew: whatever was bought gets its try. */
  begin(): void {
    this.#on = true
    this.#taken.clear()
    this.refill()
  }

  /** Everything that waits is in line again. */
  end(): void {
    this.#on = false
    this.#list.admit(() => true)
  }

  /** What was bought, and what waits, may have changed: the store is asked again when it is needed next. */
  refill(): void {
    this.#bought = null
    if (this.#on) this.#list.admit((view) => this.#admits(view))
  }

  /** Whether something was bought of a job, or nothing has to be. */
  isBought({ id, engine, passes }: JobView): boolean {
    return !isDoor(engine) || passes === 0 || this.#boughtNow().has(id)
  }

  /** A job was taken up. */
  took(id: string): void {
    if (this.#on) this.#taken.add(id)
  }

  /** What jobs waited for is gone, or the user wants them tried again: they may be taken up once more. */
  again(ids: readonly string[]): void {
    for (const id of ids) this.#taken.delete(id)
  }

  #admits(view: JobView): boolean {
    const isMadeHere = !isDoor(view.engine) || view.passes === 0
    return isMadeHere || (this.isBought(view) && !this.#taken.has(view.id))
  }

  #boughtNow(): ReadonlySet<string> {
    this.#bought ??= new Set(this.#store.reading(() => this.#store.jobs.boughtWaiting()))
    return this.#bought
  }
}
