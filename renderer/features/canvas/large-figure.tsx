import { type PointerEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Plan, Size, Target } from '../../../core/geometry'
import type { LibraryPhoto } from '../../../core/library'
import { CanvasFigure } from '../../components/canvas-figure'
import { layoutFigure, thumbEdge } from '../../components/figure-geometry'
import { Thumb } from '../../components/thumb'
import { photoThumb } from '../../components/thumb-url'
import { chooseTarget } from '../../state/actions'
import { useApp } from '../../state/hooks'
import { type DraggedAnchor, dragAnchor } from './anchor-drag'
import classes from './canvas-view.module.css'
import { Guides } from './guides'
import { SideChips } from './side-chips'

interface LargeFigureProps {
  readonly photo: LibraryPhoto
  readonly plan: Plan
  readonly target: Target
  readonly room: Size
  readonly refused: boolean
  readonly thirds: boolean
  /** A target to show until the hand lets go. */
  readonly onDrag: (target: Target | null) => void
}

/** The canvas as large as there is room, with the photo in it to be dragged to its place. */
export function LargeFigure({ photo, plan, target, room, refused, thirds, onDrag }: LargeFigureProps) {
  const { t } = useTranslation()
  const app = useApp()
  const layout = layoutFigure(plan, room)
  const start = useRef<{ x: number; y: number; target: Exclude<Target, { kind: 'margins' }> } | null>(null)
  const [drag, setDrag] = useState<DraggedAnchor | null>(null)
  const movable = target.kind !== 'margins' && plan.passes.length > 0 && !refused

  const onPointerMove = (event: PointerEvent) => {
    const from = start.current
    if (from === null) return
    const moved = { x: event.clientX - from.x, y: event.clientY - from.y }
    const next = dragAnchor(from.target.anchor, moved, plan, layout.scale, event.altKey)
    setDrag(next)
    onDrag({ ...from.target, anchor: next.anchor })
  }
  const end = async (keep: boolean) => {
    const from = start.current
    start.current = null
    setDrag(null)
    if (from === null || drag === null) return
    const target = { ...from.target, anchor: drag.anchor }
    const kept = keep && (await chooseTarget(app, [photo.id], target))
    if (!kept) onDrag(null)
  }
  const edge = thumbEdge(Math.max(layout.photo.width, layout.photo.height), window.devicePixelRatio)
  return (
    <CanvasFigure
      plan={plan}
      layout={layout}
      refused={refused}
      overlay={
        <>
          <Guides thirds={thirds} drag={drag} canvas={layout.canvas} />
          {!refused && <SideChips plan={plan} layout={layout} />}
        </>
      }
    >
      <div className={classes.layers}>
        <Thumb src={photoThumb(photo, Math.min(edge, 512))} missing={t('common.cannotShow')} />
        {edge > 512 && <Thumb src={photoThumb(photo, edge)} bare alt={photo.name} />}
      </div>
      {movable && (
        <div
          className={classes.grab}
          title={t('canvas.drag')}
          onPointerDown={(event) => {
            if (event.button !== 0) return
            event.currentTarget.setPointerCapture(event.pointerId)
            start.current = { x: event.clientX, y: event.clientY, target }
          }}
          onPointerMove={onPointerMove}
          onPointerUp={() => void end(true)}
          onPointerCancel={() => void end(false)}
        />
      )}
    </CanvasFigure>
  )
}
