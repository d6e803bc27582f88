import { useTranslation } from 'react-i18next'
import type { JobView } from '../../../core/queue'
import { useSecondsLeft } from '../../components/use-seconds-left'
import { useBriefNote, useNote } from '../../format/use-note'
import { useRefusal } from '../../format/use-refusal'
import classes from './job-row.module.css'

/** More about a job, under its state: when a step is tried again and why, what went wrong, what stays charged, what became of the photo's samples. */
export function JobNote({ job }: { readonly job: JobView }) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const note = useNote()
  const brief = useBriefNote()
  const seconds = useSecondsLeft(job.waiting?.until ?? null)
  if (job.waiting !== null) {
    const { title, message } = refusal(job.waiting.error)
    return (
      <p className={`${classes.error} numbers`} title={message}>
        {seconds === null
          ? t('queue.retryNow', { reason: title })
          : t('queue.retryIn', { time: t('format.seconds', { value: seconds }), reason: title })}
      </p>
    )
  }
  if (job.state === 'cancelled' && job.units > 0) {
    return (
      <p className={classes.error}>{t('queue.staysCharged', { units: t('format.units', { count: job.units }) })}</p>
    )
  }
  if (job.state === 'done' && job.notes.length > 0) {
    return (
      <p className={classes.told} title={job.notes.map(note).join('\n')}>
        {job.notes.map(brief).join(' · ')}
      </p>
    )
  }
  if (job.error === null) return null
  const { detail, hint, message } = refusal(job.error)
  // What holds many up is said at length once, in their banner; only a folder has to be named for each.
  const short = job.state === 'blocked' && job.reason !== 'output'
  return (
    <p className={classes.error} title={message}>
      {short ? hint : detail}
    </p>
  )
}
