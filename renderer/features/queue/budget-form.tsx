import { TextInput } from '@mantine/core'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { raiseBudget } from '../../state/actions'
import { useApp } from '../../state/hooks'
import { parseCap } from '../../state/money-fields'
import classes from './budget-form.module.css'

interface BudgetFormProps {
  readonly cause: 'batch' | 'day'
  readonly batch: string | null
  /** Those that wait for it. */
  readonly jobs: readonly string[]
  /** Units. */
  readonly spent: number
  readonly cap: number | null
  readonly onDone: () => void
}

/** Asks for a higher cap; empty takes it away. */
export function BudgetForm({ cause, batch, jobs, spent, cap, onDone }: BudgetFormProps) {
  const { t } = useTranslation()
  const app = useApp()
  const id = useId()
  const faultId = useId()
  const [text, setText] = useState(() => (cap === null ? '' : String(cap)))
  const units = parseCap(text)
  const initial = cap === null ? '' : String(cap)
  const raised = units === null || (units !== undefined && units > (cap ?? 0) && units > spent)

  const raise = async (event: FormEvent) => {
    event.preventDefault()
    if (units === undefined || !raised) return
    if (await raiseBudget(app, cause === 'batch' ? batch : null, units, jobs)) onDone()
  }
  return (
    <form className={classes.form} onSubmit={(event) => void raise(event)}>
      <label htmlFor={id}>{t(`queue.budget.${cause}`)}</label>
      <p className={classes.note}>{t('queue.budget.spent', { spent: t('format.units', { count: spent }) })}</p>
      <div className={classes.line}>
        <TextInput
          id={id}
          data-autofocus
          inputMode="numeric"
          placeholder={t('money.none')}
          value={text}
          error={!raised && text !== initial}
          aria-describedby={faultId}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!raised}>
          {t('queue.budget.raise')}
        </Button>
      </div>
      <p id={faultId} className={classes.note}>
        {raised && units === null ? t('queue.budget.uncapped') : t('queue.budget.hint')}
      </p>
    </form>
  )
}
