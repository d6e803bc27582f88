import type { ReactNode } from 'react'
import type { Plan } from '../../core/geometry/types'
import classes from './canvas-figure.module.css'
import { cx } from './cx'
import type { FigureLayout } from './figure-geometry'

interface CanvasFigureProps {
  readonly plan: Plan
  readonly layout: FigureLayout
  /** The plan is what was wanted, not what can be had. */
  readonly refused?: boolean
  /** The photo's picture. */
  readonly children: ReactNode
  /** What lies on top, in the canvas' coordinates. */
  readonly overlay?: ReactNode
}

/** A photo in its canvas, to scale, drawn from the plan that will be carried out: hatched is what will be painted. */
export function CanvasFigure({ plan, layout, refused = false, children, overlay }: CanvasFigureProps) {
  const painted = plan.passes.length > 0
  const first = refused ? null : layout.firstRound
  return (
    <div
      className={cx(
        classes.figure,
        !painted && !refused && classes.plain,
        first !== null && classes.further,
        refused && classes.refused,
      )}
      style={layout.canvas}
    >
      {first !== null && <div className={classes.first} style={first} />}
      <div className={classes.photo} style={layout.photo}>
        {children}
      </div>
      {overlay}
    </div>
  )
}
