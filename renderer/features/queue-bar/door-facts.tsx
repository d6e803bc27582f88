import { useTranslation } from 'react-i18next'
import type { DoorStatus, QueueSummary } from '../../../core/queue'
import { cx } from '../../components/cx'
import { StatusMark } from '../../components/status-mark'
import { useSecondsLeft } from '../../components/use-seconds-left'
import { pauseWords } from '../../format/pause-words'
import { spendingOf } from '../../state/budget'
import { useQueue, useSettings } from '../../state/hooks'
import classes from './queue-bar.module.css'

interface DoorFactsProps {
  readonly door: DoorStatus
  /** There is more than one: each says its name. */
  readonly named: boolean
}

/** Slots of one door, or why nothing is sent to it for a while. */
export function DoorFacts({ door, named }: DoorFactsProps) {
  const { t } = useTranslation()
  const seconds = useSecondsLeft(door.pause?.until ?? null)
  const { inUse, limit, configured } = door.slots
  const slots = t('bar.doorSlots', { inUse, configured })
  const reason = door.pause?.error ?? null
  return (
    <>
      {reason !== null && seconds !== null && (
        <span className={classes.pause} title={reason.message}>
          <StatusMark tone="held" />
          {pauseWords(reason.code, t)}, {t('format.seconds', { value: seconds })}
        </span>
      )}
      <span className={classes.fact}>
        {named ? t('format.named', { name: t(`inspector.engine.short.${door.door}`), text: slots }) : slots}
        {limit < configured && seconds === null && ` · ${t('bar.limit', { limit })}`}
      </span>
    </>
  )
}

/** Units of the batches that are going on, and of the day where it has a cap. */
export function SpendingFacts({ summary }: { readonly summary: QueueSummary }) {
  const { t } = useTranslation()
  const batches = useQueue((state) => state.batches)
  const shown = useQueue((state) => state.shownBatches)
  const perDay = useSettings((state) => state.settings.money.budgetPerDay)
  const spending = spendingOf(batches, shown)
  const today = perDay === null ? null : t('bar.today', { units: summary.unitsToday, cap: perDay })
  const batch =
    spending === null
      ? null
      : spending.budget === null
        ? t('format.units', { count: spending.units })
        : t('bar.ofBudget', { units: t('format.units', { count: spending.units }), cap: spending.budget })
  const facts = [batch, summary.unitsToday > 0 || spending !== null ? today : null].filter((fact) => fact !== null)
  const text = facts.join(' · ')
  return text === '' ? null : (
    <span className={cx(classes.fact, classes.spare)} title={text}>
      {text}
    </span>
  )
}
