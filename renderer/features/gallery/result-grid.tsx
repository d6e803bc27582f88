import { useElementSize, useMergedRef } from '@mantine/hooks'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp, useGallery, useSettings, useView } from '../../state/hooks'
import { currentId } from '../../state/results'
import { columnGap, gridPadding, layoutGrid } from '../library/grid-geometry'
import grid from '../library/photo-grid.module.css'
import { useSteadyScroll } from '../library/use-steady-scroll'
import { ResultCell } from './result-cell'
import { useResultKeys } from './use-result-keys'

/** All results that are shown, as many cells as fit on the screen. */
export function ResultGrid() {
  const { t } = useTranslation()
  const app = useApp()
  const ids = useGallery((state) => state.ids)
  const items = useGallery((state) => state.items)
  const edge = useSettings((state) => state.settings.thumbnailEdge)
  const focus = useView((state) => currentId(ids, state.gallerySelection))
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: sizeRef, width, height } = useElementSize<HTMLDivElement>()
  const ref = useMergedRef(scroller, sizeRef)
  const layout = layoutGrid(width, edge)
  const rows = Math.ceil(ids.length / layout.columns)
  const focusRow = focus === null ? -1 : Math.floor(ids.indexOf(focus) / layout.columns)
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
  const showIndex = useCallback(
    (index: number) => virtualizer.scrollToIndex(Math.floor(index / layout.columns), { align: 'auto' }),
    [virtualizer, layout.columns],
  )
  const onKeyDown = useResultKeys(
    { count: ids.length, columns: layout.columns, pageRows: Math.floor(height / layout.rowHeight) },
    showIndex,
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be laid out as cells of which only a few are in the page
    <div
      ref={ref}
      className={grid.grid}
      role="grid"
      aria-label={t('gallery.results')}
      aria-multiselectable
      aria-rowcount={rows}
      aria-colcount={layout.columns}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('[role="gridcell"]') === null) {
          app.view.selectResults({ type: 'none' })
        }
      }}
    >
      <div className={grid.space} style={{ height: virtualizer.getTotalSize() }} role="presentation">
        {virtualizer.getVirtualItems().map((row) => (
          // biome-ignore lint/a11y/useSemanticElements: see the grid
          // biome-ignore lint/a11y/useFocusableInteractive: cells take the focus, rows do not
          <div
            key={row.key}
            role="row"
            aria-rowindex={row.index + 1}
            className={grid.row}
            style={{ transform: `translateY(${row.start}px)`, gap: columnGap, paddingInline: gridPadding }}
          >
            {ids.slice(row.index * layout.columns, (row.index + 1) * layout.columns).map((id, column) => {
              const item = items.get(id)
              return item && <ResultCell key={id} {...{ item, column: column + 1, ...layout }} focused={id === focus} />
            })}
          </div>
        ))}
      </div>
    </div>
  )
}
