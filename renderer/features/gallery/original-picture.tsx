import { useTranslation } from 'react-i18next'
import type { Size } from '../../../core/geometry/types'
import type { JobView } from '../../../core/queue'
import figure from '../../components/canvas-figure.module.css'
import { cx } from '../../components/cx'
import { scaleToFit, thumbEdge, toScreen } from '../../components/figure-geometry'
import { Thumb } from '../../components/thumb'
import { sourceThumb } from '../../components/thumb-url'

interface OriginalPictureProps {
  readonly job: JobView
  /** The canvas on the screen, CSS px. */
  readonly box: Size
}

/** The photo where it sits in its canvas, hatched where there was nothing. */
export function OriginalPicture({ job, box }: OriginalPictureProps) {
  const { t } = useTranslation()
  const photo = toScreen({ ...job.original, ...job.photo }, scaleToFit(job.canvas, box))
  const edge = thumbEdge(Math.max(photo.width, photo.height), window.devicePixelRatio)
  return (
    <div className={cx(figure.figure, job.passes === 0 && figure.plain)} style={{ left: 0, top: 0, ...box }}>
      <div className={figure.photo} style={photo}>
        <Thumb src={sourceThumb(job.id, edge)} alt={t('gallery.original')} />
      </div>
    </div>
  )
}
