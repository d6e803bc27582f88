import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { reportFormats } from '../../../core/report'
import { useApp } from '../../state/hooks'
import { exportReport, holdBatch, moveBatchToFront } from '../../state/queue-actions'

/** What can be done about a batch as a whole. */
export function BatchItems({ batch }: { readonly batch: string }) {
  const { t } = useTranslation()
  const app = useApp()
  const jobs = [...app.queue.getState().jobs.values()].filter(({ batchId }) => batchId === batch)
  const held = app.queue.getState().batches.find(({ id }) => id === batch)?.held ?? false
  const waits = jobs.some(({ state }) => state === 'queued' || state === 'blocked')
  const showJobs = () => {
    app.queueView.showBatch(batch)
    app.view.showQueue('all')
  }
  return (
    <>
      {jobs.some(({ cleared }) => !cleared) && <Menu.Item onClick={showJobs}>{t('work.batchOnly')}</Menu.Item>}
      {jobs.some(({ outputs }) => outputs.length > 0) && (
        <Menu.Item onClick={() => app.view.showBatch(batch)}>{t('work.batchGallery')}</Menu.Item>
      )}
      {jobs.some(({ state }) => state === 'queued') && (
        <Menu.Item onClick={() => moveBatchToFront(app, batch)}>{t('work.batchFirst')}</Menu.Item>
      )}
      {(waits || held) && (
        <Menu.Item onClick={() => holdBatch(app, batch, !held)}>
          {t(held ? 'work.releaseBatch' : 'work.holdBatch')}
        </Menu.Item>
      )}
      {reportFormats.map((format) => (
        <Menu.Item key={format} onClick={() => void exportReport(app, batch, format)}>
          {t(`work.report.${format}`)}
        </Menu.Item>
      ))}
    </>
  )
}
