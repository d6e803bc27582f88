import { useTranslation } from 'react-i18next'
import type { JobView } from '../../../core/queue'
import { cx } from '../../components/cx'
import { useAmount } from '../../format/amounts'
import { formatDuration, formatFactor, formatMegapixels, formatSize } from '../../format/numbers'
import { shapeLabel } from '../../format/shape-label'
import classes from './result-panel.module.css'

interface ResultFactsProps {
  readonly job: JobView
  readonly variation: number
  /** Of the file; `null`: not known. */
  readonly bytes: number | null
}

/** The result in numbers. */
export function ResultFacts({ job, variation, bytes }: ResultFactsProps) {
  const { t } = useTranslation()
  const border = useBorder(job)
  const engine = useEngineWords(job)
  const amount = useAmount()(job.units)
  const drift = job.outputs.find((output) => output.variation === variation)?.drift
  const fileSize = useFileSize(bytes)
  const facts: readonly (readonly [label: string, value: string])[] = [
    [t('gallery.info.shape'), shapeLabel(job, t)],
    [t('gallery.info.size'), formatSize(t, job.outputSize, 'px')],
    [t('gallery.info.megapixels'), formatMegapixels(t, job.outputSize)],
    ...(fileSize === null ? [] : [[t('gallery.info.fileSize'), fileSize] as const]),
    [t('gallery.info.from'), formatSize(t, job.photo, 'px')],
    ...(border === null ? [] : [[t('gallery.info.border'), border] as const]),
    ...(drift === undefined
      ? []
      : [[t('gallery.info.drift'), t('gallery.info.driftBy', { value: drift.toFixed(1) })] as const]),
    [t('gallery.info.engine'), engine],
    ...(job.units > 0
      ? [[t('gallery.info.units'), [job.units, amount].filter((part) => part !== null).join(' · ')] as const]
      : []),
    ...(job.startedAt !== null && job.finishedAt !== null && !job.skipped
      ? [[t('gallery.info.took'), formatDuration(t, job.finishedAt - job.startedAt)] as const]
      : []),
  ]
  return (
    <dl className={cx(classes.facts, 'numbers')}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Who painted it; of the local engine also how. */
function useEngineWords({ engine, local, passes }: JobView): string {
  const { t } = useTranslation()
  const name = t(`inspector.engine.names.${engine}`)
  if (engine !== 'local' || passes === 0) return name
  const isBest = local.method === 'texture' && local.effort === 'quality'
  const method = t(`inspector.engine.methods.${local.method}`)
  return [name, method, ...(isBest ? [t('inspector.engine.efforts.quality')] : [])].join(' · ')
}

/** How fine the painted part is beside the photo; `null`: nobody knows. */
function useBorder({ passes, engine, effectiveScale }: JobView): string | null {
  const { t } = useTranslation()
  if (passes === 0) return t('gallery.info.borderNone')
  // The local engine paints at the photo's own resolution; what it paints is resampled only together with the photo.
  const scale = engine === 'local' ? 1 : effectiveScale
  // A small photo was sent enlarged: what came back is finer than it, and is written as fine as it is.
  return scale === null ? null : t('format.area', { value: formatFactor(Math.min(1, scale)) })
}

/** How large the file is now, in words; `null`: not known (yet), or there is none. */
function useFileSize(bytes: number | null): string | null {
  const { t, i18n } = useTranslation()
  if (bytes === null) return null
  const unit = bytes >= 1e6 ? 'MB' : 'kB'
  const amount = bytes / (unit === 'MB' ? 1e6 : 1e3)
  const digits = unit === 'MB' ? 1 : 0
  const value = new Intl.NumberFormat(i18n.language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(Math.max(unit === 'kB' ? 1 : 0, amount))
  return t(`gallery.info.fileUnits.${unit}`, { value })
}
