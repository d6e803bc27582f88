import { useEffect, useState } from 'react'
import type { Rect } from '../../../core/geometry/types'
import classes from './zoom-pane.module.css'

/** A part is asked for once the picture has stood still for so long, ms. */
const stillMs = 90

interface RegionPictureProps {
  /** Of the whole picture. */
  readonly address: string
  /** Px of the picture. */
  readonly part: Rect
  /** CSS px per px. */
  readonly scale: number
}

/** A part of a picture in its own px; the last one stays until the next is there. */
export function RegionPicture({ address, part, scale }: RegionPictureProps) {
  const { left, top, width, height } = part
  const wanted = `${address}?region=${left},${top},${width},${height}`
  const [asked, setAsked] = useState<{ readonly src: string; readonly part: Rect } | null>(null)
  const [loaded, setLoaded] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setAsked({ src: wanted, part: { left, top, width, height } }), stillMs)
    return () => clearTimeout(timer)
  }, [wanted, left, top, width, height])
  if (asked === null) return null
  return (
    <img
      key={asked.src}
      alt=""
      src={asked.src}
      draggable={false}
      className={classes.region}
      data-testid="region"
      data-loaded={loaded === asked.src}
      style={{
        left: asked.part.left * scale,
        top: asked.part.top * scale,
        width: asked.part.width * scale,
        height: asked.part.height * scale,
        imageRendering: scale * window.devicePixelRatio >= 2 ? 'pixelated' : 'auto',
      }}
      onLoad={() => setLoaded(asked.src)}
    />
  )
}
