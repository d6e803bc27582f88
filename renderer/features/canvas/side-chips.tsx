import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { expectedScales } from '../../../core/expected-scale'
import { type Plan, type Side, sidesPxOf } from '../../../core/geometry'
import { type EngineId, limitsOf } from '../../../core/limits'
import { formatFactor, formatPercent } from '../../format/numbers'
import { sidesOf } from '../../state/sides'
import type { StageLayout } from './layout'
import classes from './stage-room.module.css'

/** Smallest strip that a chip fits into, CSS px; with a second line it needs more. */
const chip = { width: 122, height: 30, twoLines: { width: 168, height: 52 } } as const

interface SideChipsProps {
  readonly plan: Plan
  readonly layout: StageLayout
  readonly engine: EngineId
}

/** What is added at each side, in px and percent, and how sharp it will be, written into the strip that it is about. */
export function SideChips({ plan, layout, engine }: SideChipsProps) {
  const { t } = useTranslation()
  const { canvas, photo } = layout
  const space: Readonly<Record<Side, number>> = {
    left: photo.left - canvas.left,
    top: photo.top - canvas.top,
    right: canvas.left + canvas.width - photo.left - photo.width,
    bottom: canvas.top + canvas.height - photo.top - photo.height,
  }
  const fractions = sidesOf(plan)
  const px = sidesPxOf(plan)
  const scales = expectedScales(plan, engine)
  const isSent = limitsOf[engine] !== null
  const places: Readonly<Record<Side, CSSProperties>> = {
    left: { left: 10, top: space.top + 10 },
    right: { right: 10, top: space.top + 10 },
    top: { left: space.left + 10, top: 10 },
    bottom: { left: space.left + 10, bottom: 10 },
  }
  return (['left', 'right', 'top', 'bottom'] as const).map((side) => {
    const isAcross = side === 'left' || side === 'right'
    const room = space[side]
    if (px[side] === 0 || room < (isAcross ? chip.width : chip.height)) return null
    const scale = scales[side]
    const hasRoom = room >= (isAcross ? chip.twoLines.width : chip.twoLines.height)
    return (
      <span key={side} className={classes.chip} style={places[side]}>
        {t('canvas.margin', { px: String(px[side]), percent: formatPercent(fractions[side]) })}
        {scale !== null && hasRoom && (
          <small>{t(isSent ? 'editor.sharpness' : 'editor.sharpnessLocal', { scale: formatFactor(scale) })}</small>
        )}
      </span>
    )
  })
}
