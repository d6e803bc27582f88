import { useTranslation } from 'react-i18next'
import { areaFactor, areaLimit, type Plan, type Side, type Target } from '../../../core/geometry'
import { type EngineId, limitsOf } from '../../../core/limits'
import { cx } from '../../components/cx'
import type { Viewport } from '../../state/canvas-zoom'
import { canvasAround } from './layout'
import classes from './stage-room.module.css'

/** The line is shown from this share of the limit on. */
const near = 0.6

/** Its label and what is written at the canvas' sides stand beside each other from this width on, CSS px. */
const roomForLabels = 340

interface LimitLineProps {
  readonly plan: Plan
  readonly target: Target
  /** Those that are dragged; none: the canvas as it would grow by itself. */
  readonly edges: readonly Side[]
  readonly engine: EngineId
  readonly viewport: Viewport
}

/** Where the canvas has as much area as one pass makes, once it is near to that. */
export function LimitLine({ plan, target, edges, engine, viewport }: LimitLineProps) {
  const { t } = useTranslation()
  const limits = limitsOf[engine]
  if (limits === null || areaFactor(plan) < limits.maxArea * near || plan.passes.length > 2) return null
  const sides = areaLimit(target, plan, edges, limits.maxArea)
  if (sides === null) return null
  const box = canvasAround(plan.photo, sides, viewport)
  return (
    <div className={classes.limit} data-limit style={box}>
      <span className={cx(classes['limit-label'], box.width < roomForLabels && classes.beside)}>
        {t('editor.limit', { area: limits.maxArea })}
      </span>
    </div>
  )
}
