import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { QueueSummary } from '../../../core/queue'
import classes from './queue-bar.module.css'

/** How the queue stands where it does not simply run, in words; the pointer tells what it means for money. */
export function ModeWords({ summary }: { readonly summary: QueueSummary }) {
  const { t } = useTranslation()
  if (summary.mode === 'running') return null
  const { text, means } = wordsOf(summary, t)
  return (
    <span className={classes.fact} title={means}>
      {text}
    </span>
  )
}

function wordsOf(
  { mode, counts, active }: QueueSummary,
  t: TFunction,
): { readonly text: string; readonly means: string } {
  if (mode === 'fetching') return { text: t('pausing.fetching'), means: t('pausing.means.fetching') }
  const atService = counts.submitting + counts.running + counts.downloading
  if (atService > 0) return { text: t('pausing.endingService', { count: atService }), means: t('pausing.means.ending') }
  if (active > 0) return { text: t('pausing.ending', { count: active }), means: t('pausing.means.ending') }
  return { text: t('bar.paused'), means: t('pausing.means.paused') }
}
