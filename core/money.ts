import { z } from 'zod'

const capSchema = z.number().nonnegative().max(1_000_000_000)

/** What units are worth to the user, and how many may be spent. No price is claimed: it is the user's own figure. */
export const moneySettingsSchema = z.object({
  /** Price of one unit in `currency`; `null`: amounts are shown in units alone. */
  unitPrice: z.number().positive().max(1_000_000).nullable(),
  /** ISO 4217, three capital letters. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Most units a batch may take, for batches to come; `null`: no cap. */
  budgetPerBatch: capSchema.nullable(),
  /** Most units all batches may take from midnight to midnight (this computer's time); `null`: no cap. */
  budgetPerDay: capSchema.nullable(),
})
export type MoneySettings = z.infer<typeof moneySettingsSchema>

export const defaultMoneySettings: MoneySettings = {
  unitPrice: null,
  currency: 'USD',
  budgetPerBatch: null,
  budgetPerDay: null,
}

/** The midnight that a day began with, by this computer's time zone, ms since 1970. */
export function startOfDay(now: number): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
