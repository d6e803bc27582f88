import type { HTMLAttributes, KeyboardEventHandler, ReactNode } from 'react'
import { columnGap, gridPadding } from './grid-geometry'
import { useKeyboardOnArrival } from './roving-keys'
import type { VirtualGridState } from './use-virtual-grid'
import classes from './virtual-grid.module.css'

/** Where a cell is, and how large. */
export interface CellPlace {
  /** From 1. */
  readonly column: number
  /** CSS px. */
  readonly cellWidth: number
  readonly tileHeight: number
}

interface VirtualGridProps extends Omit<HTMLAttributes<HTMLDivElement>, 'onClick' | 'onKeyDown'> {
  readonly grid: VirtualGridState
  readonly ids: readonly string[]
  /** What is in the grid. */
  readonly label: string
  readonly cell: (id: string, place: CellPlace) => ReactNode
  readonly onKeyDown: KeyboardEventHandler
  /** The room between the cells was clicked. */
  readonly onClear: () => void
  /** What lies over the cells and scrolls with them. */
  readonly children?: ReactNode
}

/** A grid of pictures. Its keys are `useRovingKeys`', its cells' `useRovingItem`'s. */
export function VirtualGrid({ grid, ids, label, cell, onClear, onKeyDown, children, ...others }: VirtualGridProps) {
  const { ref, scroller, layout, rows, virtualizer, hasFocus } = grid
  const { columns, cellWidth, tileHeight } = layout
  useKeyboardOnArrival(scroller)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be laid out as cells of which only a few are in the page
    <div
      ref={ref}
      className={classes.grid}
      role="grid"
      aria-label={label}
      aria-multiselectable
      aria-rowcount={rows}
      aria-colcount={columns}
      tabIndex={hasFocus ? -1 : 0}
      {...others}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        if (event.target instanceof Element && isBetweenCells(event.target)) onClear()
      }}
    >
      <div className={classes.space} style={{ height: virtualizer.getTotalSize() }} role="presentation">
        {virtualizer.getVirtualItems().map(({ key, index, start }) => (
          // biome-ignore lint/a11y/useSemanticElements: see the grid
          // biome-ignore lint/a11y/useFocusableInteractive: cells take the focus, rows do not
          <div
            key={key}
            role="row"
            aria-rowindex={index + 1}
            className={classes.row}
            style={{ transform: `translateY(${start}px)`, gap: columnGap, paddingInline: gridPadding }}
          >
            {ids
              .slice(index * columns, (index + 1) * columns)
              .map((id, column) => cell(id, { column: column + 1, cellWidth, tileHeight }))}
          </div>
        ))}
      </div>
      {children}
    </div>
  )
}

export function isBetweenCells(target: Element): boolean {
  return target.closest('[role="gridcell"]') === null
}
