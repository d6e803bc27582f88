import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobView } from '../../../core/queue'
import { cx } from '../../components/cx'
import { useAmount } from '../../format/amounts'
import { formatDuration, formatFactor, formatMegapixels, formatSize } from '../../format/numbers'
import { useApp } from '../../state/hooks'
import { resultId, resultRef } from '../../state/marks-store'
import classes from './result-panel.module.css'

/** The result in numbers. */
export function ResultFacts({ job, variation }: { readonly job: JobView; readonly variation: number }) {
  const { t } = useTranslation()
  const border = useBorder(job)
  const engine = useEngineWords(job)
  const amount = useAmount()(job.units)
  const drift = job.outputs.find((output) => output.variation === variation)?.drift
  const fileSize = useFileSize(job.id, variation)
  const facts: readonly (readonly [label: string, value: string])[] = [
    [t('gallery.info.shape'), job.shape],
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
  return scale === null ? null : t('format.area', { value: formatFactor(scale) })
}

/** How large the file is now, in words; `null`: not known (yet), or there is none. */
function useFileSize(job: string, variation: number): string | null {
  const { t, i18n } = useTranslation()
  const app = useApp()
  const [known, setKnown] = useState<{ readonly id: string; readonly bytes: number | null } | null>(null)
  const id = resultId(job, variation)
  useEffect(() => {
    let gone = false
    // Once one stays at a result: not for each that is passed by.
    const timer = setTimeout(async () => {
      const answer = await app.bridge.gallery.fileSize(resultRef(id)).catch(() => null)
      if (!gone) setKnown({ id, bytes: answer?.ok ? answer.value.bytes : null })
    }, 150)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [app, id])
  if (known?.id !== id || known.bytes === null) return null
  const unit = known.bytes >= 1e6 ? 'MB' : 'kB'
  const amount = known.bytes / (unit === 'MB' ? 1e6 : 1e3)
  const digits = unit === 'MB' ? 1 : 0
  const value = new Intl.NumberFormat(i18n.language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(Math.max(unit === 'kB' ? 1 : 0, amount))
  return t(`gallery.info.fileUnits.${unit}`, { value })
}
