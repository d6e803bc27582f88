import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { engineIds } from '../../../core/limits'
import { useBatchTime } from '../../format/use-batch-time'
import { useApp, useQueue } from '../../state/hooks'
import { useQueueView } from '../../state/queue-view'
import classes from './job-tools.module.css'

const everything = 'all'

/** Which batch's jobs are shown; the latest first. Nothing where there is only one. */
export function BatchFilter() {
  const { t } = useTranslation()
  const app = useApp()
  const time = useBatchTime()
  const batches = useQueue((state) => state.batches)
  const batch = useQueueView((state) => state.batch)
  if (batches.length < 2) return null
  return (
    <Select
      className={classes.batch}
      aria-label={t('work.batch')}
      data={[
        { value: everything, label: t('work.allBatches') },
        ...batches
          .toSorted((a, b) => b.createdAt - a.createdAt)
          .map(({ id, createdAt }) => ({ value: id, label: time(createdAt) })),
      ]}
      value={batch ?? everything}
      onChange={(value) => app.queueView.setState({ batch: value === everything ? null : value })}
    />
  )
}

/** Which engine's jobs are shown. Nothing where there is only one. */
export function EngineFilter() {
  const { t } = useTranslation()
  const app = useApp()
  const used = useQueue((state) => engineIds.filter((id) => state.batches.some(({ engine }) => engine === id)).join())
  const engine = useQueueView((state) => state.engine)
  const engines = engineIds.filter((id) => used.split(',').includes(id))
  if (engines.length < 2) return null
  return (
    <Select
      className={classes.engine}
      aria-label={t('work.engine')}
      data={[
        { value: everything, label: t('work.allEngines') },
        ...engines.map((id) => ({ value: id, label: t(`inspector.engine.short.${id}`) })),
      ]}
      value={engine ?? everything}
      onChange={(value) => app.queueView.setState({ engine: engines.find((id) => id === value) ?? null })}
    />
  )
}
