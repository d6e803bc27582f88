import { IconListCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { ViewFrame } from '../../components/view-frame'
import { useApp, useQueue, useView } from '../../state/hooks'
import { listJobs } from '../../state/job-list'
import { useQueueView } from '../../state/queue-view'
import { ChargesView } from './charges-view'
import { HistoryView } from './history-view'
import { JobList } from './job-list'
import { JobTools } from './job-tools'
import { QueueTabs, StateFilter } from './queue-tabs'
import classes from './queue-view.module.css'
import { ReportMenu } from './report-menu'

/** All jobs in their order, what each is doing, and what can be done about it; or the batches that were started. */
export function QueueView() {
  const { t } = useTranslation()
  const charges = useView((state) => state.charges)
  const tab = useQueueView((state) => state.tab)
  const total = useQueue(({ listed }) => Object.values(listed).reduce((sum, count) => sum + count, 0))
  const batches = useQueue((state) => state.batches.length)
  if (charges) return <ChargesView />
  const history = tab === 'history'
  return (
    <ViewFrame
      title={t('queue.title')}
      subtitle={total > 0 && !history ? t('queue.count', { count: total }) : undefined}
      actions={
        <>
          {!history && total > 0 && <StateFilter />}
          {history && batches > 0 && <ReportMenu />}
          {batches > 0 && <QueueTabs />}
        </>
      }
    >
      {history ? <HistoryView /> : total === 0 ? <NoJobs cleared={batches > 0} /> : <Jobs />}
    </ViewFrame>
  )
}

function Jobs() {
  const { t } = useTranslation()
  const app = useApp()
  const filter = useView((state) => state.queueFilter)
  const lineUp = useQueue((state) => state.lineUp)
  const search = useQueueView((state) => state.search)
  const batch = useQueueView((state) => state.batch)
  const engine = useQueueView((state) => state.engine)
  const ids = useMemo(
    () => listJobs(lineUp.jobs.values(), filter, { search, batch, engine }),
    [lineUp, filter, search, batch, engine],
  )
  const narrowed = search.trim() !== '' || batch !== null || engine !== null
  return (
    <div className={classes.view}>
      <JobTools />
      {ids.length > 0 ? (
        <JobList ids={ids} />
      ) : narrowed ? (
        <EmptyState
          title={t('work.emptySearch')}
          action={<Button onClick={() => app.queueView.showAll()}>{t('work.showAll')}</Button>}
        />
      ) : (
        <EmptyState title={t('queue.emptyFilter')} />
      )}
    </div>
  )
}

function NoJobs({ cleared }: { readonly cleared: boolean }) {
  const { t } = useTranslation()
  const app = useApp()
  return (
    <EmptyState
      icon={<IconListCheck size={40} stroke={1.2} aria-hidden />}
      title={t(cleared ? 'work.allCleared' : 'queue.empty')}
      body={t(cleared ? 'work.allClearedHint' : 'queue.emptyHint')}
      action={<Button onClick={() => app.view.go('library')}>{t('canvas.toLibrary')}</Button>}
    />
  )
}
