import { useElementSize, useMergedRef } from '@mantine/hooks'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useDeferredValue, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp, useList, useSettings, useView } from '../../state/hooks'
import { cellsInBand } from './band-geometry'
import { columnGap, type GridLayout, gridPadding, layoutGrid } from './grid-geometry'
import { PhotoCell } from './photo-cell'
import classes from './photo-grid.module.css'
import bandClasses from './rubber-band.module.css'
import { useGridKeys } from './use-grid-keys'
import { useImportAnchor } from './use-import-anchor'
import { useMenuOpener } from './use-menu-opener'
import { useRubberBand } from './use-rubber-band'
import { useSteadyScroll } from './use-steady-scroll'

/** All photos that are shown, as many cells as fit on the screen. */
export function PhotoGrid() {
  const { t } = useTranslation()
  const app = useApp()
  // Typing into the search goes before what it finds.
  const ids = useDeferredValue(useList((state) => state.ids))
  const stored = useSettings((state) => state.settings.thumbnailEdge)
  const edge = useView((state) => state.cellEdge) ?? stored
  const focus = useView((state) => state.selection.focus)
  const scroller = useRef<HTMLDivElement>(null)
  const band = useRef<HTMLDivElement>(null)
  const { ref: sizeRef, width, height } = useElementSize<HTMLDivElement>()
  const ref = useMergedRef(scroller, sizeRef)
  const layout = layoutGrid(width, edge)
  const rows = Math.ceil(ids.length / layout.columns)
  const focusRow = focus === null ? -1 : Math.floor(app.list.indexOf(focus) / layout.columns)

  const virtualizer = useVirtualizer({
    count: width === 0 ? 0 : rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => layout.rowHeight,
    paddingStart: gridPadding,
    paddingEnd: 8,
    scrollPaddingStart: gridPadding,
    scrollPaddingEnd: 8,
    overscan: 2,
    // The row that has the focus stays in the page, or the keyboard would lose its place while the wheel turns.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      return focusRow < 0 || focusRow >= rows || shown.includes(focusRow) ? shown : [...shown, focusRow]
    },
  })
  useSteadyScroll(virtualizer, layout, scroller)
  useImportAnchor(ids, layout, gridPadding, scroller)
  const showIndex = useCallback(
    (index: number) => virtualizer.scrollToIndex(Math.floor(index / layout.columns), { align: 'auto' }),
    [virtualizer, layout.columns],
  )
  const onKeyDown = useGridKeys(
    { count: ids.length, columns: layout.columns, pageRows: Math.floor(height / layout.rowHeight) },
    showIndex,
  )
  const rubberBand = useRubberBand({
    scroller,
    band,
    mayBegin: isBetweenCells,
    touched: (drawn) => cellsInBand(drawn, layout, ids.length),
  })
  const onContextMenu = useMenuOpener()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be laid out as cells of which only a few are in the page
    <div
      ref={ref}
      className={classes.grid}
      role="grid"
      aria-label={t('library.label')}
      aria-multiselectable
      aria-rowcount={rows}
      aria-colcount={layout.columns}
      tabIndex={focusRow < 0 ? 0 : -1}
      onKeyDown={onKeyDown}
      onContextMenu={onContextMenu}
      {...rubberBand}
      onClick={(event) => {
        if (event.target instanceof Element && isBetweenCells(event.target)) app.view.select({ type: 'none' })
      }}
    >
      <div className={classes.space} style={{ height: virtualizer.getTotalSize() }} role="presentation">
        {virtualizer.getVirtualItems().map((row) => (
          <Row
            key={row.key}
            index={row.index}
            top={row.start}
            ids={ids.slice(row.index * layout.columns, (row.index + 1) * layout.columns)}
            layout={layout}
          />
        ))}
      </div>
      <div ref={band} className={bandClasses.band} hidden />
    </div>
  )
}

function isBetweenCells(target: Element): boolean {
  return target.closest('[role="gridcell"]') === null
}

interface RowProps {
  readonly index: number
  /** CSS px. */
  readonly top: number
  readonly ids: readonly string[]
  readonly layout: GridLayout
}

function Row({ index, top, ids, layout }: RowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    // biome-ignore lint/a11y/useFocusableInteractive: cells take the focus, rows do not
    <div
      role="row"
      aria-rowindex={index + 1}
      className={classes.row}
      style={{ transform: `translateY(${top}px)`, gap: columnGap, paddingInline: gridPadding }}
    >
      {ids.map((id, column) => (
        <PhotoCell key={id} id={id} column={column + 1} cellWidth={layout.cellWidth} tileHeight={layout.tileHeight} />
      ))}
    </div>
  )
}
