import type { MoneySettings } from '../../core/money'
import type { BatchView } from '../../core/queue'

/** What the caps leave for a batch that is about to start, in units; `null`: no cap. */
export interface BudgetOutlook {
  readonly leftToday: number | null
  readonly perBatch: number | null
  /** The cap that is reached first, when the batch needs more than it leaves. */
  readonly exceeded: 'day' | 'batch' | null
  /** What that cap lets through. */
  readonly covered: number
}

/** Holds an estimate against the caps. A cap does not fail a batch: what goes beyond it waits. */
export function budgetOutlook(units: number, money: MoneySettings, unitsToday: number): BudgetOutlook {
  const leftToday = money.budgetPerDay === null ? null : Math.max(0, money.budgetPerDay - unitsToday)
  const perBatch = money.budgetPerBatch
  const covered = Math.min(leftToday ?? units, perBatch ?? units, units)
  const exceeded = covered >= units ? null : leftToday !== null && leftToday <= covered ? 'day' : 'batch'
  return { leftToday, perBatch, exceeded, covered }
}

/** Which cap holds a batch's jobs up: the one that leaves less. Without a cap of its own it can only be the day's. */
export function budgetCause(
  batch: Pick<BatchView, 'units' | 'budget'> | null,
  money: MoneySettings,
  unitsToday: number,
): 'day' | 'batch' {
  if (batch === null || batch.budget === null) return 'day'
  if (money.budgetPerDay === null) return 'batch'
  return money.budgetPerDay - unitsToday < batch.budget - batch.units ? 'day' : 'batch'
}

/** Units spent by the batches that are going on, and what they may spend together; `null`: one of them has no cap. */
export interface Spending {
  readonly units: number
  readonly budget: number | null
}

/** What those batches spend; `null` when none of them costs anything. */
export function spendingOf(batches: readonly BatchView[], shown: readonly string[]): Spending | null {
  const paid = batches.filter(({ id, engine }) => shown.includes(id) && engine !== 'local')
  if (paid.length === 0) return null
  return paid.reduce<Spending>(
    (sum, { units, budget }) => ({
      units: sum.units + units,
      budget: sum.budget === null || budget === null ? null : sum.budget + budget,
    }),
    { units: 0, budget: 0 },
  )
}
