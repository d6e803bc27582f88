import { IconHistory } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state'
import { keepFocus } from '../../components/keep-focus'
import { batchHistory } from '../../state/batch-history'
import { useQueue } from '../../state/hooks'
import { moveAmongBatches } from './batch-keys'
import { BatchRow } from './batch-row'
import classes from './history.module.css'

/** Every batch that was started: what it was, what became of it, and how to have it again. */
export function HistoryView() {
  const { t } = useTranslation()
  const batches = useQueue((state) => state.batches)
  const lineUp = useQueue((state) => state.lineUp)
  const entries = useMemo(() => batchHistory(batches, lineUp.jobs.values()), [batches, lineUp])
  const [focus, setFocus] = useState<string | null>(null)
  // One row is in the tab order, with its buttons.
  const inOrder = Math.max(
    0,
    entries.findIndex(({ batch }) => batch.id === focus),
  )
  if (entries.length === 0) {
    return (
      <EmptyState
        icon={<IconHistory size={40} stroke={1.2} aria-hidden />}
        title={t('batches.empty')}
        body={t('batches.emptyHint')}
      />
    )
  }
  return (
    <div className={classes.scroll}>
      <ul ref={keepFocus} aria-label={t('batches.label')} onKeyDown={moveAmongBatches}>
        {entries.map((entry, index) => (
          <BatchRow key={entry.batch.id} entry={entry} isEntry={index === inOrder} onFocus={setFocus} />
        ))}
      </ul>
    </div>
  )
}
