import { IconBan, IconLink, IconStarFilled } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LibraryPhoto } from '../../../core/library'
import { targetAt, targetsOf } from '../../../core/targets'
import { cx } from '../../components/cx'
import { FileName } from '../../components/file-name'
import { safeName } from '../../format/names'
import { useLibrary, useQueue, useSettings, useView } from '../../state/hooks'
import { latestJob } from '../../state/latest-job'
import { shownFolder } from '../../state/photo-traits'
import { planFor } from '../../state/plans'
import { CellPicture } from './cell-picture'
import { type ListColumn, listColumns, listRowHeight } from './list-columns'
import { ListState } from './list-state'
import classes from './photo-list.module.css'
import { useListText } from './use-list-text'
import { usePhotoCell } from './use-photo-cell'

interface ListRowProps {
  readonly id: string
  /** From 0. */
  readonly index: number
  /** CSS px. */
  readonly top: number
  readonly columns: readonly ListColumn[]
}

/** One photo of the list. Renders again only when this photo, its job, the target or its selection changes. */
export const ListRow = memo(function ListRow(props: ListRowProps) {
  const photo = useLibrary((state) => state.photos.get(props.id))
  return photo === undefined ? null : <Row {...props} photo={photo} />
})

const room = { width: 48, height: 32 }

function Row({ id, index, top, columns, photo }: ListRowProps & { readonly photo: LibraryPhoto }) {
  const batch = useSettings((state) => state.settings.batch)
  const shown = useView((state) => state.shownTarget)
  const target = targetAt(targetsOf(photo, batch), shown)
  const job = useQueue((state) => latestJob(state.latest, photo, target))
  const cell = usePhotoCell(id)
  const outcome = planFor(photo, target, batch)
  const text = useListText(photo, target, outcome)
  const parts: Readonly<Record<ListColumn['name'], React.ReactNode>> = {
    picture: (
      <div className={classes.picture}>
        <CellPicture photo={photo} outcome={outcome} room={room} compact />
      </div>
    ),
    name: <Name photo={photo} />,
    folder: <span title={photo.link ?? photo.path}>{text.folder}</span>,
    size: text.size,
    megapixels: text.megapixels,
    ratio: text.ratio,
    taken: (
      <span className={cx(!text.isTaken && classes.changed)} title={text.takenHint}>
        {text.taken}
      </span>
    ),
    canvas: (
      <span className={classes.canvas} title={text.canvasHint}>
        {photo.target !== null && text.canvas !== '' && (
          <span className={classes.own} role="img" aria-label={text.own} />
        )}
        <span>{text.canvas}</span>
      </span>
    ),
    area: text.area,
    state: <ListState photo={photo} outcome={outcome} job={job} />,
    rating: <Rating rating={photo.header?.rating ?? 0} />,
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the list
    <div
      {...cell}
      tabIndex={cell.tabIndex}
      role="row"
      aria-rowindex={index + 2}
      className={classes.row}
      style={{ height: listRowHeight, transform: `translateY(${top}px)` }}
    >
      {columns.map((column) => (
        // biome-ignore lint/a11y/useSemanticElements: see the list
        // biome-ignore lint/a11y/useFocusableInteractive: rows take the focus
        <div
          key={column.name}
          role="gridcell"
          aria-colindex={listColumns.indexOf(column) + 1}
          className={cx(classes.cell, column.numeric && classes.numeric, column.name !== 'name' && classes.soft)}
        >
          {parts[column.name]}
        </div>
      ))}
    </div>
  )
}

function Name({ photo }: { readonly photo: LibraryPhoto }) {
  const { t } = useTranslation()
  return (
    <span className={classes.name}>
      {photo.link !== null && (
        <span className={classes.link} title={safeName(photo.link)}>
          <IconLink size={13} stroke={1.8} aria-hidden />
          <span className="visually-hidden">{t('library.linked')}</span>
        </span>
      )}
      <FileName name={photo.name} title={`${safeName(photo.name)}\n${safeName(shownFolder(photo))}`} />
    </span>
  )
}

function Rating({ rating }: { readonly rating: number }) {
  const { t } = useTranslation()
  if (rating === 0) return null
  const words = rating < 0 ? t('library.rejected') : t('library.stars', { count: rating })
  return (
    <span className={classes.rating} title={words}>
      {rating < 0 ? (
        <IconBan size={13} stroke={1.8} aria-hidden />
      ) : (
        <>
          <span aria-hidden>{rating}</span>
          <IconStarFilled size={11} aria-hidden />
        </>
      )}
      <span className="visually-hidden">{words}</span>
    </span>
  )
}
