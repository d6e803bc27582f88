import { TextInput } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type MoneySettings, moneySettingsSchema } from '../../../core/money'
import { useDraft } from '../../components/use-draft'
import { useAmount } from '../../format/amounts'
import { updateSettings } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { parseCap, parsePrice } from '../../state/money-fields'
import { Row } from './row'
import classes from './settings-view.module.css'
import { useArrival } from './use-arrival'

/** What units are worth to the user, and how many may be spent. */
export function MoneySection() {
  const { t } = useTranslation()
  const ref = useArrival('money')
  const amount = useAmount()
  const thousand = amount(1000)
  return (
    <section ref={ref} className={classes.section} aria-label={t('money.title')}>
      <h2>{t('money.title')}</h2>
      <p className={classes.intro}>{t('money.intro')}</p>
      <Field name="budgetPerBatch" parse={parseCap} />
      <Field name="budgetPerDay" parse={parseCap} />
      <Field
        name="unitPrice"
        parse={parsePrice}
        note={thousand === null ? t('money.notes.unitPrice') : t('money.thousand', { amount: thousand })}
      />
      <Currency />
    </section>
  )
}

interface FieldProps {
  readonly name: 'unitPrice' | 'budgetPerBatch' | 'budgetPerDay'
  /** `undefined`: not a number that fits. */
  readonly parse: (text: string) => number | null | undefined
  readonly note?: string
}

function Field({ name, parse, note }: FieldProps) {
  const { t } = useTranslation()
  const app = useApp()
  const id = useId()
  const money = useSettings((state) => state.settings.money)
  const { field, invalid } = useDraft<Partial<MoneySettings>>({
    text: money[name] === null ? '' : String(money[name]),
    parse: (text) => {
      const value = parse(text)
      return value === undefined ? null : { [name]: value }
    },
    commit: (change) => void updateSettings(app, { money: { ...money, ...change } }),
  })
  return (
    <>
      <Row labels={id} words={t(`money.${name}`)} note={note ?? t(`money.notes.${name}`)}>
        <TextInput
          {...field}
          id={id}
          className={classes.number}
          inputMode="decimal"
          placeholder={t('money.none')}
          error={invalid}
        />
      </Row>
      {invalid && (
        <p role="alert" className={classes.fault}>
          {t('money.numberFault')}
        </p>
      )}
    </>
  )
}

function Currency() {
  const { t } = useTranslation()
  const app = useApp()
  const id = useId()
  const money = useSettings((state) => state.settings.money)
  const { field, invalid } = useDraft({
    text: money.currency,
    parse: (text) => moneySettingsSchema.shape.currency.safeParse(text.trim().toUpperCase()).data ?? null,
    commit: (currency) => void updateSettings(app, { money: { ...money, currency } }),
  })
  return (
    <>
      <Row labels={id} words={t('money.currency')}>
        <TextInput {...field} id={id} className={classes.number} maxLength={3} spellCheck={false} error={invalid} />
      </Row>
      {invalid && (
        <p role="alert" className={classes.fault}>
          {t('money.currencyFault')}
        </p>
      )}
    </>
  )
}
