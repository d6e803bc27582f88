import { IconFileAlert, IconFileOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Size } from '../../../core/geometry/types'
import type { LibraryPhoto } from '../../../core/library'
import { CanvasFigure } from '../../components/canvas-figure'
import { cx } from '../../components/cx'
import { layoutFigure, scaleToFit, thumbEdge, toScreen } from '../../components/figure-geometry'
import { Thumb } from '../../components/thumb'
import { photoThumb } from '../../components/thumb-url'
import { isGone } from '../../state/photo-filter'
import type { Outcome } from '../../state/plans'
import classes from './photo-cell.module.css'

interface CellPictureProps {
  readonly photo: LibraryPhoto
  readonly outcome: Outcome
  /** CSS px. */
  readonly room: Size
  /** Too small for words. */
  readonly compact?: boolean
}

/** The photo in its canvas; a photo without one with a red outline; a file that is none with its own sign. */
export function CellPicture({ photo, outcome, room, compact = false }: CellPictureProps) {
  const { t } = useTranslation()
  if (photo.header === null || photo.error !== null || outcome.kind === 'unreadable') {
    const gone = isGone(photo)
    return (
      <div className={cx(classes.unreadable, compact && classes.compact)} aria-hidden>
        {gone ? (
          <IconFileOff size={compact ? 16 : 22} stroke={1.5} />
        ) : (
          <IconFileAlert size={compact ? 16 : 22} stroke={1.5} />
        )}
        {!compact && (gone ? t('photoList.gone') : t('library.unreadable'))}
      </div>
    )
  }
  const plan = outcome.kind === 'planned' ? outcome.plan : outcome.wanted
  if (plan === null) {
    const box = toScreen({ left: 0, top: 0, ...photo.header.size }, scaleToFit(photo.header.size, room))
    const centred = { ...box, left: (room.width - box.width) / 2, top: (room.height - box.height) / 2 }
    return (
      <div className={cx(classes.room, compact && classes.compact)}>
        <div className={classes.bare} style={centred}>
          <Thumb src={photoThumb(photo, edgeOf(box))} />
        </div>
      </div>
    )
  }
  const layout = layoutFigure(plan, room)
  return (
    <div className={cx(classes.room, compact && classes.compact)}>
      <CanvasFigure plan={plan} layout={layout} refused={outcome.kind === 'refused'}>
        <Thumb src={photoThumb(photo, edgeOf(layout.photo))} />
      </CanvasFigure>
    </div>
  )
}

function edgeOf(box: Size): number {
  return thumbEdge(Math.max(box.width, box.height), window.devicePixelRatio)
}
