import type { KeyboardEvent, PointerEvent } from 'react'
import { useState } from 'react'
import type { ColumnWidths } from '../../../core/settings'
import type { App } from '../../state/app'
import { updateSettings } from '../../state/changes'
import { useApp } from '../../state/hooks'
import { columnWidth, type ListColumn, leastWidthOf, templateOf } from './list-columns'

/** By how much an arrow key moves a border, px; with Shift. */
const steps = { plain: 8, shift: 1 } as const

/**
 * What the border at the right of a column's heading does: it is drawn by the pointer or moved by the arrow keys, and a
 * double click or Enter makes the column as wide as what it shows. Escape takes a drag back. `width`: how wide the column
 * is, as far as it has been asked, px.
 */
export function useColumnWidth(column: ListColumn, columns: readonly ListColumn[]) {
  const app = useApp()
  const [width, setWidth] = useState<number | null>(null)

  const keep = (wanted: number) => {
    const chosen = columnWidth(wanted)
    setWidth(chosen)
    void updateSettings(app, { columnWidths: { ...widthsOf(app), [column.name]: chosen } })
  }
  const fitTo = (border: HTMLElement) => keep(naturalWidth(border, column, columns, widthsOf(app)))
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const step = event.shiftKey ? steps.shift : steps.plain
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (by !== 0) keep(widthOf(event.currentTarget) + by * step)
    else if (event.key === 'Enter') fitTo(event.currentTarget)
    else return
    event.preventDefault()
  }
  return {
    width,
    onFocus: (event: { readonly currentTarget: HTMLElement }) => setWidth(widthOf(event.currentTarget)),
    onKeyDown,
    // The keyboard stays where it is.
    onMouseDown: (event: { readonly preventDefault: () => void }) => event.preventDefault(),
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button === 0) follow(event, column, columns, widthsOf(app), keep)
    },
    onDoubleClick: (event: { readonly currentTarget: HTMLElement }) => fitTo(event.currentTarget),
  }
}

const widthsOf = (app: App) => app.settings.getState().settings.columnWidths

/** How wide a border's column is drawn, px. */
function widthOf(border: HTMLElement): number {
  return Math.round(border.parentElement?.getBoundingClientRect().width ?? 0)
}

/** What holds headings and rows, and lays out their columns. */
function spaceOf(border: HTMLElement): HTMLElement | null {
  return border.closest<HTMLElement>('[role="row"]')?.parentElement ?? null
}

/** Draws the columns anew without asking React for every row. */
function lay(space: HTMLElement, columns: readonly ListColumn[], widths: ColumnWidths): void {
  space.style.setProperty('--list-columns', templateOf(columns, widths))
  space.style.minWidth = `${leastWidthOf(columns, widths)}px`
}

function follow(
  { currentTarget: border, pointerId, clientX: from }: PointerEvent<HTMLElement>,
  column: ListColumn,
  columns: readonly ListColumn[],
  before: ColumnWidths,
  keep: (width: number) => void,
): void {
  const space = spaceOf(border)
  if (space === null) return
  const start = widthOf(border)
  let width = start
  const listening = new AbortController()
  const { signal } = listening
  const onMove = ({ clientX }: globalThis.PointerEvent) => {
    width = columnWidth(start + clientX - from)
    lay(space, columns, { ...before, [column.name]: width })
  }
  const end = (kept: boolean) => {
    listening.abort()
    if (kept && width !== start) keep(width)
    else lay(space, columns, before)
  }
  border.setPointerCapture(pointerId)
  border.addEventListener('pointermove', onMove, { signal })
  border.addEventListener('pointerup', () => end(true), { signal })
  border.addEventListener('pointercancel', () => end(false), { signal })
  const onKey = (event: globalThis.KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    event.preventDefault()
    end(false)
  }
  window.addEventListener('keydown', onKey, { signal, capture: true })
}

/** How wide a column's heading and what is on the screen of it would be with nothing cut off, px. */
function naturalWidth(
  border: HTMLElement,
  column: ListColumn,
  columns: readonly ListColumn[],
  widths: ColumnWidths,
): number {
  const space = spaceOf(border)
  const place = border.parentElement?.getAttribute('aria-colindex')
  if (space === null || place == null) return widthOf(border)
  space.style.setProperty('--list-columns', templateOf(columns, widths, column.name))
  const cells = [...space.querySelectorAll(`[aria-colindex="${place}"]`)]
  const widest = Math.max(...cells.map((cell) => cell.getBoundingClientRect().width))
  lay(space, columns, widths)
  return Math.ceil(widest)
}
