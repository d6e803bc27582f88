import { useTranslation } from 'react-i18next'
import type { Size } from '../../../core/geometry/types'
import { thumbEdge } from '../../components/figure-geometry'
import { Thumb } from '../../components/thumb'
import { outputThumb, stripEdge } from '../../components/thumb-url'
import type { Result } from '../../state/results'

interface ResultPictureProps {
  readonly result: Result
  /** CSS px. */
  readonly box: Size
  readonly alt: string
}

/** The finished file. */
export function ResultPicture({ result, box, alt }: ResultPictureProps) {
  const { t } = useTranslation()
  const edge = thumbEdge(Math.max(box.width, box.height), window.devicePixelRatio)
  return (
    <div style={{ position: 'relative', ...box }}>
      <Thumb
        src={outputThumb(result.job.id, result.variation, edge)}
        before={outputThumb(result.job.id, result.variation, stripEdge)}
        alt={alt}
        missing={t('common.cannotShow')}
      />
    </div>
  )
}
