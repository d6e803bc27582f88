import { useTranslation } from 'react-i18next'
import { unitsPerPicture } from '../../../core/limits'
import { useApp, useLibrary, useSettings } from '../../state/hooks'
import type { PhotoFilter } from '../../state/photo-filter'
import type { Totals } from '../../state/totals'
import { BudgetLines } from './budget-lines'
import { NoteLines } from './note-lines'
import classes from './start-foot.module.css'
import { useTakenWords } from './taken-names'

/** The sum above the button: photos, passes, units; and who is left out, with the way to them. */
export function TotalLines({ totals }: { readonly totals: Totals }) {
  const { t } = useTranslation()
  const engine = useSettings((state) => state.settings.batch.engine)
  const importing = useLibrary((state) => state.importing !== null)
  const taken = useTakenWords()
  return (
    <>
      <p className={classes.line}>
        <span>{totals.jobs > totals.ready ? <SeveralTargets totals={totals} /> : <OneTarget totals={totals} />}</span>
        <span>
          {unitsPerPicture[engine] === 0 ? t('inspector.totals.free') : t('format.units', { count: totals.units })}
        </span>
      </p>
      {totals.units > 0 && <BudgetLines units={totals.units} />}
      {totals.already > 0 && <p className={classes.note}>{t('inspector.totals.already', { count: totals.already })}</p>}
      <LeftOut
        count={totals.refused}
        filter="refused"
        text={t('inspector.totals.refused', { count: totals.refused })}
      />
      <LeftOut
        count={totals.unreadable}
        filter="unreadable"
        text={t('inspector.totals.unreadable', { count: totals.unreadable })}
      />
      {taken !== null && <p className={classes.note}>{taken}</p>}
      <NoteLines totals={totals} />
      {importing && <p className={classes.note}>{t('inspector.totals.importing')}</p>}
    </>
  )
}

function OneTarget({ totals }: { readonly totals: Totals }) {
  const { t } = useTranslation()
  const count = totals.jobs - totals.already
  if (count === 0) return t('format.photos', { count })
  return totals.passesEach === null
    ? t('inspector.totals.mixed', { count, passes: t('format.passes', { count: totals.passes }) })
    : t('inspector.totals.each', { count, passes: t('format.passes', { count: totals.passesEach }) })
}

function SeveralTargets({ totals: { ready, jobs, jobsEach, passes } }: { readonly totals: Totals }) {
  const { t } = useTranslation()
  const painted = t('format.passes', { count: passes })
  return jobsEach === null
    ? t('targets.totals.mixed', { count: ready, pictures: t('targets.outputs', { count: jobs }), passes: painted })
    : t('targets.totals.each', { count: ready, shapes: t('targets.shapes', { count: jobsEach }), passes: painted })
}

interface LeftOutProps {
  readonly count: number
  readonly filter: PhotoFilter
  readonly text: string
}

function LeftOut({ count, filter, text }: LeftOutProps) {
  const { t } = useTranslation()
  const app = useApp()
  if (count === 0) return null
  return (
    <p className={classes.note}>
      <span className={classes.dot} />
      {text}
      <button type="button" onClick={() => app.view.showPhotos(filter)}>
        {t('inspector.totals.show')}
      </button>
    </p>
  )
}
