import { useTranslation } from 'react-i18next'
import type { ConversionNote } from '../../../core/conversion'
import { areaFactor, type Plan, tilesOf } from '../../../core/geometry'
import type { LibraryPhoto } from '../../../core/library'
import { limitsOf } from '../../../core/limits'
import { cx } from '../../components/cx'
import { formatFactor, formatMegapixels, formatRatio, formatSize } from '../../format/numbers'
import { useNote } from '../../format/use-note'
import { useRefusal } from '../../format/use-refusal'
import { useUnits } from '../../format/use-units'
import { useSettings } from '../../state/hooks'
import type { Outcome } from '../../state/plans'
import classes from './canvas-view.module.css'

interface CanvasStripProps {
  readonly photo: LibraryPhoto
  readonly outcome: Exclude<Outcome, { kind: 'unreadable' }>
}

/** The plan in numbers, or why there is none. */
export function CanvasStrip({ outcome }: CanvasStripProps) {
  const refusal = useRefusal()
  if (outcome.kind === 'planned') return <PlanStrip plan={outcome.plan} notes={outcome.notes} />
  const { title, detail } = refusal(outcome.error)
  return (
    <p className={classes.strip}>
      <strong className={classes.refused}>{title}</strong>
      <span>{detail}</span>
    </p>
  )
}

interface PlanStripProps {
  readonly plan: Plan
  readonly notes: readonly ConversionNote[]
}

function PlanStrip({ plan, notes }: PlanStripProps) {
  const { t } = useTranslation()
  const note = useNote()
  // Of the size the line above tells.
  const more = notes.filter(({ code }) => code !== 'resampled')
  const units = useUnits()
  const engine = useSettings((state) => state.settings.batch.engine)
  const limits = limitsOf[engine]
  const area = areaFactor(plan)
  const resampled = plan.output.width !== plan.canvas.width || plan.output.height !== plan.canvas.height
  const painted = plan.passes.length > 0
  const tiles = tilesOf(plan)
  const facts = [
    formatMegapixels(t, plan.output),
    t('canvas.ratio', { ratio: formatRatio(plan.canvas) }),
    ...(painted
      ? [
          t('format.areaWords', { value: formatFactor(area) }),
          ...(tiles < plan.passes.length ? [t('format.passes', { count: plan.passes.length })] : []),
          ...(tiles > 0 ? [t('canvas.tiles', { count: tiles })] : []),
          units(plan),
        ]
      : [t('format.noPass')]),
    ...(resampled ? [resampling(plan)] : []),
  ]
  function resampling({ output, canvas }: Plan): string {
    const size = formatSize(t, output)
    const factor = output.width / canvas.width
    return factor > 1 ? t('canvas.enlarged', { factor: formatFactor(factor), size }) : t('canvas.outputSize', { size })
  }
  return (
    <div className={cx(classes.strip, 'numbers')}>
      <strong>
        {formatSize(t, plan.photo)} → {formatSize(t, plan.canvas, 'px')}
      </strong>
      {facts.map((fact) => (
        <span key={fact}>· {fact}</span>
      ))}
      {limits !== null && painted && plan.passes.length === 1 && (
        <span className={classes['room-bar']}>
          {formatFactor(area)} {t('canvas.room')}
          <div>
            <div style={{ width: `${Math.min(100, (100 * (area - 1)) / (limits.maxArea - 1))}%` }} />
          </div>
        </span>
      )}
      {more.length > 0 && <p className={classes.notes}>{more.map(note).join(' ')}</p>}
    </div>
  )
}
