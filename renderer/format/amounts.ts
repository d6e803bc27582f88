import { useTranslation } from 'react-i18next'
import type { MoneySettings } from '../../core/money'
import { useSettings } from '../state/hooks'

/** Below this an amount is shown with more decimals than the currency has: a unit often costs less than a cent. */
const smallAmount = 0.1

/** What so many units come to at the user's own price, in their currency; `null` without a price. */
export function formatAmount(units: number, { unitPrice, currency }: MoneySettings, language: string): string | null {
  if (unitPrice === null) return null
  const amount = units * unitPrice
  const digits = amount > 0 && amount < smallAmount ? { maximumFractionDigits: 4 } : {}
  return new Intl.NumberFormat(language, { style: 'currency', currency, ...digits }).format(amount)
}

/** `formatAmount` with the user's price and language. */
export function useAmount(): (units: number) => string | null {
  const { i18n } = useTranslation()
  const money = useSettings((state) => state.settings.money)
  return (units) => formatAmount(units, money, i18n.language)
}
