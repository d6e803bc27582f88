import { type MouseEvent, memo, useEffect, useRef } from 'react'
import type { LibraryPhoto } from '../../../core/library'
import { targetAt, targetsOf } from '../../../core/targets'
import { useApp, useLibrary, useQueue, useSettings, useView } from '../../state/hooks'
import { latestJob } from '../../state/latest-job'
import { planFor } from '../../state/plans'
import { CellBadges } from './cell-badges'
import { CellCaption } from './cell-caption'
import { CellPicture } from './cell-picture'
import { tilePadding } from './grid-geometry'
import classes from './photo-cell.module.css'
import { useCellText } from './use-cell-text'

interface PhotoCellProps {
  readonly id: string
  /** From 1. */
  readonly column: number
  /** CSS px. */
  readonly cellWidth: number
  readonly tileHeight: number
}

/** One photo of the grid. Renders again only when this photo, its job, the target or its selection changes. */
export const PhotoCell = memo(function PhotoCell(props: PhotoCellProps) {
  const photo = useLibrary((state) => state.photos.get(props.id))
  return photo === undefined ? null : <Cell {...props} photo={photo} />
})

function Cell({ id, photo, column, cellWidth, tileHeight }: PhotoCellProps & { readonly photo: LibraryPhoto }) {
  const app = useApp()
  const batch = useSettings((state) => state.settings.batch)
  const shown = useView((state) => state.shownTarget)
  const target = targetAt(targetsOf(photo, batch), shown)
  const job = useQueue((state) => latestJob(state.latest, photo, target))
  const selected = useView((state) => state.selection.ids.has(id))
  const focused = useView((state) => state.selection.focus === id)
  const ref = useRef<HTMLDivElement>(null)
  const outcome = planFor(photo, target, batch)
  const text = useCellText(photo, outcome)

  useEffect(() => {
    if (focused && ref.current !== null && mayTakeFocus(ref.current)) ref.current.focus({ preventScroll: true })
  }, [focused])

  const onClick = (event: MouseEvent) => {
    const add = event.ctrlKey || event.metaKey
    if (event.shiftKey) app.view.select({ type: 'extend', id, order: app.list.getState().ids, add })
    else app.view.select({ type: add ? 'toggle' : 'only', id })
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
      className={classes.cell}
      style={{ width: cellWidth }}
      onClick={onClick}
      onDoubleClick={() => app.view.go('canvas')}
    >
      <div className={classes.tile} style={{ height: tileHeight }}>
        <CellPicture
          photo={photo}
          outcome={outcome}
          room={{ width: cellWidth - 2 * tilePadding, height: tileHeight - 2 * tilePadding }}
        />
        {job !== undefined && job.fraction > 0 && (
          <div className={classes.progress}>
            <div style={{ width: `${job.fraction * 100}%` }} />
          </div>
        )}
      </div>
      <CellCaption
        name={photo.name}
        link={photo.link}
        rating={photo.header?.rating ?? 0}
        text={text}
        bad={outcome.kind !== 'planned'}
      />
      <div className={classes.badges}>
        <CellBadges photo={photo} job={job} />
      </div>
    </div>
  )
}

/** The keyboard follows from cell to cell, and comes back to the grid from a view that is gone; never out of a field. */
function mayTakeFocus(cell: HTMLElement): boolean {
  const active = document.activeElement
  return active === null || active === document.body || (cell.closest('[role="grid"]')?.contains(active) ?? false)
}
