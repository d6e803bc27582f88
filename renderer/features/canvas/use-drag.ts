import { type PointerEvent, useRef, useState } from 'react'
import { areaLimit, dragEdges, type Plan, type Side, type Target } from '../../../core/geometry'
import type { EngineId } from '../../../core/limits'
import { limitsOf } from '../../../core/limits'
import type { Viewport } from '../../state/canvas-zoom'
import { useApp } from '../../state/hooks'
import { dragPhoto, snapDistance, snapEdges } from './snap'
import type { Edit } from './use-edit'

/** What is dragged: the photo in its canvas, or edges of the canvas. */
export type Dragged = { readonly kind: 'photo' } | { readonly kind: 'edges'; readonly edges: readonly Side[] }

/** A drag that is going on. */
export interface Drag {
  readonly what: Dragged
  /** As things were when it began. */
  readonly plan: Plan
  readonly target: Target
  readonly viewport: Viewport
  /** Edges alone, as margins. */
  readonly free: boolean
  /** Lines that the photo was drawn to, 0..1 of the canvas. */
  readonly lines: { readonly x: number | null; readonly y: number | null }
  /** Edges that were drawn to a stop. */
  readonly stops: readonly Side[]
}

interface Start extends Pick<Drag, 'what' | 'plan' | 'target' | 'viewport'> {
  readonly pointer: number
  readonly x: number
  readonly y: number
}

const noLines = { x: null, y: null } as const

/** Drags photo and edges. Escape and a lost pointer leave everything as it was. */
export function useDrag(edit: Edit, plan: Plan, viewport: Viewport, engine: EngineId) {
  const app = useApp()
  const start = useRef<Start | null>(null)
  const last = useRef<Target | null>(null)
  const [drag, setDrag] = useState<Drag | null>(null)

  const move = ({ clientX, clientY, altKey, shiftKey }: PointerEvent) => {
    const from = start.current
    if (from === null) return
    const { what, plan, target, viewport } = from
    const by = { x: (clientX - from.x) / viewport.scale, y: (clientY - from.y) / viewport.scale }
    const reach = altKey ? 0 : snapDistance / viewport.scale
    if (what.kind === 'photo') {
      const { target: next, snapped } = dragPhoto(target, plan, by, reach)
      last.current = next
      setDrag({ what, plan, target, viewport, free: false, lines: snapped, stops: [] })
    } else {
      const { maxArea } = limitsOf[engine] ?? {}
      const free = shiftKey || target.kind === 'margins'
      const limit =
        maxArea === undefined ? null : areaLimit(free ? asMargins(target, plan) : target, plan, what.edges, maxArea)
      const snap = snapEdges(plan, what.edges, by, { reach, limit })
      last.current = dragEdges(target, plan, what.edges, snap.by, free)
      setDrag({ what, plan, target, viewport, free, lines: noLines, stops: snap.snapped })
    }
    edit.show(last.current)
  }

  const end = (keep: boolean) => {
    const from = start.current
    if (from === null) return
    start.current = null
    const next = last.current
    last.current = null
    setDrag(null)
    if (next !== null && keep) edit.choose(next)
    else edit.show(null)
  }

  return {
    drag,
    begin(what: Dragged, event: PointerEvent) {
      if (event.button !== 0 || start.current !== null) return
      event.stopPropagation()
      event.currentTarget.setPointerCapture(event.pointerId)
      const { clientX: x, clientY: y, pointerId: pointer } = event
      start.current = { what, plan, target: edit.target, viewport, pointer, x, y }
    },
    move,
    end: (event: PointerEvent) => {
      const from = start.current
      if (from === null || from.pointer !== event.pointerId) return
      const isCancelled = event.type !== 'pointerup'
      end(!isCancelled)
    },
    cancel: () => end(false),
    /** The view goes on from where the photo was put. */
    settle: (at: Viewport) => app.canvas.settle(at.left, at.top),
  }
}

/** The same canvas as one of margins: what a free edge makes of it. */
export function asMargins(target: Target, plan: Plan): Target {
  return target.kind === 'margins' ? target : dragEdges(target, plan, [], { x: 0, y: 0 }, true)
}
