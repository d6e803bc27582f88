import { useTranslation } from 'react-i18next'
import type { Size } from '../../../core/geometry'
import type { LibraryPhoto } from '../../../core/library'
import { thumbEdge } from '../../components/figure-geometry'
import { PartPicture } from '../../components/part-picture'
import { Thumb } from '../../components/thumb'
import { partThumb, photoThumb } from '../../components/thumb-url'
import type { Viewport } from '../../state/canvas-zoom'
import { visiblePart } from './layout'

/** Small enough to be there at once, px. */
const firstEdge = 512

interface PhotoPictureProps {
  readonly photo: LibraryPhoto
  readonly size: Size
  readonly viewport: Viewport
  readonly room: Size
  /** Longest side of the photo when the whole canvas fits, CSS px. */
  readonly fitted: number
}

/** The photo's picture: whole, and where it is looked at from nearby the real pixels of what is on the screen. */
export function PhotoPicture({ photo, size, viewport, room, fitted }: PhotoPictureProps) {
  const { t } = useTranslation()
  const density = window.devicePixelRatio
  const whole = thumbEdge(fitted, density)
  const longest = Math.max(size.width, size.height)
  const needsMore = Math.min(longest, longest * viewport.scale * density) > Math.min(longest, whole)
  const part = needsMore ? visiblePart(size, viewport, room, density) : null
  return (
    <>
      <Thumb src={photoThumb(photo, Math.min(whole, firstEdge))} missing={t('common.cannotShow')} />
      {whole > firstEdge && <Thumb src={photoThumb(photo, whole)} bare alt={photo.name} />}
      {part !== null && (
        <PartPicture
          src={partThumb(photoThumb(photo, part.edge), part.region)}
          part={part.region}
          size={size}
          isMagnified={viewport.scale * density >= 2}
        />
      )}
    </>
  )
}
