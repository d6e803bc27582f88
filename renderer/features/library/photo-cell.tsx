import { memo } from 'react'
import type { LibraryPhoto } from '../../../core/library'
import { targetAt, targetsOf } from '../../../core/targets'
import grid from '../../components/grid-cell.module.css'
import { tilePadding } from '../../components/grid-geometry'
import type { CellPlace } from '../../components/virtual-grid'
import { useLibrary, useQueue, useSettings, useView } from '../../state/hooks'
import { latestJob } from '../../state/latest-job'
import { planFor } from '../../state/plans'
import { CellBadges } from './cell-badges'
import { CellCaption } from './cell-caption'
import { CellPicture } from './cell-picture'
import classes from './photo-cell.module.css'
import { useCellText } from './use-cell-text'
import { usePhotoCell } from './use-photo-cell'

interface PhotoCellProps extends CellPlace {
  readonly id: string
}

/** One photo of the grid. Renders again only when this photo, its job, the target or its selection changes. */
export const PhotoCell = memo(function PhotoCell(props: PhotoCellProps) {
  const photo = useLibrary((state) => state.photos.get(props.id))
  return photo === undefined ? null : <Cell {...props} photo={photo} />
})

function Cell({ id, photo, column, cellWidth, tileHeight }: PhotoCellProps & { readonly photo: LibraryPhoto }) {
  const batch = useSettings((state) => state.settings.batch)
  const shown = useView((state) => state.shownTarget)
  const target = targetAt(targetsOf(photo, batch), shown)
  const job = useQueue((state) => latestJob(state.latest, photo, target))
  const cell = usePhotoCell(id)
  const outcome = planFor(photo, target, batch)
  const text = useCellText(photo, outcome)

  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    <div
      {...cell}
      tabIndex={cell.tabIndex}
      role="gridcell"
      aria-colindex={column}
      className={grid.cell}
      style={{ width: cellWidth }}
    >
      <div className={grid.tile} style={{ height: tileHeight }}>
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
        bad={outcome.kind !== 'planned' || photo.error !== null}
      />
      <div className={classes.badges}>
        <CellBadges photo={photo} job={job} />
      </div>
    </div>
  )
}
