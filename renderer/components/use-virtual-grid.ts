import { useElementSize, useMergedRef } from '@mantine/hooks'
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useRef } from 'react'
import { type GridShape, gridPadding, layoutGrid } from './grid-geometry'
import { useSteadyScroll } from './use-steady-scroll'

interface Cells {
  readonly count: number
  /** How wide cells shall be, CSS px. */
  readonly edge: number
  /** The cell that has the keyboard; -1: none. */
  readonly focusIndex: number
}

export type VirtualGridState = ReturnType<typeof useVirtualGrid>

/** A grid of which as many rows as fit on the screen are in the page: where they are, and how to show one. */
export function useVirtualGrid({ count, edge, focusIndex }: Cells) {
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: sizeRef, width, height } = useElementSize<HTMLDivElement>()
  const ref = useMergedRef(scroller, sizeRef)
  const layout = layoutGrid(width, edge)
  const { columns, rowHeight } = layout
  const rows = Math.ceil(count / columns)
  const virtualizer = useVirtualizer({
    count: width === 0 ? 0 : rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    paddingStart: gridPadding,
    paddingEnd: 8,
    scrollPaddingStart: gridPadding,
    scrollPaddingEnd: 8,
    overscan: 2,
    rangeExtractor: rangeWith(focusIndex < 0 ? -1 : Math.floor(focusIndex / columns), rows),
  })
  useSteadyScroll(virtualizer, layout, scroller)
  const showIndex = useCallback(
    (index: number) => virtualizer.scrollToIndex(Math.floor(index / columns), { align: 'auto' }),
    [virtualizer, columns],
  )
  const shape: GridShape = { count, columns, pageRows: Math.floor(height / rowHeight) }
  return { ref, scroller, layout, rows, virtualizer, showIndex, shape, hasFocus: focusIndex >= 0 }
}

/** The row that has the focus stays in the page, or the keyboard would lose its place while the wheel turns. */
export function rangeWith(focusRow: number, rows: number) {
  return (range: Range): number[] => {
    const shown = defaultRangeExtractor(range)
    return focusRow < 0 || focusRow >= rows || shown.includes(focusRow) ? shown : [...shown, focusRow]
  }
}
