import { type PointerEvent, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Plan, Size, Target } from '../../../core/geometry'
import { sidesPxOf } from '../../../core/geometry'
import type { LibraryPhoto } from '../../../core/library'
import { cx } from '../../components/cx'
import { scaleToFit } from '../../components/figure-geometry'
import { viewportOf } from '../../state/canvas-zoom'
import { useApp, useCanvas, useSettings } from '../../state/hooks'
import { DragHint } from './drag-hint'
import { EdgeHandles } from './edge-handles'
import { Guides } from './guides'
import { fitting, inset, layoutStage, shifted, whileDragged } from './layout'
import { LimitLine } from './limit-line'
import { PaintedArea } from './painted-area'
import { PhotoPicture } from './photo-picture'
import { PreviewNote } from './preview-note'
import { PreviewPicture, type PreviewState, usePreviewSource } from './preview-picture'
import { SideChips } from './side-chips'
import { SidesStatus } from './sides-status'
import classes from './stage-room.module.css'
import { asMargins, useDrag } from './use-drag'
import type { Edit } from './use-edit'
import { useEscape } from './use-escape'
import { useLook } from './use-look'
import { nudgeEdge } from './use-nudge'

interface StageRoomProps {
  readonly photo: LibraryPhoto
  readonly plan: Plan
  readonly isRefused: boolean
  readonly room: Size
  readonly edit: Edit
  readonly planOf: (target: Target) => Plan | null
}

/** The canvas in its room: the photo to be dragged, edges to be dragged, what will be painted. */
export function StageRoom({ photo, plan, isRefused, room, edit, planOf }: StageRoomProps) {
  const { t } = useTranslation()
  const app = useApp()
  const ref = useRef<HTMLDivElement>(null)
  const { engine } = useSettings((state) => state.settings.batch)
  const { guides } = useSettings((state) => state.settings.canvas)
  const zoom = useCanvas((state) => state.zoom)
  const centre = useCanvas((state) => state.centre)
  useLayoutEffect(() => app.canvas.show(plan, fitting(room)), [app, plan, room])

  const look = useLook(ref, inset)
  const still = shifted(viewportOf({ zoom, centre, room: fitting(room) }, plan))
  const { drag, ...hand } = useDrag(edit, plan, still, engine)
  const viewport = whileDragged(drag, plan, still)
  const layout = layoutStage(plan, viewport)
  const { canvas } = layout

  const source = usePreviewSource(photo, edit.target, drag === null && !isRefused && plan.passes.length > 0)
  const [preview, setPreview] = useState<PreviewState>('off')
  const isPreviewed = source !== null && preview === 'shown'

  useEscape(drag !== null, hand.cancel)
  const onEnd = (event: PointerEvent) => {
    if (drag?.what.kind === 'photo' && event.type === 'pointerup')
      app.canvas.settle(viewport.left - inset, viewport.top - inset)
    hand.end(event)
  }
  const begin: typeof hand.begin = useCallback(
    (what, event) => {
      if (!look.isGrabbing) hand.begin(what, event)
    },
    [look.isGrabbing, hand.begin],
  )
  const sides = sidesPxOf(plan)
  const isMovable = plan.canvas.width > plan.photo.width || plan.canvas.height > plan.photo.height
  const fitted = Math.max(plan.photo.width, plan.photo.height) * Math.min(1, scaleToFit(plan.canvas, fitting(room)))
  const edges = drag?.what.kind === 'edges' ? drag.what.edges : []
  return (
    <section
      ref={ref}
      aria-label={t('editor.stage', { name: photo.name })}
      className={cx(classes.room, zoom !== null && classes.zoomed, look.isGrabbing && classes.grabbing)}
      onPointerDown={look.onPointerDown}
      onPointerMove={look.onPointerMove}
      onPointerUp={look.onPointerUp}
      onPointerCancel={look.onPointerUp}
      onPointerLeave={look.onPointerLeave}
    >
      <div className={classes.figure} data-canvas style={canvas}>
        {source !== null && <PreviewPicture key={source} src={source} onState={setPreview} />}
        <PaintedArea plan={plan} layout={layout} isRefused={isRefused} isPreviewed={isPreviewed} />
        {/* biome-ignore lint/a11y/useSemanticElements: no fieldset; it is one thing, which arrow keys move */}
        <div
          role="group"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move it
          tabIndex={0}
          data-photo
          aria-label={t('editor.photo', { sides: t('editor.sides', sides) })}
          title={isMovable ? t('canvas.drag') : undefined}
          className={cx(classes.photo, isMovable && classes.movable, isPreviewed && classes.previewed)}
          style={{ ...layout.photo, left: layout.photo.left - canvas.left, top: layout.photo.top - canvas.top }}
          onPointerDown={(event) => isMovable && begin({ kind: 'photo' }, event)}
          onPointerMove={hand.move}
          onPointerUp={onEnd}
          onPointerCancel={onEnd}
        >
          <PhotoPicture photo={photo} size={plan.photo} viewport={viewport} room={room} fitted={fitted} />
        </div>
        <Guides guides={guides} drag={drag?.lines ?? null} canvas={canvas} />
        {!isRefused && <SideChips plan={plan} layout={layout} engine={engine} room={room} />}
        <EdgeHandles
          plan={plan}
          stops={drag?.stops ?? []}
          onBegin={begin}
          onMove={hand.move}
          onEnd={onEnd}
          onKey={(side, event) => nudgeEdge(edit, planOf, side, event)}
        />
      </div>
      {!isRefused && (
        <LimitLine
          plan={plan}
          target={drag?.free ? asMargins(edit.target, plan) : edit.target}
          edges={edges}
          engine={engine}
          viewport={viewport}
          room={room}
        />
      )}
      <SidesStatus plan={plan} isRefused={isRefused} />
      {drag === null ? (
        <PreviewNote state={source === null ? 'off' : preview} engine={engine} />
      ) : (
        <DragHint drag={drag} plan={plan} target={edit.target} />
      )}
    </section>
  )
}
