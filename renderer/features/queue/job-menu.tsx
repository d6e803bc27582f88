import { Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { priorities } from '../../../core/queue'
import { ask } from '../../state/actions'
import { useApp } from '../../state/hooks'
import {
  cancelJobs,
  choicesFor,
  clearJobs,
  isOutdated,
  jobsMeant,
  moveToFront,
  removeJobs,
  retryJobs,
  setPriority,
  startAnew,
} from '../../state/queue-actions'
import { BatchItems } from './batch-items'
import type { Reorder } from './use-reorder'

interface JobMenuProps {
  readonly id: string
  readonly reorder: Reorder
}

/** All that can be done about a job, or about all that are selected if it is one of them; then about its batch. */
export function JobMenuItems({ id, reorder }: JobMenuProps) {
  const { t } = useTranslation()
  const app = useApp()
  const job = app.queue.getState().jobs.get(id)
  if (job === undefined) return null
  const meant = jobsMeant(app, id)
  const { retry, cancel, clear, remove, move, priority } = choicesFor(app, meant)
  const [output] = meant.length === 1 ? job.outputs : []
  return (
    <>
      {move.length > 0 && (
        <>
          <Menu.Item onClick={() => moveToFront(app, move)}>{t('queue.first')}</Menu.Item>
          <Menu.Item onClick={() => reorder.moveBy(id, -1)}>{t('queue.up')}</Menu.Item>
          <Menu.Item onClick={() => reorder.moveBy(id, 1)}>{t('queue.down')}</Menu.Item>
        </>
      )}
      <PriorityItems ids={meant} />
      {(move.length > 0 || priority !== null) && <Menu.Divider />}
      {output !== undefined && (
        <>
          <Menu.Item onClick={() => app.view.showJob(id)}>{t('work.result')}</Menu.Item>
          <Menu.Item onClick={() => void ask(app.bridge.gallery.reveal({ job: id, variation: output.variation }))}>
            {t('work.reveal')}
          </Menu.Item>
        </>
      )}
      {meant.length === 1 && isOutdated(job) && (
        <Menu.Item title={t('work.anew.hint')} onClick={() => void startAnew(app, job)}>
          {t('work.anew.run')}
        </Menu.Item>
      )}
      {retry.length > 0 && (
        <Menu.Item onClick={() => retryJobs(app, retry)}>{t('work.retry', { count: retry.length })}</Menu.Item>
      )}
      {cancel.length > 0 && (
        <Menu.Item onClick={() => cancelJobs(app, cancel)}>{t('work.cancel', { count: cancel.length })}</Menu.Item>
      )}
      {clear.length > 0 && (
        <Menu.Item onClick={() => void clearJobs(app, clear)}>{t('work.clear', { count: clear.length })}</Menu.Item>
      )}
      {remove.length > 0 && (
        <Menu.Item title={t('work.removeHint')} onClick={() => removeJobs(app, remove)}>
          {t('work.remove', { count: remove.length })}
        </Menu.Item>
      )}
      <Menu.Divider />
      <Menu.Label>{t('work.batch')}</Menu.Label>
      <BatchItems batch={job.batchId} />
    </>
  )
}

/** High, normal, low, with a tick at the one they share; nothing where nothing waits. */
export function PriorityItems({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation()
  const app = useApp()
  const { priority: current } = choicesFor(app, ids)
  if (current === null) return null
  return (
    <>
      <Menu.Label>{t('work.priority')}</Menu.Label>
      {priorities.map((priority) => (
        <Menu.RadioItem
          key={priority}
          value={priority}
          closeMenuOnClick
          checked={priority === current}
          checkIcon={<IconCheck size={14} stroke={1.6} aria-hidden />}
          onChange={() => void setPriority(app, ids, priority)}
        >
          {t(`work.priorities.${priority}`)}
        </Menu.RadioItem>
      ))}
    </>
  )
}
