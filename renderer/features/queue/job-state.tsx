import { useTranslation } from 'react-i18next'
import type { ErrorInfo } from '../../../core/errors'
import { isActive } from '../../../core/job'
import type { JobView } from '../../../core/queue'
import { cx } from '../../components/cx'
import { formatDuration } from '../../format/numbers'
import { useRefusal } from '../../format/use-refusal'
import classes from './job-row.module.css'

/** What a job is doing, how far; or what went wrong and what to do about it. */
export function JobState({ job }: { readonly job: JobView }) {
  const { t } = useTranslation()
  const percent = Math.round(job.fraction * 100)
  const name = job.state === 'done' && job.skipped ? t('queue.states.skipped') : t(`queue.states.${job.state}`)
  const refusal = useRefusal()
  const words = job.state === 'blocked' && job.reason !== null ? t(`queue.blocked.short.${job.reason}`) : name
  return (
    <div className={classes.state}>
      <div className={cx(classes.line, 'numbers')}>
        <span className={classes.mark} data-tone={toneOf(job)} />
        <span>{words}</span>
        {job.state === 'failed' && <strong className={classes.reason}>{refusal(job.error).title}</strong>}
        {job.pass !== null && job.pass.of > 1 && isActive(job.state) && (
          <span>{t('queue.pass', { index: job.pass.index, of: job.pass.of })}</span>
        )}
        {isActive(job.state) && (
          <>
            <div
              className={classes.track}
              role="progressbar"
              aria-label={words}
              aria-valuenow={percent}
              aria-valuemin={0}
              aria-valuemax={100}
            >
              <div className={classes.fill} style={{ width: `${percent}%` }} />
            </div>
            <span>{t('queue.percent', { value: percent })}</span>
          </>
        )}
        <Took job={job} />
      </div>
      {job.error !== null && <JobError error={job.error} />}
    </div>
  )
}

function Took({ job }: { readonly job: JobView }) {
  const { t } = useTranslation()
  if (job.state !== 'done' || job.skipped || job.startedAt === null || job.finishedAt === null) return null
  return <span>{t('queue.took', { time: formatDuration(t, job.finishedAt - job.startedAt) })}</span>
}

function JobError({ error }: { readonly error: ErrorInfo }) {
  const { detail, message } = useRefusal()(error)
  return (
    <p className={classes.error} title={message}>
      {detail}
    </p>
  )
}

function toneOf(job: JobView): 'waiting' | 'working' | 'done' | 'failed' | 'held' {
  if (isActive(job.state)) return 'working'
  switch (job.state) {
    case 'done':
    case 'failed':
      return job.state
    case 'blocked':
      return 'held'
    default:
      return 'waiting'
  }
}
