import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { ask } from '../../state/actions'
import { searchFieldMark } from '../../state/focus'
import { useApp, useQueue } from '../../state/hooks'
import { choicesFor, clearJobs, idsIn, retryJobs } from '../../state/queue-actions'
import { useQueueView } from '../../state/queue-view'
import { BatchFilter, EngineFilter } from './job-filters'
import classes from './job-tools.module.css'
import { SelectionTools } from './selection-tools'

/** What narrows the list down, and what can be done about all jobs, or about those that are selected. */
export function JobTools() {
  const some = useQueueView(({ selection }) => selection.ids.size > 0)
  return (
    <div className={classes.tools}>
      <Search />
      <BatchFilter />
      <EngineFilter />
      <div className={classes.end}>{some ? <SelectionTools /> : <ToolsForAll />}</div>
    </div>
  )
}

function Search() {
  const { t } = useTranslation()
  const app = useApp()
  const search = useQueueView((state) => state.search)
  const find = (text: string) => app.queueView.setState({ search: text })
  return (
    <TextInput
      {...searchFieldMark}
      className={classes.search}
      aria-label={t('work.search')}
      placeholder={t('work.search')}
      value={search}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={
        search !== '' && <CloseButton size="xs" aria-label={t('work.clearSearch')} onClick={() => find('')} />
      }
      onChange={(event) => find(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        find('')
        event.currentTarget.blur()
      }}
    />
  )
}

function ToolsForAll() {
  const { t } = useTranslation()
  const app = useApp()
  const failed = useQueue(({ listed }) => listed.failed)
  const lineUp = useQueue((state) => state.lineUp)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what can be tried again changes with the jobs' states
  const retry = useMemo(() => (failed > 0 ? choicesFor(app, idsIn(app, ['failed'])).retry : []), [app, lineUp, failed])
  const outdated = failed - retry.length
  const finished = useQueue(({ listed }) => listed.done + listed.cancelled)
  const open = useQueue(({ summary }) => (summary?.active ?? 0) + (summary?.counts.queued ?? 0))
  const held = useQueue(({ summary }) => summary?.counts.blocked ?? 0)
  const charged = useQueue((state) => (state.summary?.doors ?? []).some(({ slots }) => slots.inUse > 0))
  return (
    <>
      {retry.length > 0 && (
        <Button
          hint={outdated > 0 ? t('queue.outdated', { count: outdated }) : undefined}
          onClick={() => retryJobs(app, retry)}
        >
          {t('queue.retryAll', { count: retry.length })}
        </Button>
      )}
      {finished > 0 && (
        <Button hint={t('queue.clearHint')} onClick={() => void clearJobs(app, idsIn(app, ['done', 'cancelled']))}>
          {t('queue.clear')}
        </Button>
      )}
      {open + held > 0 && (
        <Button
          hint={t(charged ? 'queue.cancelAllCharged' : 'queue.cancelAllHint')}
          onClick={() => void ask(app.bridge.queue.cancel({ jobs: 'all' }))}
        >
          {t('queue.cancelAll')}
        </Button>
      )}
    </>
  )
}
