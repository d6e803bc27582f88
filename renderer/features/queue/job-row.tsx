import { IconGripVertical } from '@tabler/icons-react'
import { type MouseEvent, memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobView } from '../../../core/queue'
import { cx } from '../../components/cx'
import { FileName } from '../../components/file-name'
import { baseName, folderOf, safeName } from '../../format/names'
import { formatSize } from '../../format/numbers'
import { shapeLabel } from '../../format/shape-label'
import { useApp, useQueue } from '../../state/hooks'
import { useQueueView } from '../../state/queue-view'
import { JobActions } from './job-actions'
import { JobPicture } from './job-picture'
import classes from './job-row.module.css'
import { JobSelect } from './job-select'
import { JobState } from './job-state'
import type { Reorder } from './use-reorder'

interface JobRowProps {
  readonly id: string
  readonly reorder: Reorder
  /** The keyboard enters the list here, and reaches the row's buttons from here. */
  readonly isEntry: boolean
}

/** One job: which photo, what it becomes, how far it is, what can be done. */
export const JobRow = memo(function JobRow({ id, ...props }: JobRowProps) {
  const job = useQueue((state) => state.jobs.get(id))
  return job === undefined ? null : <Row job={job} {...props} />
})

function Row({ job, reorder, isEntry }: Omit<JobRowProps, 'id'> & { readonly job: JobView }) {
  const { t } = useTranslation()
  const app = useApp()
  const { id } = job
  const selected = useQueueView(({ selection }) => selection.ids.has(id))
  const name = baseName(job.source)
  const onClick = (event: MouseEvent<HTMLElement>) => {
    if (event.target instanceof Element && event.target.closest('button, input, label, a') !== null) return
    selectBy(event)
  }
  const selectBy = ({ shiftKey, ctrlKey, metaKey }: MouseEvent<HTMLElement>) => {
    if (shiftKey) app.queueView.select({ type: 'extend', id, order: shownIds(), add: ctrlKey || metaKey })
    else app.queueView.select({ type: ctrlKey || metaKey ? 'toggle' : 'only', id })
  }
  // What becomes of the row takes the keyboard along, whichever of its buttons has it.
  const onFocus = () => {
    if (app.queueView.getState().selection.focus !== id) app.queueView.select({ type: 'focus', id })
  }
  const shownIds = () => app.queueView.getState().shown
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the check has the keys
    // biome-ignore lint/a11y/noStaticElementInteractions: a larger target for the check, which the keyboard has
    <div
      className={cx(
        classes.job,
        selected && classes.selected,
        reorder.dragged.has(id) && classes.dragged,
        reorder.before === id && classes.before,
      )}
      onClick={onClick}
      onFocus={onFocus}
    >
      {job.state === 'queued' ? (
        <button
          type="button"
          className={classes.grip}
          tabIndex={-1}
          aria-label={t('queue.drag')}
          title={t('queue.drag')}
          onPointerDown={(event) => reorder.start(id, event)}
          onKeyDown={(event) => reorder.onKeyDown(id, event)}
        >
          <IconGripVertical size={16} aria-hidden />
        </button>
      ) : (
        <span />
      )}
      <JobSelect job={job} selected={selected} isEntry={isEntry} />
      <JobPicture job={job} />
      <div className={classes.text}>
        <FileName name={name} title={safeName(job.source)} />
        <p className={cx(classes.where, 'numbers')}>
          {t('queue.becomes', { shape: shapeLabel(job, t), size: formatSize(t, job.outputSize) })} ·{' '}
          {safeName(baseName(folderOf(job.source)))}
        </p>
      </div>
      <JobState job={job} />
      <JobActions job={job} reorder={reorder} tabIndex={isEntry ? 0 : -1} />
    </div>
  )
}
