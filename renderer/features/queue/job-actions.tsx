import { Menu } from '@mantine/core'
import { IconDots, IconEraser, IconPhotoCheck, IconRefresh, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isActive, isFinished } from '../../../core/job'
import type { JobView } from '../../../core/queue'
import { Button, IconButton } from '../../components/button'
import { ask } from '../../state/actions'
import { groupOf } from '../../state/blocked'
import { useApp } from '../../state/hooks'
import { isCharged } from '../../state/job-list'
import { clearJobs, isOutdated, mayRetry } from '../../state/queue-actions'
import { JobMenuItems } from './job-menu'
import classes from './job-row.module.css'
import { Remedy } from './remedy'
import { StartAnew } from './start-anew'
import type { Reorder } from './use-reorder'

interface JobActionsProps {
  readonly job: JobView
  readonly reorder: Reorder
  readonly tabIndex: 0 | -1
}

/** The buttons of a row: what makes sense in the job's state, and nothing else. */
export function JobActions({ job, reorder, tabIndex }: JobActionsProps) {
  const { t } = useTranslation()
  const app = useApp()
  const jobs = [job.id]
  const { state } = job
  return (
    <div className={classes.actions}>
      {state === 'blocked' && job.reason !== null && job.reason !== 'output' && (
        <Remedy inRow tabIndex={tabIndex} group={{ ...groupOf(job, job.reason), jobs }} />
      )}
      {isOutdated(job) && <StartAnew job={job} tabIndex={tabIndex} />}
      {mayRetry(job) && (state !== 'blocked' || job.reason === 'output') && (
        <Button small tabIndex={tabIndex} onClick={() => void ask(app.bridge.queue.retry({ jobs }))}>
          <IconRefresh size={14} stroke={1.6} aria-hidden />
          {t('queue.retry')}
        </Button>
      )}
      {job.outputs.length > 0 && (
        <IconButton small tabIndex={tabIndex} label={t('queue.results')} onClick={() => app.view.showJob(job.id)}>
          <IconPhotoCheck size={16} stroke={1.6} aria-hidden />
        </IconButton>
      )}
      {(state === 'queued' || state === 'blocked' || isActive(state)) && (
        <IconButton
          small
          tabIndex={tabIndex}
          label={t(isCharged(job) ? 'queue.cancelCharged' : 'queue.cancel')}
          onClick={() => void ask(app.bridge.queue.cancel({ jobs }))}
        >
          <IconX size={16} stroke={1.6} aria-hidden />
        </IconButton>
      )}
      {isFinished(state) && (
        <IconButton small tabIndex={tabIndex} label={t('queue.remove')} onClick={() => void clearJobs(app, jobs)}>
          <IconEraser size={16} stroke={1.6} aria-hidden />
        </IconButton>
      )}
      <MoreMenu id={job.id} reorder={reorder} tabIndex={tabIndex} />
    </div>
  )
}

/** Its items are made when it opens: what can be done is looked up then. */
function MoreMenu({ id, reorder, tabIndex }: Omit<JobActionsProps, 'job'> & { readonly id: string }) {
  const { t } = useTranslation()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton small tabIndex={tabIndex} label={t('common.more')}>
          <IconDots size={16} stroke={1.6} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <JobMenuItems id={id} reorder={reorder} />
      </Menu.Dropdown>
    </Menu>
  )
}
