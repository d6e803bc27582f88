import { useEffect, useRef, useState } from 'react'
import type { Rect, Size } from '../../core/geometry'
import { cx } from './cx'
import { giveUp } from './give-up'
import classes from './part-picture.module.css'
import { useFresh } from './picture-versions'

/** How long the view must be still before its pixels are asked for, ms. */
const settleTime = 90

interface Part {
  readonly src: string
  /** Px of the picture. */
  readonly part: Rect
}

interface PartPictureProps extends Part {
  /** The whole picture's, px; it fills what this is put in. */
  readonly size: Size
  /** Pixels are to be told from each other. */
  readonly isMagnified: boolean
}

/** A part of a picture, over the whole of it: asked for once the view is still; the one before stays until it is there. */
export function PartPicture({ src: address, part, size, isMagnified }: PartPictureProps) {
  const src = useFresh(address)
  const [shown, setShown] = useState<Part | null>(null)
  const [wanted, setWanted] = useState<Part | null>(null)
  const latest = useRef({ src, part })
  latest.current = { src, part }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address is another part
  useEffect(() => {
    const timer = setTimeout(() => setWanted(latest.current), settleTime)
    return () => clearTimeout(timer)
  }, [src])
  const common = { draggable: false, className: cx(classes.part, isMagnified && classes.magnified) }
  return (
    <>
      {shown !== null && <img {...common} alt="" src={shown.src} style={placeIn(size, shown.part)} data-part />}
      {wanted !== null && wanted.src !== shown?.src && (
        <img
          {...common}
          alt=""
          key={wanted.src}
          src={wanted.src}
          style={{ ...placeIn(size, wanted.part), visibility: 'hidden' }}
          ref={giveUp}
          onLoad={() => setShown(wanted)}
        />
      )}
    </>
  )
}

function placeIn(size: Size, { left, top, width, height }: Rect) {
  return {
    left: `${(100 * left) / size.width}%`,
    top: `${(100 * top) / size.height}%`,
    width: `${(100 * width) / size.width}%`,
    height: `${(100 * height) / size.height}%`,
  }
}
