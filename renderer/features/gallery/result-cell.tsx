import { type MouseEvent, memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { scaleToFit, thumbEdge } from '../../components/figure-geometry'
import { FileName } from '../../components/file-name'
import { Thumb } from '../../components/thumb'
import { outputThumb } from '../../components/thumb-url'
import { describeMark } from '../../format/marks'
import { formatSize } from '../../format/numbers'
import { setLayout } from '../../state/gallery-commands'
import { useApp, useMark, useQueue, useView } from '../../state/hooks'
import type { ResultItem } from '../../state/result-filter'
import { tilePadding } from '../library/grid-geometry'
import cell from '../library/photo-cell.module.css'
import { dragResult } from './drag-result'
import { MarkBadges } from './mark-badges'
import classes from './result-cell.module.css'

interface ResultCellProps {
  readonly item: ResultItem
  /** From 1. */
  readonly column: number
  readonly focused: boolean
  /** CSS px. */
  readonly cellWidth: number
  readonly tileHeight: number
}

/** One result of the grid. */
export const ResultCell = memo(function ResultCell(props: ResultCellProps) {
  const { item, column, focused, cellWidth, tileHeight } = props
  const { t } = useTranslation()
  const app = useApp()
  const job = useQueue((state) => state.jobs.get(item.job))
  const selected = useView((state) => state.gallerySelection.ids.has(item.id))
  const { mark } = useMark(item.id)
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (focused && ref.current !== null && mayTakeFocus(ref.current)) ref.current.focus({ preventScroll: true })
  }, [focused])
  if (job === undefined) return null
  const room = { width: cellWidth - 2 * tilePadding, height: tileHeight - 2 * tilePadding }
  const scale = scaleToFit(job.canvas, room)
  const size = { width: Math.round(job.canvas.width * scale), height: Math.round(job.canvas.height * scale) }
  const onClick = (event: MouseEvent) => {
    const add = event.ctrlKey || event.metaKey
    const { id } = item
    if (event.shiftKey) app.view.selectResults({ type: 'extend', id, order: app.gallery.getState().ids, add })
    else app.view.selectResults({ type: add ? 'toggle' : 'only', id })
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys, for all cells
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    <div
      ref={ref}
      role="gridcell"
      tabIndex={focused ? 0 : -1}
      aria-selected={selected}
      aria-colindex={column}
      className={cell.cell}
      data-rejected={mark.flag === 'rejected'}
      style={{ width: cellWidth }}
      onClick={onClick}
      onDoubleClick={() => setLayout(app, 'loupe')}
      draggable
      onDragStart={(event) => dragResult(app, event, item.id)}
    >
      <div className={cell.tile} style={{ height: tileHeight }}>
        <div className={classes.picture} style={size}>
          <Thumb
            src={outputThumb(
              item.job,
              item.variation,
              thumbEdge(Math.max(size.width, size.height), window.devicePixelRatio),
            )}
          />
        </div>
      </div>
      <div className={classes.caption}>
        <span className="visually-hidden">{describeMark(t, item.name, mark)}</span>
        <span aria-hidden>
          <FileName name={item.name} />
        </span>
        <span className={classes.line}>
          <span className="numbers">{formatSize(t, job.outputSize, 'px')}</span>
          <MarkBadges id={item.id} />
        </span>
      </div>
    </div>
  )
})

/** The keyboard follows from cell to cell, and comes back to the grid from a view that is gone; never out of a field. */
function mayTakeFocus(element: HTMLElement): boolean {
  const active = document.activeElement
  return active === null || active === document.body || (element.closest('[role="grid"]')?.contains(active) ?? false)
}
