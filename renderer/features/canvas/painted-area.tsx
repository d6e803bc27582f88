import { useTranslation } from 'react-i18next'
import { type Plan, tilesOf } from '../../../core/geometry'
import { cx } from '../../components/cx'
import type { Box } from '../../components/figure-geometry'
import type { StageLayout } from './layout'
import classes from './painted-area.module.css'

interface PaintedAreaProps {
  readonly plan: Plan
  readonly layout: StageLayout
  readonly isRefused: boolean
  /** A preview is seen in place of the hatch: borders only. */
  readonly isPreviewed: boolean
}

/** Labels of passes stand beside what is written at the canvas' sides from this width on, CSS px. */
const roomForLabels = 240

/** What will be painted: hatched, each round of passes in the other tone than the one before. */
export function PaintedArea({ plan, layout, isRefused, isPreviewed }: PaintedAreaProps) {
  const { t } = useTranslation()
  const { canvas, rounds } = layout
  const isPainted = plan.passes.length > 0
  const tiles = tilesOf(plan) > 0
  if (isRefused) return <div className={cx(classes.area, classes.refused)} data-refused style={whole(canvas)} />
  if (!isPainted) return null
  // From the outermost: each lies over what comes after it.
  const boxes = [whole(canvas), ...rounds.toReversed().map((box) => within(box, canvas))]
  return boxes.map((box, index) => {
    const round = boxes.length - index
    return (
      <div
        key={round}
        data-round={round}
        className={cx(classes.area, round % 2 === 0 ? classes.second : classes.first, isPreviewed && classes.previewed)}
        style={box}
      >
        {boxes.length > 1 && canvas.width >= roomForLabels && (
          <span className={classes.label}>{t(tiles ? 'editor.round' : 'editor.pass', { index: round })}</span>
        )}
      </div>
    )
  })
}

function whole({ width, height }: Box): Box {
  return { left: 0, top: 0, width, height }
}

function within({ left, top, width, height }: Box, canvas: Box): Box {
  return { left: left - canvas.left, top: top - canvas.top, width, height }
}
