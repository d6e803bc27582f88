import { SegmentedControl } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { ViewFrame } from '../../components/view-frame'
import { ask } from '../../state/actions'
import { useApp, useQueue, useView } from '../../state/hooks'
import { listJobs } from '../../state/job-list'
import { queueFilters } from '../../state/view-store'
import { ChargesView } from './charges-view'
import { JobList } from './job-list'

/** All jobs in their order, what each is doing, and what can be done about it. */
export function QueueView() {
  const { t } = useTranslation()
  const app = useApp()
  const filter = useView((state) => state.queueFilter)
  const lineUp = useQueue((state) => state.lineUp)
  const total = useQueue((state) => state.jobs.size)
  const charges = useView((state) => state.charges)
  const ids = useMemo(() => listJobs(lineUp.jobs.values(), filter), [lineUp, filter])
  if (charges) return <ChargesView />
  return (
    <ViewFrame
      title={t('queue.title')}
      subtitle={total > 0 ? t('queue.count', { count: total }) : undefined}
      actions={total > 0 && <QueueActions />}
    >
      {total === 0 ? (
        <EmptyState
          icon={<IconListCheck size={40} stroke={1.2} aria-hidden />}
          title={t('queue.empty')}
          body={t('queue.emptyHint')}
          action={<Button onClick={() => app.view.go('library')}>{t('canvas.toLibrary')}</Button>}
        />
      ) : ids.length === 0 ? (
        <EmptyState title={t('queue.emptyFilter')} />
      ) : (
        <JobList ids={ids} />
      )}
    </ViewFrame>
  )
}

function QueueActions() {
  const { t } = useTranslation()
  const app = useApp()
  const filter = useView((state) => state.queueFilter)
  const counts = useQueue((state) => state.summary?.counts)
  const failed = counts?.failed ?? 0
  const finished = (counts?.done ?? 0) + (counts?.cancelled ?? 0)
  const open = app.queue.getState().jobs.size - finished - failed
  const charged = useQueue((state) => (state.summary?.doors ?? []).some(({ slots }) => slots.inUse > 0))
  const idsOf = (states: readonly string[]) =>
    [...app.queue.getState().jobs.values()].filter(({ state }) => states.includes(state)).map(({ id }) => id)
  return (
    <>
      <SegmentedControl
        aria-label={t('queue.show')}
        data={queueFilters.map((value) => ({ value, label: t(`queue.filters.${value}`) }))}
        value={filter}
        onChange={(value) => {
          const chosen = queueFilters.find((known) => known === value)
          if (chosen !== undefined) app.view.setState({ queueFilter: chosen })
        }}
      />
      {failed > 0 && (
        <Button onClick={() => void ask(app, app.bridge.queue.retry({ jobs: idsOf(['failed']) }))}>
          {t('queue.retryAll', { count: failed })}
        </Button>
      )}
      {finished > 0 && (
        <Button
          hint={t('queue.clearHint')}
          onClick={() => void ask(app, app.bridge.queue.remove({ jobs: idsOf(['done', 'cancelled']) }))}
        >
          {t('queue.clear')}
        </Button>
      )}
      {open > 0 && (
        <Button
          hint={t(charged ? 'queue.cancelAllCharged' : 'queue.cancelAllHint')}
          onClick={() => void ask(app, app.bridge.queue.cancel({ jobs: 'all' }))}
        >
          {t('queue.cancelAll')}
        </Button>
      )}
    </>
  )
}
