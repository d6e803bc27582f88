import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useApp, useView } from '../../state/hooks'
import { queueTabs, useQueueView } from '../../state/queue-view'
import { queueFilters } from '../../state/view-store'

/** Jobs, or the batches that were started. */
export function QueueTabs() {
  const { t } = useTranslation()
  const app = useApp()
  const tab = useQueueView((state) => state.tab)
  return (
    <SegmentedControl
      aria-label={t('work.tabs.label')}
      data={queueTabs.map((value) => ({ value, label: t(`work.tabs.${value}`) }))}
      value={tab}
      onChange={(value) => {
        const chosen = queueTabs.find((known) => known === value)
        if (chosen !== undefined) app.queueView.setState({ tab: chosen })
      }}
    />
  )
}

/** Which states are shown. */
export function StateFilter() {
  const { t } = useTranslation()
  const app = useApp()
  const filter = useView((state) => state.queueFilter)
  return (
    <SegmentedControl
      aria-label={t('queue.show')}
      data={queueFilters.map((value) => ({ value, label: t(`queue.filters.${value}`) }))}
      value={filter}
      onChange={(value) => {
        const chosen = queueFilters.find((known) => known === value)
        if (chosen !== undefined) app.view.setState({ queueFilter: chosen })
      }}
    />
  )
}
