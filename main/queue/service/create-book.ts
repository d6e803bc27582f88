import type { JobList } from '../job-list'
import type { Journal } from '../journal'
import type { CreateRow } from '../store/creates'
import type { RenderRow } from '../store/renders'
import type { Store } from '../store/store'
import { interrupted } from './create-row'
import type { Spending } from './spending'

/** Where every change of a create goes through: stored together with what it charges its job, then counted. */
export class CreateBook {
  readonly #store: Store
  readonly #list: JobList
  readonly #journal: Journal
  readonly #spending: Spending
  /** Creates that wait for the user. */
  readonly #asking = new Map<string, CreateRow>()

  constructor(parts: {
    readonly store: Store
    readonly list: JobList
    readonly journal: Journal
    readonly spending: Spending
  }) {
    this.#store = parts.store
    this.#list = parts.list
    this.#journal = parts.journal
    this.#spending = parts.spending
  }

  /** Those that wait for the user, oldest first. */
  asking(): readonly CreateRow[] {
    return [...this.#asking.values()].sort((a, b) => a.sentAt - b.sentAt)
  }

  ofPass(paintKey: string, pass: number): readonly CreateRow[] {
    return this.#store.reading(() => this.#store.creates.ofPass(paintKey, pass))
  }

  /** Reads what the last owner left: bytes that were on their way then may have arrived. */
  recover(): readonly CreateRow[] {
    const rows = this.#store.reading(() => this.#store.creates.unfinished())
    return rows.map((row) => {
      const known = row.state === 'sent' ? interrupted(row) : row
      if (known !== row) this.save(row, known)
      else this.#note(row)
      return known
    })
  }

  /** Stores a create in the place of what it was (`null`: it is new), so that it survives a power cut. */
  save(before: CreateRow | null, after: CreateRow, renders: readonly RenderRow[] = []): CreateRow {
    const charge = after.units - (before?.units ?? 0)
    const write = () => {
      this.#store.creates.save(after)
      for (const render of renders) this.#store.renders.save(render)
    }
    if (charge !== 0 && this.#list.view(after.jobId)) {
      this.#journal.commit(after.jobId, [{ type: 'charge', units: charge }], { durable: true, also: write })
    } else {
      this.#store.durably(write)
    }
    this.#note(after)
    this.#spending.changed(before, after)
    this.#journal.tell({ type: 'batches' })
    return after
  }

  /** Forgets a create that was certainly not accepted, and never was sent with another outcome. */
  forget(row: CreateRow): void {
    this.#store.durably(() => this.#store.creates.remove(row.id))
    this.#asking.delete(row.id)
    this.#spending.changed(row, { ...row, state: 'refused' })
    this.#journal.tell({ type: 'batches' })
  }

  #note(row: CreateRow): void {
    if (row.state === 'unknown' && row.asks) this.#asking.set(row.id, row)
    else this.#asking.delete(row.id)
  }
}
