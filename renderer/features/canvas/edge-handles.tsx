import type { KeyboardEvent, PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { type Plan, type Side, sides, sidesPxOf } from '../../../core/geometry'
import { cx } from '../../components/cx'
import { formatPercent } from '../../format/numbers'
import { sidesOf } from '../../state/sides'
import classes from './edge-handles.module.css'
import type { Dragged } from './use-drag'

const corners = [
  ['top', 'left'],
  ['top', 'right'],
  ['bottom', 'left'],
  ['bottom', 'right'],
] as const satisfies readonly (readonly [Side, Side])[]

/** Most px that a slider's value is said to reach: none of them has an end of its own. */
const farthest = 100_000

interface EdgeHandlesProps {
  readonly plan: Plan
  readonly onBegin: (what: Dragged, event: PointerEvent) => void
  readonly onMove: (event: PointerEvent) => void
  readonly onEnd: (event: PointerEvent) => void
  /** Answers whether the key was for it. */
  readonly onKey: (side: Side, event: KeyboardEvent) => boolean
  /** Edges that were drawn to a stop. */
  readonly stops: readonly Side[]
}

/** Edges and corners of the canvas: dragged by hand, edges also moved by keys. */
export function EdgeHandles({ plan, onBegin, onMove, onEnd, onKey, stops }: EdgeHandlesProps) {
  const { t } = useTranslation()
  const px = sidesPxOf(plan)
  const fractions = sidesOf(plan)
  const hands = (edges: readonly Side[]) => ({
    title: t('editor.edgeHint'),
    onPointerDown: (event: PointerEvent) => onBegin({ kind: 'edges', edges }, event),
    onPointerMove: onMove,
    onPointerUp: onEnd,
    onPointerCancel: onEnd,
    onLostPointerCapture: onEnd,
  })
  return (
    <>
      {sides.map((side) => (
        <div
          key={side}
          role="slider"
          tabIndex={0}
          data-edge={side}
          aria-label={t(`editor.edges.${side}`)}
          aria-orientation={side === 'left' || side === 'right' ? 'horizontal' : 'vertical'}
          aria-valuemin={0}
          aria-valuemax={Math.max(farthest, px[side])}
          aria-valuenow={px[side]}
          aria-valuetext={t('editor.edgeValue', { px: String(px[side]), percent: formatPercent(fractions[side]) })}
          className={cx(classes.edge, classes[side], stops.includes(side) && classes.stopped)}
          {...hands([side])}
          onKeyDown={(event) => {
            if (onKey(side, event)) event.preventDefault()
          }}
        >
          <span className={classes.knob} />
        </div>
      ))}
      {corners.map((edges) => (
        <div
          key={edges.join('-')}
          data-corner={edges.join('-')}
          className={cx(classes.corner, ...edges.map((edge) => classes[`corner-${edge}`]))}
          {...hands(edges)}
        />
      ))}
    </>
  )
}
