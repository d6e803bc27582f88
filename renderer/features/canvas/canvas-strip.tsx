import { useTranslation } from 'react-i18next'
import type { ConversionNote } from '../../../core/conversion-notes'
import { enlargedTo, expectedScales } from '../../../core/expected-scale'
import { areaFactor, type Plan, tilesOf, unitsOf } from '../../../core/geometry'
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
      <span className={classes.detail}>{detail}</span>
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
  const { engine, n } = useSettings((state) => state.settings.batch)
  const limits = limitsOf[engine]
  const area = areaFactor(plan)
  const resampled = plan.output.width !== plan.canvas.width || plan.output.height !== plan.canvas.height
  const painted = plan.passes.length > 0
  const tiles = tilesOf(plan)
  const enlarged = enlargedTo(plan, limits)
  const facts = [
    formatMegapixels(t, plan.output),
    t('canvas.ratio', { ratio: formatRatio(plan.canvas) }),
    ...(painted
      ? [
          t('format.areaWords', { value: formatFactor(area) }),
          ...(tiles < plan.passes.length ? [t('format.passes', { count: plan.passes.length })] : []),
          ...(tiles > 0 ? [t('canvas.tiles', { count: tiles })] : []),
          ...(enlarged === null ? [] : [t('canvas.sentEnlarged', { side: enlarged })]),
          units(plan),
        ]
      : [t('format.noPass')]),
    ...(resampled ? [resampling(plan)] : []),
    ...sharpness(plan),
  ]
  function sharpness(plan: Plan): readonly string[] {
    const scales = Object.values(expectedScales(plan, engine)).filter((scale) => scale !== null)
    if (scales.length === 0) return []
    const scale = formatFactor(Math.min(...scales))
    return [t(limits === null ? 'editor.sharpnessLocal' : 'editor.sharpness', { scale })]
  }
  function resampling({ output, canvas }: Plan): string {
    const size = formatSize(t, output)
    const factor = output.width / canvas.width
    return factor > 1 ? t('canvas.enlarged', { factor: formatFactor(factor), size }) : t('canvas.outputSize', { size })
  }
  function further({ passes }: Plan): string {
    const units = unitsOf(plan, n, engine)
    const count = units - units / passes.length
    if (passes.length === 2) return t('editor.second', { count })
    return t('editor.further', { passes: passes.length, count })
  }
  return (
    <div className={cx(classes.strip, 'numbers')}>
      <span>
        <strong>
          {formatSize(t, plan.photo)} → {formatSize(t, plan.canvas, 'px')}
        </strong>{' '}
        ·
      </span>
      {facts.map((fact, index) => (
        // A line begins with words, wherever it breaks.
        <span key={fact}>{index < facts.length - 1 ? `${fact} ·` : fact}</span>
      ))}
      {plan.passes.length > 1 && tiles < plan.passes.length && (
        <strong className={classes.further} data-further>
          {further(plan)}
        </strong>
      )}
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
