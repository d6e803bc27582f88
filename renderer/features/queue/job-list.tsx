import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type MouseEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../state/hooks'
import { useQueueView } from '../../state/queue-view'
import { ContextMenu, type MenuPlace } from './context-menu'
import { JobRow } from './job-row'
import classes from './queue-view.module.css'
import { useJobKeys } from './use-job-keys'
import { useReorder } from './use-reorder'

/** Height of a row without an error, px; rows with one are measured. */
const rowHeight = 57

/** The jobs, as many rows as fit on the screen. */
export function JobList({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation()
  const app = useApp()
  const scroller = useRef<HTMLDivElement>(null)
  const [menu, setMenu] = useState<MenuPlace | null>(null)
  const focus = useQueueView(({ selection }) => selection.focus)
  // One row is in the tab order, with its buttons.
  const entry = focus === null ? 0 : Math.max(0, ids.indexOf(focus))
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 4,
    // That row stays in the page, or the keyboard would lose its place while the wheel turns.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      return shown.includes(entry) ? shown : [...shown, entry]
    },
  })
  const show = useCallback((index: number) => virtualizer.scrollToIndex(index, { align: 'auto' }), [virtualizer])
  const reorder = useReorder(ids, scroller)
  const onKeyDown = useJobKeys(ids, reorder, show)
  usePruned(ids)

  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    const id = event.target instanceof Element ? rowOf(event.target) : undefined
    if (id === undefined) return
    event.preventDefault()
    if (!app.queueView.getState().selection.ids.has(id)) app.queueView.select({ type: 'only', id })
    setMenu({ id, x: event.clientX, y: event.clientY })
  }
  return (
    <div ref={scroller} className={classes.scroll}>
      <ul
        className={classes.space}
        style={{ height: virtualizer.getTotalSize() }}
        aria-label={t('queue.label')}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
      >
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
                <JobRow id={id} reorder={reorder} isEntry={item.index === entry} />
              </li>
            )
          )
        })}
      </ul>
      <ContextMenu place={menu} reorder={reorder} onClose={() => setMenu(null)} />
    </div>
  )
}

function rowOf(element: Element): string | undefined {
  return element.closest<HTMLElement>('[data-job]')?.dataset.job
}

/** What leaves the list leaves the selection, too. Costs nothing while nothing is selected. */
function usePruned(ids: readonly string[]): void {
  const app = useApp()
  const before = useRef(ids)
  useEffect(() => {
    app.queueView.setState({ shown: ids })
    const { selection } = app.queueView.getState()
    if (selection.ids.size > 0 || selection.focus !== null) {
      app.queueView.select({ type: 'prune', before: before.current, order: ids })
    }
    before.current = ids
  }, [app, ids])
}
