import { cx } from '../../components/cx'
import type { Box } from '../../components/figure-geometry'
import type { DraggedAnchor } from './anchor-drag'
import classes from './canvas-view.module.css'

interface GuidesProps {
  readonly thirds: boolean
  /** The drag that is going on. */
  readonly drag: DraggedAnchor | null
  readonly canvas: Box
}

/** Lines of thirds, and the canvas' own middle or edge where the photo snapped to it. */
export function Guides({ thirds, drag, canvas }: GuidesProps) {
  const lines = thirds ? [1 / 3, 2 / 3] : []
  return (
    <>
      {lines.map((at) => (
        <Line key={`x${at}`} axis="x" at={at} canvas={canvas} />
      ))}
      {lines.map((at) => (
        <Line key={`y${at}`} axis="y" at={at} canvas={canvas} />
      ))}
      {drag?.snapped.x && <Line axis="x" at={drag.anchor.x} canvas={canvas} snap />}
      {drag?.snapped.y && <Line axis="y" at={drag.anchor.y} canvas={canvas} snap />}
    </>
  )
}

interface LineProps {
  readonly axis: 'x' | 'y'
  /** 0..1 of the canvas. */
  readonly at: number
  readonly canvas: Box
  readonly snap?: boolean
}

function Line({ axis, at, canvas, snap = false }: LineProps) {
  const place =
    axis === 'x'
      ? { left: Math.round(at * (canvas.width - 1)), top: 0, width: 1, height: canvas.height }
      : { top: Math.round(at * (canvas.height - 1)), left: 0, height: 1, width: canvas.width }
  return <div className={cx(classes.guide, snap && classes.snap)} style={place} />
}
