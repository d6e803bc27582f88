import { useTranslation } from 'react-i18next'
import { useAmount } from '../../format/amounts'
import { budgetOutlook } from '../../state/budget'
import { useApp, useQueue, useSettings } from '../../state/hooks'
import classes from './start-foot.module.css'

/** What the units come to in money, what the caps leave, and which of them will hold a part of the batch back. */
export function BudgetLines({ units }: { readonly units: number }) {
  const { t } = useTranslation()
  const app = useApp()
  const amount = useAmount()(units)
  const money = useSettings((state) => state.settings.money)
  const unitsToday = useQueue((state) => state.summary?.unitsToday ?? 0)
  const { leftToday, perBatch, exceeded, covered } = budgetOutlook(units, money, unitsToday)
  return (
    <>
      {amount !== null && (
        <p className={classes.line}>
          <span>{t('inspector.totals.amount')}</span>
          <span>{amount}</span>
        </p>
      )}
      {leftToday !== null && (
        <p className={classes.line}>
          <span>{t('inspector.totals.leftToday')}</span>
          <span>{t('format.units', { count: leftToday })}</span>
        </p>
      )}
      {perBatch !== null && (
        <p className={classes.line}>
          <span>{t('inspector.totals.perBatch')}</span>
          <span>{t('format.units', { count: perBatch })}</span>
        </p>
      )}
      {exceeded !== null && (
        <p className={classes.note} role="status">
          <span className={classes.held} />
          <span>
            {t(`inspector.totals.exceeded.${exceeded}`, { count: covered })}
            <button type="button" onClick={() => app.view.showSettings('money')}>
              {t('inspector.totals.change')}
            </button>
          </span>
        </p>
      )}
    </>
  )
}
