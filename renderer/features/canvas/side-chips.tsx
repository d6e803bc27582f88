import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { Plan } from '../../../core/geometry/types'
import type { FigureLayout } from '../../components/figure-geometry'
import { formatPercent } from '../../format/numbers'
import { type Sides, sidesOf } from '../../state/sides'
import classes from './canvas-view.module.css'

/** Smallest strip that a chip fits into, CSS px. */
const chipWidth = 122
const chipHeight = 30

/** What is added at each side, in px and percent, written into the strip that it is about. */
export function SideChips({ plan, layout }: { readonly plan: Plan; readonly layout: FigureLayout }) {
  const { t } = useTranslation()
  const { canvas, photo } = layout
  const right = canvas.width - photo.left - photo.width
  const bottom = canvas.height - photo.top - photo.height
  const fractions = sidesOf(plan)
  const px: Readonly<Record<keyof Sides, number>> = {
    top: plan.original.top,
    left: plan.original.left,
    right: plan.canvas.width - plan.original.left - plan.photo.width,
    bottom: plan.canvas.height - plan.original.top - plan.photo.height,
  }
  const chips: readonly (readonly [side: keyof Sides, fits: boolean, place: CSSProperties])[] = [
    ['left', photo.left >= chipWidth, { left: 8, top: photo.top + 8 }],
    ['right', right >= chipWidth, { right: 8, top: photo.top + 8 }],
    ['top', photo.top >= chipHeight, { left: photo.left + 8, top: 8 }],
    ['bottom', bottom >= chipHeight, { left: photo.left + 8, bottom: 8 }],
  ]
  return chips.map(
    ([side, fits, place]) =>
      fits &&
      px[side] > 0 && (
        <span key={side} className={classes.chip} style={place}>
          {t('canvas.margin', { px: String(px[side]), percent: formatPercent(fractions[side]) })}
        </span>
      ),
  )
}
