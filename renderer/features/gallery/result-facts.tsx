import { useTranslation } from 'react-i18next'
import type { JobView } from '../../../core/queue'
import { cx } from '../../components/cx'
import { formatDuration, formatFactor, formatMegapixels, formatSize } from '../../format/numbers'
import classes from './result-panel.module.css'

/** The result in numbers. */
export function ResultFacts({ job }: { readonly job: JobView }) {
  const { t } = useTranslation()
  // The local engine paints at the photo's own resolution; what it paints is resampled only together with the photo.
  const border = job.passes === 0 ? t('gallery.info.borderNone') : t('format.area', { value: formatFactor(1) })
  const facts: readonly (readonly [label: string, value: string])[] = [
    [t('gallery.info.shape'), job.shape],
    [t('gallery.info.size'), formatSize(t, job.outputSize, 'px')],
    [t('gallery.info.megapixels'), formatMegapixels(t, job.outputSize)],
    [t('gallery.info.from'), formatSize(t, job.photo, 'px')],
    ...(job.engine === 'local' ? [[t('gallery.info.border'), border] as const] : []),
    [t('gallery.info.engine'), t(`inspector.engine.names.${job.engine}`)],
    ...(job.units > 0 ? [[t('gallery.info.units'), String(job.units)] as const] : []),
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
