import { IconChevronsDown, IconChevronsUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isActive } from '../../../core/job'
import type { BatchView, DoorStatus, JobView } from '../../../core/queue'
import { cx } from '../../components/cx'
import { formatDuration } from '../../format/numbers'
import { useRefusal } from '../../format/use-refusal'
import { useQueue } from '../../state/hooks'
import { JobNote } from './job-note'
import classes from './job-row.module.css'

/** What a job is doing, how far; or what went wrong and what to do about it. */
export function JobState({ job }: { readonly job: JobView }) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const words = useStateWords(job)
  // A service does not say how far it is; the local engine does.
  const measured = isActive(job.state) && (job.engine === 'local' || job.fraction > 0)
  return (
    <div className={classes.state}>
      <div className={cx(classes.line, 'numbers')}>
        <span className={classes.mark} data-tone={toneOf(job)} />
        <span>{words}</span>
        <PriorityMark job={job} />
        {job.state === 'failed' && <strong className={classes.reason}>{refusal(job.error).title}</strong>}
        {job.pass !== null && job.pass.of > 1 && isActive(job.state) && (
          <span>{t('queue.pass', { index: job.pass.index, of: job.pass.of })}</span>
        )}
        {measured && <Progress label={words} fraction={job.fraction} />}
        <Took job={job} />
        {job.units > 0 && <span className={classes.aside}>{t('format.units', { count: job.units })}</span>}
      </div>
      <JobNote job={job} />
    </div>
  )
}

/** The small arrow of what is taken up sooner or later than the rest; only while that means something. */
function PriorityMark({ job: { state, priority } }: { readonly job: JobView }) {
  const { t } = useTranslation()
  if (priority === 'normal' || (state !== 'queued' && state !== 'blocked')) return null
  const Icon = priority === 'high' ? IconChevronsUp : IconChevronsDown
  const label = t(`work.marks.${priority}`)
  return (
    <span className={classes.priority} data-priority={priority} role="img" aria-label={label} title={label}>
      <Icon size={15} stroke={2} aria-hidden />
    </span>
  )
}

function useStateWords(job: JobView): string {
  const { t } = useTranslation()
  const held = useQueue(({ batches }) => job.state === 'queued' && isHeld(batches, job.batchId))
  const inLine = useQueue(({ summary }) => isFull(summary?.doors.find(({ door }) => door === job.engine)))
  if (job.state === 'blocked' && job.reason !== null) return t(`queue.blocked.short.${job.reason}`)
  if (held) return t('work.held')
  if (job.state === 'done' && job.skipped) return t('queue.states.skipped')
  if (job.state === 'submitting' && inLine) return t('queue.nextToSend')
  // The local engine paints while it composes; a service's picture is painted by then.
  if (job.state === 'composing' && job.engine !== 'local') return t('queue.assembling')
  return t(`queue.states.${job.state}`)
}

/** Whether the user keeps a batch from going on. */
function isHeld(batches: readonly BatchView[], batch: string): boolean {
  return batches.some(({ id, held }) => held && id === batch)
}

/** Whether what is to be sent has to wait for a slot, or for the service. */
function isFull(door: DoorStatus | undefined): boolean {
  return door !== undefined && (door.pause !== null || door.slots.inUse >= door.slots.limit)
}

function Progress({ label, fraction }: { readonly label: string; readonly fraction: number }) {
  const { t } = useTranslation()
  const percent = Math.round(fraction * 100)
  return (
    <>
      <div
        className={classes.track}
        role="progressbar"
        aria-label={label}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <div className={classes.fill} style={{ width: `${percent}%` }} />
      </div>
      <span>{t('queue.percent', { value: percent })}</span>
    </>
  )
}

function Took({ job }: { readonly job: JobView }) {
  const { t } = useTranslation()
  if (job.state !== 'done' || job.skipped || job.startedAt === null || job.finishedAt === null) return null
  return (
    <span className={classes.aside}>
      {t('queue.took', { time: formatDuration(t, job.finishedAt - job.startedAt) })}
    </span>
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
