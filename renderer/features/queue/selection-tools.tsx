import { Menu } from '@mantine/core'
import { IconChevronDown, IconX } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../../components/button'
import { useApp, useQueue } from '../../state/hooks'
import { cancelJobs, choicesFor, clearJobs, removeJobs, retryJobs } from '../../state/queue-actions'
import { useQueueView } from '../../state/queue-view'
import { PriorityItems } from './job-menu'
import classes from './job-tools.module.css'

/** How many jobs are selected, and what can be done about all of them. */
export function SelectionTools() {
  const { t } = useTranslation()
  const app = useApp()
  const selected = useQueueView(({ selection }) => selection.ids)
  const lineUp = useQueue((state) => state.lineUp)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what can be done changes with the jobs' states
  const choices = useMemo(() => choicesFor(app, [...selected]), [app, selected, lineUp])
  const { retry, cancel, clear, remove, priority } = choices
  return (
    <>
      <p className={`${classes.count} numbers`} role="status">
        {t('work.selected', { count: selected.size })}
      </p>
      {retry.length > 0 && (
        <Button onClick={() => retryJobs(app, retry)}>{t('work.retry', { count: retry.length })}</Button>
      )}
      {cancel.length > 0 && (
        <Button onClick={() => cancelJobs(app, cancel)}>{t('work.cancel', { count: cancel.length })}</Button>
      )}
      {clear.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button>
              {t('queue.remove')}
              <IconChevronDown size={13} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void clearJobs(app, clear)}>{t('work.clear', { count: clear.length })}</Menu.Item>
            <Menu.Item title={t('work.removeHint')} onClick={() => removeJobs(app, remove)}>
              {t('work.remove', { count: remove.length })}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {priority !== null && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button>
              {t('work.priority')}
              <IconChevronDown size={13} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <PriorityItems ids={[...selected]} />
          </Menu.Dropdown>
        </Menu>
      )}
      <IconButton label={t('work.selectNone')} onClick={() => app.queueView.select({ type: 'none' })}>
        <IconX size={16} stroke={1.6} aria-hidden />
      </IconButton>
    </>
  )
}
