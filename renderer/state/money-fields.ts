import { moneySettingsSchema } from '../../core/money'

/** A number with a decimal comma or point. */
function decimal(text: string): number {
  const digits = text.trim()
  return /^\d+(?:[.,]\d+)?$/u.test(digits) ? Number(digits.replace(',', '.')) : Number.NaN
}

/** Thousands set apart as any of us do: 1,000 or 1.000 or 1 000 units is a thousand, never one. */
function units(text: string): number {
  const digits = text.trim()
  return /^\d{1,3}(?:[\s.,]\d{3})+$/u.test(digits) ? Number(digits.replace(/\D/gu, '')) : decimal(digits)
}

/** A cap in units; empty: no cap. `undefined`: neither. */
export function parseCap(text: string): number | null | undefined {
  return moneySettingsSchema.shape.budgetPerBatch.safeParse(text.trim() === '' ? null : units(text)).data
}

/** The price of one unit; empty: none. `undefined`: neither. */
export function parsePrice(text: string): number | null | undefined {
  return moneySettingsSchema.shape.unitPrice.safeParse(text.trim() === '' ? null : decimal(text)).data
}
