import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { expectedScales } from '../../../core/expected-scale'
import { type Plan, type Side, type Size, sidesPxOf } from '../../../core/geometry'
import { type EngineId, limitsOf } from '../../../core/limits'
import { formatFactor, formatPercent } from '../../format/numbers'
import { sidesOf } from '../../state/sides'
import { insetsInRoom, type StageLayout } from './layout'
import classes from './stage-room.module.css'

/** Smallest strip that a chip fits into, CSS px; with a second line it needs more. */
const chip = { width: 122, height: 30, twoLines: { width: 168, height: 52 } } as const

/** The note on the preview stands at the foot of the room; below a canvas that fits there is room for it, CSS px. */
const noteHeight = 42

interface SideChipsProps {
  readonly plan: Plan
  readonly layout: StageLayout
  readonly engine: EngineId
  readonly room: Size
}

/** What is added at each side, in px and percent, and how sharp it will be, written into the strip that it is about. */
export function SideChips({ plan, layout, engine, room }: SideChipsProps) {
  const { t } = useTranslation()
  const { canvas, photo } = layout
  // Of what is seen: a canvas that is dragged or looked at from nearby goes beyond the room.
  const hidden = insetsInRoom(canvas, room)
  const space: Readonly<Record<Side, number>> = {
    left: photo.left - canvas.left - hidden.left,
    top: photo.top - canvas.top - hidden.top,
    right: canvas.left + canvas.width - photo.left - photo.width - hidden.right,
    bottom: canvas.top + canvas.height - photo.top - photo.height - hidden.bottom,
  }
  const across = { top: hidden.top + Math.max(0, space.top) + 10 }
  const beside = hidden.left + Math.max(0, space.left) + 10
  const along = { left: canvas.width - beside < chip.twoLines.width ? hidden.left + 10 : beside }
  const fractions = sidesOf(plan)
  const px = sidesPxOf(plan)
  const scales = expectedScales(plan, engine)
  const isSent = limitsOf[engine] !== null
  const places: Readonly<Record<Side, CSSProperties>> = {
    left: { left: hidden.left + 10, ...across },
    right: { right: hidden.right + 10, ...across },
    top: { ...along, top: hidden.top + 10 },
    bottom: { ...along, bottom: hidden.bottom > 0 ? hidden.bottom + noteHeight : 10 },
  }
  return (['left', 'right', 'top', 'bottom'] as const).map((side) => {
    const isAcross = side === 'left' || side === 'right'
    const strip = space[side]
    if (px[side] === 0 || strip < (isAcross ? chip.width : chip.height)) return null
    const scale = scales[side]
    const hasRoom = strip >= (isAcross ? chip.twoLines.width : chip.twoLines.height)
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
