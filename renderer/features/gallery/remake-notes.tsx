import { useTranslation } from 'react-i18next'
import { errorWords, inWords, say, type Words } from '../../format/words'
import classes from './result-panel.module.css'
import type { Reckoned } from './use-estimate'

interface RemakeNotesProps {
  readonly reckoned: Reckoned
  /** What went wrong when it was asked for. */
  readonly problem: Words | null
}

/** What has to be known before results are made once more, and what went wrong. */
export function RemakeNotes({ reckoned, problem }: RemakeNotesProps) {
  const { t, i18n } = useTranslation()
  const failed = reckoned.kind === 'failed' ? errorWords(reckoned.error) : problem
  const refused = reckoned.kind === 'known' ? reckoned.estimate.refused : []
  const [first] = refused
  return (
    <>
      {first !== undefined && (
        <p className={classes.note}>
          {inWords(say('gallery.again.refused', { count: refused.length, message: errorWords(first.error) }), i18n)}
        </p>
      )}
      {failed !== null && (
        <p role="alert" className={classes.error}>
          {t('gallery.again.failed', { message: inWords(failed, i18n) })}
        </p>
      )}
    </>
  )
}
