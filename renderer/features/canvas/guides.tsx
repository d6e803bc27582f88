import type { CanvasGuide } from '../../../core/settings'
import { cx } from '../../components/cx'
import type { Box } from '../../components/figure-geometry'
import classes from './stage-room.module.css'
import type { Drag } from './use-drag'

/** Where lines are drawn, 0..1 of the canvas. */
const lines: Readonly<Record<Exclude<CanvasGuide, 'safe'>, readonly number[]>> = {
  thirds: [1 / 3, 2 / 3],
  centre: [0.5],
}

/** What is left of each side within the safe areas: titles, and what is shown at all (broadcasting's 80 and 90 %). */
const safeAreas = [0.8, 0.9] as const

interface GuidesProps {
  readonly guides: readonly CanvasGuide[]
  /** Lines that the photo is drawn to. */
  readonly drag: Drag['lines'] | null
  readonly canvas: Box
}

/** Lines over the canvas: those that are wanted, and those that the dragged photo snapped to. */
export function Guides({ guides, drag, canvas }: GuidesProps) {
  const shown = guides.flatMap((guide) => (guide === 'safe' ? [] : lines[guide]))
  return (
    <>
      {shown.flatMap((at) => [
        <Line key={`x${at}`} axis="x" at={at} canvas={canvas} />,
        <Line key={`y${at}`} axis="y" at={at} canvas={canvas} />,
      ])}
      {guides.includes('safe') &&
        safeAreas.map((share) => (
          <div
            key={share}
            className={classes.safe}
            style={{
              left: Math.round((canvas.width * (1 - share)) / 2),
              top: Math.round((canvas.height * (1 - share)) / 2),
              width: Math.round(canvas.width * share),
              height: Math.round(canvas.height * share),
            }}
          />
        ))}
      {drag !== null && drag.x !== null && <Line axis="x" at={drag.x} canvas={canvas} snap />}
      {drag !== null && drag.y !== null && <Line axis="y" at={drag.y} canvas={canvas} snap />}
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
  return <div className={cx(classes.guide, snap && classes.snap)} data-snap={snap ? axis : undefined} style={place} />
}
