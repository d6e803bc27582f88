import { Popover } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import type { BlockedGroup } from '../../state/blocked'
import { budgetCause } from '../../state/budget'
import { useQueue, useSettings } from '../../state/hooks'
import { BudgetForm } from './budget-form'
import classes from './budget-form.module.css'

interface BudgetRemedyProps {
  readonly group: BlockedGroup
  readonly small: boolean
  readonly look: 'default' | 'quiet'
  readonly tabIndex: 0 | -1
}

/** Opens the form for the cap that holds the jobs up: the batch's, or the day's. */
export function BudgetRemedy({ group, small, look, tabIndex }: BudgetRemedyProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const batch = useQueue((state) => state.batches.find(({ id }) => id === group.batch) ?? null)
  const unitsToday = useQueue((state) => state.summary?.unitsToday ?? 0)
  const money = useSettings((state) => state.settings.money)
  const cause = budgetCause(batch, money, unitsToday)
  return (
    <Popover opened={open} onChange={setOpen} position="top-end" trapFocus returnFocus>
      <Popover.Target>
        <Button small={small} look={look} tabIndex={tabIndex} onClick={() => setOpen(!open)}>
          {t('queue.blocked.actions.budget')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.popover} aria-label={t('queue.blocked.actions.budget')}>
        <BudgetForm
          cause={cause}
          batch={group.batch}
          jobs={group.jobs}
          spent={cause === 'batch' ? (batch?.units ?? 0) : unitsToday}
          cap={cause === 'batch' ? (batch?.budget ?? null) : money.budgetPerDay}
          onDone={() => setOpen(false)}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
