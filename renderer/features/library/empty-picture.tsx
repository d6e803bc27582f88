import { useId } from 'react'
import classes from './empty-picture.module.css'

interface EmptyPictureProps {
  readonly label: string
  readonly className?: string | undefined
}

/** A 4:3 photo that grows to 16:9, as the grid will draw it. */
export function EmptyPicture({ label, className }: EmptyPictureProps) {
  const id = useId()
  const hatch = `${id}-hatch`
  const photo = `${id}-photo`
  const canvas = `${id}-canvas`
  return (
    <svg viewBox="0 0 480 300" className={className} role="img" aria-label={label}>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
          <line className={classes.hatch} x1="0" y1="0.5" x2="6" y2="0.5" />
        </pattern>
        <clipPath id={photo}>
          <rect x="80" y="30" width="320" height="240" />
        </clipPath>
        <clipPath id={canvas}>
          <rect x="26.5" y="30" width="427" height="240" />
        </clipPath>
      </defs>
      <rect className={classes.ground} x="26.5" y="30" width="427" height="240" />
      <g className={classes.beyond} clipPath={`url(#${canvas})`}>
        <Landscape />
      </g>
      <rect fill={`url(#${hatch})`} x="26.5" y="30" width="427" height="240" />
      <g clipPath={`url(#${photo})`}>
        <Landscape />
      </g>
      <rect className={classes.edge} x="26.5" y="30.5" width="427" height="239" />
      <path className={classes.arrow} d="M68 150H42m7-7-7 7 7 7M412 150h26m-7-7 7 7-7 7" />
      <text className={classes.label} x="240" y="18">
        {'4:3'}
      </text>
      <text className={classes.label} x="240" y="292">
        {'16:9'}
      </text>
    </svg>
  )
}

function Landscape() {
  return (
    <>
      <rect className={classes.sky} x="27" y="30" width="426" height="240" />
      <circle className={classes.sun} cx="296" cy="92" r="22" />
      <path className={classes.far} d="M27 196 84 138l34 26 62-74 52 64 34-30 58 66 46-44 82 58v70H27z" />
      <path className={classes.middle} d="M27 214c52-26 96-22 146-4s104 16 150-6 90-16 130 2v64H27z" />
      <path className={classes.near} d="M27 244c70-14 128-12 196 0s150 10 230-8v34H27z" />
    </>
  )
}
