import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useDeferredValue, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeyboardOnArrival } from '../../components/roving-keys'
import { rangeWith } from '../../components/use-virtual-grid'
import { useApp, useList, useSettings, useView } from '../../state/hooks'
import { rowsInBand } from './band-geometry'
import { columnsFor, leastWidthOf, listColumns, listHeadHeight, listRowHeight, templateOf } from './list-columns'
import { ListHead } from './list-head'
import { ListRow } from './list-row'
import classes from './photo-list.module.css'
import bandClasses from './rubber-band.module.css'
import { useGridKeys } from './use-grid-keys'
import { useImportAnchor } from './use-import-anchor'
import { useMenuOpener } from './use-menu-opener'
import { useRubberBand } from './use-rubber-band'

const listLayout = { columns: 1, rowHeight: listRowHeight } as const

/** All photos that are shown as lines of numbers and words, as many as fit on the screen. */
export function PhotoList() {
  const { t } = useTranslation()
  const app = useApp()
  // Typing into the search goes before what it finds.
  const ids = useDeferredValue(useList((state) => state.ids))
  const focus = useView((state) => state.selection.focus)
  const scroller = useRef<HTMLDivElement>(null)
  const band = useRef<HTMLDivElement>(null)
  const { ref: sizeRef, width, height } = useElementSize<HTMLDivElement>()
  const ref = useMergedRef(scroller, sizeRef)
  const columns = columnsFor(width)
  const widths = useSettings((state) => state.settings.columnWidths)
  const focusRow = focus === null ? -1 : app.list.indexOf(focus)

  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => listRowHeight,
    paddingStart: listHeadHeight,
    scrollPaddingStart: listHeadHeight,
    paddingEnd: 8,
    overscan: 6,
    rangeExtractor: rangeWith(focusRow, ids.length),
  })
  useImportAnchor(ids, listLayout, listHeadHeight, scroller)
  const showIndex = useCallback((index: number) => virtualizer.scrollToIndex(index, { align: 'auto' }), [virtualizer])
  const pageRows = Math.floor((height - listHeadHeight) / listRowHeight)
  const onKeyDown = useGridKeys({ count: ids.length, columns: 1, pageRows }, showIndex)
  const rubberBand = useRubberBand({
    scroller,
    band,
    mayBegin: isNoControl,
    touched: (drawn) => rowsInBand(drawn, listRowHeight, listHeadHeight, ids.length),
  })
  const onContextMenu = useMenuOpener()
  const space = {
    height: virtualizer.getTotalSize(),
    minWidth: leastWidthOf(columns, widths),
    '--list-columns': templateOf(columns, widths),
  }
  useKeyboardOnArrival(scroller)
  return (
    // biome-ignore lint/a11y/useSemanticElements: of a table's rows only a few are in the page
    <div
      ref={ref}
      className={classes.list}
      role="grid"
      aria-label={t('library.label')}
      aria-multiselectable
      aria-rowcount={ids.length + 1}
      aria-colcount={listColumns.length}
      tabIndex={focusRow < 0 ? 0 : -1}
      onKeyDown={onKeyDown}
      onContextMenu={onContextMenu}
      {...rubberBand}
      onClick={(event) => {
        const { target } = event
        if (target instanceof Element && target.closest('[role="row"]') === null) app.view.select({ type: 'none' })
      }}
    >
      <div className={classes.space} style={space} role="presentation">
        <ListHead columns={columns} />
        {virtualizer.getVirtualItems().map(({ key, index, start }) => {
          const id = ids[index]
          return id === undefined ? null : <ListRow key={key} id={id} index={index} top={start} columns={columns} />
        })}
      </div>
      <div ref={band} className={bandClasses.band} hidden />
    </div>
  )
}

/** A band may begin anywhere but on the headings and on what can be pressed: lines of a list leave no space between them. */
function isNoControl(target: Element): boolean {
  return target.closest('button, [role="columnheader"]') === null
}
