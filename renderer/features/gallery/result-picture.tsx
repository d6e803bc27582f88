import { useTranslation } from 'react-i18next'
import type { Size } from '../../../core/geometry/types'
import type { JobView } from '../../../core/queue'
import { thumbEdge } from '../../components/figure-geometry'
import { Thumb } from '../../components/thumb'
import { outputThumb, stripEdge } from '../../components/thumb-url'
import classes from './compare.module.css'

interface ResultPictureProps {
  readonly job: JobView
  readonly variation: number
  /** CSS px. */
  readonly box: Size
  readonly alt: string
}

/** The finished file. */
export function ResultPicture({ job, variation, box, alt }: ResultPictureProps) {
  const { t } = useTranslation()
  const edge = thumbEdge(Math.max(box.width, box.height), window.devicePixelRatio)
  return (
    <div className={classes.result} style={box}>
      <Thumb
        src={outputThumb(job.id, variation, edge)}
        before={outputThumb(job.id, variation, stripEdge)}
        alt={alt}
        missing={t('common.cannotShow')}
      />
    </div>
  )
}
