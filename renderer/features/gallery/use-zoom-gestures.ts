import { type MouseEvent, type PointerEvent, useRef, type WheelEvent } from 'react'
import type { Rect, Size } from '../../../core/geometry/types'
import { notePointer } from '../../state/gallery-commands'
import { mostZoom, panned, zoomedAt } from '../../state/gallery-zoom'
import { useApp } from '../../state/hooks'

interface Pane {
  /** Px. */
  readonly output: Size
  /** CSS px. */
  readonly pane: Size
  /** Where the picture is in the pane, CSS px. */
  readonly placed: Rect
  readonly pixelRatio: number
}

/** How much a notch of the wheel zooms (its delta is 100 in Chromium). */
const zoomPerDelta = 0.0025

/** Drags and zooms what all panes show; a double click goes to 100 % there and back. */
export function useZoomGestures({ output, pane, placed, pixelRatio }: Pane) {
  const app = useApp()
  const drag = useRef<{ readonly x: number; readonly y: number } | null>(null)
  const pointOf = (event: MouseEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  /** The whole picture is as a zoom would have it. */
  const whole = () => ({ x: 0.5, y: 0.5, scale: (placed.width / output.width) * pixelRatio })
  const size = { output, pane, pixelRatio }
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || app.view.getState().galleryZoom === null) return
      event.currentTarget.setPointerCapture(event.pointerId)
      drag.current = { x: event.clientX, y: event.clientY }
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const at = pointOf(event)
      notePointer({ x: (at.x - placed.left) / placed.width, y: (at.y - placed.top) / placed.height })
      const from = drag.current
      const { galleryZoom } = app.view.getState()
      if (from === null || galleryZoom === null) return
      drag.current = { x: event.clientX, y: event.clientY }
      const by = { x: event.clientX - from.x, y: event.clientY - from.y }
      app.view.setState({ galleryZoom: panned(galleryZoom, by, output, pane, pixelRatio) })
    },
    onPointerUp: () => {
      drag.current = null
    },
    onPointerCancel: () => {
      drag.current = null
    },
    onDoubleClick: (event: MouseEvent<HTMLElement>) => {
      const { galleryZoom } = app.view.getState()
      app.view.setState({ galleryZoom: galleryZoom === null ? zoomedAt(whole(), 1, pointOf(event), size) : null })
    },
    onWheel: (event: WheelEvent<HTMLElement>) => {
      const now = app.view.getState().galleryZoom ?? whole()
      const fit = Math.min(pane.width / output.width, pane.height / output.height) * pixelRatio
      const scale = Math.min(mostZoom, now.scale * Math.exp(-event.deltaY * zoomPerDelta))
      app.view.setState({ galleryZoom: scale <= fit ? null : zoomedAt(now, scale, pointOf(event), size) })
    },
  }
}
