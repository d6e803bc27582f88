import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { JobRow } from './job-row'
import classes from './queue-view.module.css'
import { useReorder } from './use-reorder'

/** Height of a row without an error, px; rows with one are measured. */
const rowHeight = 57

/** The jobs, as many rows as fit on the screen. */
export function JobList({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 4,
  })
  const reorder = useReorder(ids)
  return (
    <div ref={scroller} className={classes.scroll} style={{ height: '100%' }}>
      <ul className={classes.space} style={{ height: virtualizer.getTotalSize() }} aria-label={t('queue.label')}>
        {virtualizer.getVirtualItems().map((item) => {
          const id = ids[item.index]
          return (
            id !== undefined && (
              <li
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                data-job={id}
                className={classes.row}
                style={{ transform: `translateY(${item.start}px)` }}
                aria-setsize={ids.length}
                aria-posinset={item.index + 1}
              >
                <JobRow id={id} reorder={reorder} />
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
}
