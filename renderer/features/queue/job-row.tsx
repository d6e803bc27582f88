import { IconGripVertical } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobView } from '../../../core/queue'
import { cx } from '../../components/cx'
import { FileName } from '../../components/file-name'
import { baseName, folderOf, safeName } from '../../format/names'
import { formatSize } from '../../format/numbers'
import { useQueue } from '../../state/hooks'
import { JobActions } from './job-actions'
import { JobPicture } from './job-picture'
import classes from './job-row.module.css'
import { JobState } from './job-state'
import type { Reorder } from './use-reorder'

interface JobRowProps {
  readonly id: string
  readonly reorder: Reorder
}

/** One job: which photo, what it becomes, how far it is, what can be done. */
export const JobRow = memo(function JobRow({ id, reorder }: JobRowProps) {
  const job = useQueue((state) => state.jobs.get(id))
  return job === undefined ? null : <Row job={job} reorder={reorder} />
})

function Row({ job, reorder }: { readonly job: JobView; readonly reorder: Reorder }) {
  const { t } = useTranslation()
  const name = baseName(job.source)
  const dragging = reorder.dragged !== null
  const waiting = job.state === 'queued'
  return (
    <div
      className={cx(
        classes.job,
        reorder.dragged === job.id && classes.dragged,
        dragging && reorder.before === job.id && classes.before,
      )}
    >
      {waiting ? (
        <button
          type="button"
          className={classes.grip}
          aria-label={t('queue.drag')}
          title={t('queue.drag')}
          onPointerDown={(event) => reorder.start(job.id, event)}
          onKeyDown={(event) => reorder.onKeyDown(job.id, event)}
        >
          <IconGripVertical size={16} aria-hidden />
        </button>
      ) : (
        <span />
      )}
      <JobPicture job={job} />
      <div className={classes.text}>
        <FileName name={name} title={safeName(job.source)} />
        <p className={cx(classes.where, 'numbers')}>
          {t('queue.becomes', { shape: job.shape, size: formatSize(t, job.outputSize) })} ·{' '}
          {safeName(baseName(folderOf(job.source)))}
        </p>
      </div>
      <JobState job={job} />
      <JobActions job={job} reorder={reorder} />
    </div>
  )
}
