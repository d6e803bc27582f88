import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { scaleToFit, thumbEdge } from '../../components/figure-geometry'
import { FileName } from '../../components/file-name'
import grid from '../../components/grid-cell.module.css'
import { tilePadding } from '../../components/grid-geometry'
import { useRovingItem } from '../../components/roving-keys'
import { Thumb } from '../../components/thumb'
import { outputThumb } from '../../components/thumb-url'
import type { CellPlace } from '../../components/virtual-grid'
import { describeMark } from '../../format/marks'
import { formatSize } from '../../format/numbers'
import { setLayout } from '../../state/gallery-commands'
import { useApp, useMark, useQueue, useView } from '../../state/hooks'
import type { ResultItem } from '../../state/result-filter'
import { dragResult } from './drag-result'
import { MarkBadges } from './mark-badges'
import classes from './result-cell.module.css'
import { listOfResults } from './use-result-keys'

interface ResultCellProps extends CellPlace {
  readonly item: ResultItem
  readonly focused: boolean
}

/** One result of the grid. */
export const ResultCell = memo(function ResultCell(props: ResultCellProps) {
  const { item, column, focused, cellWidth, tileHeight } = props
  const { t } = useTranslation()
  const app = useApp()
  const job = useQueue((state) => state.jobs.get(item.job))
  const selected = useView((state) => state.gallerySelection.ids.has(item.id))
  const { mark } = useMark(item.id)
  const list = useMemo(() => listOfResults(app), [app])
  const roving = useRovingItem(item.id, list, focused)
  if (job === undefined) return null
  const room = { width: cellWidth - 2 * tilePadding, height: tileHeight - 2 * tilePadding }
  const scale = scaleToFit(job.canvas, room)
  const size = { width: Math.round(job.canvas.width * scale), height: Math.round(job.canvas.height * scale) }
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    <div
      {...roving}
      role="gridcell"
      tabIndex={roving.tabIndex}
      aria-selected={selected}
      aria-colindex={column}
      className={grid.cell}
      data-rejected={mark.flag === 'rejected'}
      style={{ width: cellWidth }}
      onDoubleClick={() => setLayout(app, 'loupe')}
      draggable
      onDragStart={(event) => dragResult(app, event, item.id)}
    >
      <div className={grid.tile} style={{ height: tileHeight }}>
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
