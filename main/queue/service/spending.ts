import { AppError } from '../../../core/errors'
import { startOfDay } from '../../../core/money'
import { type CreateRow, countedUnits } from '../store/creates'
import type { Store } from '../store/store'

/** What a create costs, and whom. */
export interface Purpose {
  readonly batchId: string
  readonly units: number
}

/** Units taken, by batch and since midnight, unknown charges included; and what may be taken yet. */
export class Spending {
  readonly #store: Store
  readonly #now: () => number
  readonly #dayBudget: () => number | null
  readonly #byBatch: Map<string, number>
  readonly #budgets = new Map<string, number | null>()
  #day: number
  #today: number

  constructor(store: Store, now: () => number, dayBudget: () => number | null) {
    this.#store = store
    this.#now = now
    this.#dayBudget = dayBudget
    this.#byBatch = new Map(store.reading(() => store.creates.unitsByBatch()))
    this.#day = startOfDay(now())
    this.#today = store.reading(() => store.creates.unitsSince(this.#day))
  }

  ofBatch(batchId: string): number {
    return this.#byBatch.get(batchId) ?? 0
  }

  /** Since midnight. */
  get today(): number {
    this.#turnDay()
    return this.#today
  }

  /** Counts anew once it is another day. @returns whether it was */
  #turnDay(): boolean {
    const day = startOfDay(this.#now())
    if (day === this.#day) return false
    this.#day = day
    this.#today = this.#store.reading(() => this.#store.creates.unitsSince(day))
    return true
  }

  setBudget(batchId: string, units: number | null): void {
    this.#budgets.set(batchId, units)
  }

  /** A create is now another than it was (`null`: there was none), and stored as that. */
  changed(before: CreateRow | null, after: CreateRow): void {
    const difference = countedUnits(after) - (before ? countedUnits(before) : 0)
    this.#byBatch.set(after.batchId, this.ofBatch(after.batchId) + difference)
    if (this.#turnDay()) return
    const ofToday = (row: CreateRow | null) => (row && row.sentAt >= this.#day ? countedUnits(row) : 0)
    this.#today += ofToday(after) - ofToday(before)
  }

  /** Why so much may not be taken; `null`: it may. */
  problem({ batchId, units }: Purpose): AppError | null {
    const batch = this.#budgets.get(batchId) ?? null
    const spent = this.ofBatch(batchId)
    if (batch !== null && spent + units > batch) {
      return refusal(
        `${counted(spent)} of the batch's ${counted(batch)} are spent`,
        units,
        'Raise the budget to go on.',
      )
    }
    const day = this.#dayBudget()
    if (day !== null && this.today + units > day) {
      const hint = 'Raise it, or wait until midnight.'
      return refusal(`${counted(this.today)} of the day's ${counted(day)} are spent`, units, hint)
    }
    return null
  }
}

function refusal(state: string, units: number, hint: string): AppError {
  return new AppError('budget', `${state}, and this would take ${units} more. ${hint}`)
}

function counted(units: number): string {
  return `${units} unit${units === 1 ? '' : 's'}`
}
