import { useTranslation } from 'react-i18next'
import { areaFactor, areaLimit, type Plan, type Side, type Size, type Target } from '../../../core/geometry'
import { type EngineId, limitsOf } from '../../../core/limits'
import type { Viewport } from '../../state/canvas-zoom'
import { canvasAround, insetsInRoom } from './layout'
import classes from './stage-room.module.css'

/** The line is shown from this share of the limit on. */
const near = 0.6

/** The label is inside a line of at least this width, else beside it, CSS px. */
const roomForLabel = 240

interface LimitLineProps {
  readonly plan: Plan
  readonly target: Target
  /** Those that are dragged; none: the canvas as it would grow by itself. */
  readonly edges: readonly Side[]
  readonly engine: EngineId
  readonly viewport: Viewport
  readonly room: Size
}

/** Where the canvas has as much area as one pass makes, once it is near to that. */
export function LimitLine({ plan, target, edges, engine, viewport, room }: LimitLineProps) {
  const { t } = useTranslation()
  const limits = limitsOf[engine]
  if (limits === null || areaFactor(plan) < limits.maxArea * near || plan.passes.length > 2) return null
  const sides = areaLimit(target, plan, edges, limits.maxArea)
  if (sides === null) return null
  const box = canvasAround(plan.photo, sides, viewport)
  const hidden = insetsInRoom(box, room)
  const seen = box.height - hidden.top - hidden.bottom
  // Between what is written at the corners and the knob in the middle, wherever the line's own corners are.
  const top = hidden.top + Math.round(seen * 0.3)
  const place = box.width < roomForLabel ? { left: box.width + 8, top } : { right: hidden.right + 12, top }
  return (
    <div className={classes.limit} data-limit style={box}>
      <span className={classes['limit-label']} style={place}>
        {t('editor.limit', { area: limits.maxArea })}
      </span>
    </div>
  )
}
