import { useTranslation } from 'react-i18next'
import type { LibraryPhoto } from '../../../core/library'
import type { JobView } from '../../../core/queue'
import { StatusMark, type Tone } from '../../components/status-mark'
import { useRefusal } from '../../format/use-refusal'
import { isGone } from '../../state/photo-filter'
import type { Outcome } from '../../state/plans'
import { type Badge, badgeOf } from './badge-of'
import classes from './photo-list.module.css'
import { useJobWords } from './use-job-words'

const tones: Readonly<Record<Badge, Tone>> = {
  queued: 'none',
  working: 'held',
  done: 'good',
  skipped: 'good',
  failed: 'bad',
  blocked: 'held',
  cancelled: 'none',
}

interface ListStateProps {
  readonly photo: LibraryPhoto
  readonly outcome: Outcome
  /** The photo's latest job. */
  readonly job: JobView | undefined
}

/** What became of a photo in the queue, or why nothing can; the reason in full for the pointer. */
export function ListState({ photo, outcome, job }: ListStateProps) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const jobWords = useJobWords()
  if (photo.error !== null || outcome.kind === 'unreadable') {
    const words = isGone(photo) ? t('photoList.gone') : t('library.unreadable')
    return <State tone="bad" words={words} hint={refusal(photo.error).detail} />
  }
  if (job !== undefined) {
    const badge = badgeOf(job)
    const { word, full } = jobWords(job)
    const words =
      badge === 'working' && job.fraction > 0
        ? t('photoList.working', { percent: Math.round(job.fraction * 100) })
        : word
    return <State tone={tones[badge]} words={words} hint={full} />
  }
  if (outcome.kind === 'planned') return null
  const { title, detail } = refusal(outcome.error)
  return <State tone="bad" words={title} hint={detail} />
}

interface StateProps {
  readonly tone: Tone
  readonly words: string
  readonly hint: string
}

function State({ tone, words, hint }: StateProps) {
  return (
    <span className={classes.state} data-tone={tone} title={`${words}\n${hint}`}>
      <StatusMark tone={tone} />
      <span>{words}</span>
    </span>
  )
}
