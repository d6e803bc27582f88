import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Size } from '../../../core/geometry'
import type { LibraryPhoto } from '../../../core/library'
import { cx } from '../../components/cx'
import { thumbEdge } from '../../components/figure-geometry'
import { giveUp } from '../../components/give-up'
import { Thumb } from '../../components/thumb'
import { partThumb, photoThumb } from '../../components/thumb-url'
import type { Viewport } from '../../state/canvas-zoom'
import { visiblePart } from './layout'
import classes from './stage-room.module.css'

/** Small enough to be there at once, px. */
const firstEdge = 512

/** How long the view must be still before its pixels are asked for, ms. */
const settleTime = 120

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
        <Part
          src={partThumb(photo, part.region, part.edge)}
          place={{
            left: `${(100 * part.region.left) / size.width}%`,
            top: `${(100 * part.region.top) / size.height}%`,
            width: `${(100 * part.region.width) / size.width}%`,
            height: `${(100 * part.region.height) / size.height}%`,
          }}
          isMagnified={viewport.scale * density >= 2}
        />
      )}
    </>
  )
}

interface Place {
  readonly left: string
  readonly top: string
  readonly width: string
  readonly height: string
}

interface PartProps {
  readonly src: string
  readonly place: Place
  /** Pixels are to be told from each other. */
  readonly isMagnified: boolean
}

/** A part of the photo. The one before stays until it is there. */
function Part({ src, place, isMagnified }: PartProps) {
  const [shown, setShown] = useState<{ src: string; place: Place } | null>(null)
  const [wanted, setWanted] = useState<{ src: string; place: Place } | null>(null)
  const latest = useRef({ src, place })
  latest.current = { src, place }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address is another part
  useEffect(() => {
    const timer = setTimeout(() => setWanted(latest.current), settleTime)
    return () => clearTimeout(timer)
  }, [src])
  const look = cx(classes.part, isMagnified && classes.magnified)
  return (
    <>
      {shown !== null && (
        <img alt="" draggable={false} src={shown.src} className={look} style={shown.place} data-part />
      )}
      {wanted !== null && wanted.src !== shown?.src && (
        <img
          key={wanted.src}
          alt=""
          draggable={false}
          src={wanted.src}
          className={look}
          style={{ ...wanted.place, visibility: 'hidden' }}
          ref={giveUp}
          onLoad={() => setShown(wanted)}
        />
      )}
    </>
  )
}
