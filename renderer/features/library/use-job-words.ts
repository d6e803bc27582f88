import { useTranslation } from 'react-i18next'
import type { JobView } from '../../../core/queue'
import { shapeLabel } from '../../format/shape-label'
import { errorWords, inWords } from '../../format/words'
import { badgeOf } from './badge-of'

/** What became of a photo in the queue. */
interface JobWords {
  /** In a word. */
  readonly word: string
  /** Of a failure: what happened, in a few words. */
  readonly failure: string | null
  /** In which shape, and why it failed, for the pointer. */
  readonly full: string
}

export function useJobWords(): (job: JobView) => JobWords {
  const { t, i18n } = useTranslation()
  return (job) => {
    const badge = badgeOf(job)
    const word = t(`library.badge.${badge}`)
    const error = badge === 'failed' ? job.error : null
    const failure = error === null ? null : t(`errors.${error.code}.title`)
    const what = error === null ? word : t('format.named', { name: word, text: inWords(errorWords(error), i18n) })
    return { word, failure, full: `${shapeLabel(job, t)} · ${what}` }
  }
}
