import { IconPhotoCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { isFinished } from '../../../core/job'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { FileName } from '../../components/file-name'
import { ViewFrame } from '../../components/view-frame'
import { baseName } from '../../format/names'
import { useApp, useQueue, useView } from '../../state/hooks'
import { currentResult, pathOf, resultJobs } from '../../state/results'
import { BatchSelect } from './batch-select'
import { Filmstrip } from './filmstrip'
import classes from './gallery-view.module.css'
import { ResultPanel } from './result-panel'
import { Stage } from './stage'

/** What came out, each beside its original. */
export function GalleryView() {
  const { t } = useTranslation()
  const lineUp = useQueue((state) => state.lineUp)
  const batches = useQueue((state) => state.batches)
  const batch = useView((state) => state.galleryBatch)
  const wanted = useView((state) => state.galleryJob)
  const variation = useView((state) => state.galleryVariation)
  const jobs = useMemo(() => resultJobs(lineUp.jobs.values(), batches, batch), [lineUp, batches, batch])
  const current = currentResult(jobs, wanted, variation)
  if (current === null) return <EmptyGallery />
  return (
    <ViewFrame
      title={<FileName name={baseName(pathOf(current))} />}
      subtitle={t('gallery.position', { index: jobs.indexOf(current.job) + 1, total: jobs.length })}
      actions={<BatchSelect />}
      panel={<ResultPanel result={current} />}
    >
      <div className={classes.view}>
        <Stage key={`${current.job.id} ${current.variation}`} result={current} />
        <Filmstrip jobs={jobs} current={current} />
      </div>
    </ViewFrame>
  )
}

function EmptyGallery() {
  const { t } = useTranslation()
  const app = useApp()
  const underWay = useQueue((state) =>
    state.summary === null
      ? 0
      : Object.entries(state.summary.counts).reduce(
          (sum, [name, count]) => (isFinished(name as Parameters<typeof isFinished>[0]) ? sum : sum + count),
          0,
        ),
  )
  return (
    <ViewFrame title={t('gallery.title')}>
      <EmptyState
        icon={<IconPhotoCheck size={40} stroke={1.2} aria-hidden />}
        title={t('gallery.empty')}
        body={underWay > 0 ? t('gallery.emptyWorking', { count: underWay }) : t('gallery.emptyHint')}
        action={
          <Button onClick={() => app.view.go(underWay > 0 ? 'queue' : 'library')}>
            {underWay > 0 ? t('bar.openQueue') : t('canvas.toLibrary')}
          </Button>
        }
      />
    </ViewFrame>
  )
}
