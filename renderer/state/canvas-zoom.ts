import { createStore } from 'zustand/vanilla'
import type { Plan, Size, Way } from '../../core/geometry'
import { clamp } from '../../core/geometry/rounding'
import { scaleToFit } from '../components/figure-geometry'

/** The part of a plan that decides where things lie. */
export type Framed = Pick<Plan, 'photo' | 'canvas' | 'original'>

/** Where the photo's corner lies in the room, CSS px, and CSS px per px of the photo. */
export interface Viewport {
  readonly scale: number
  readonly left: number
  readonly top: number
}

/** How near the photo in Canvas is looked at, and from where. */
export interface CanvasZoomState {
  /** CSS px per px of the photo; `null`: the whole canvas fits. */
  readonly zoom: number | null
  /** What is in the middle of the room, px from the photo's corner. */
  readonly centre: Way
  readonly room: Size
  readonly frame: Framed | null
}

/** Farthest and nearest: screen px per px of the photo. */
const bounds = { min: 0.01, max: 8 } as const

/** Where a canvas lies in a room. */
export function viewportOf({ zoom, centre, room }: Omit<CanvasZoomState, 'frame'>, frame: Framed): Viewport {
  const { canvas, original } = frame
  const scale = zoom ?? scaleToFit(canvas, room)
  if (zoom !== null) return { scale, left: room.width / 2 - centre.x * scale, top: room.height / 2 - centre.y * scale }
  return {
    scale,
    left: (room.width - canvas.width * scale) / 2 + original.left * scale,
    top: (room.height - canvas.height * scale) / 2 + original.top * scale,
  }
}

/** Looks at the photo in Canvas; what is shown there is told by `show`. One per window. */
export function createCanvasZoom() {
  const store = createStore<CanvasZoomState>(() => ({
    zoom: null,
    centre: { x: 0, y: 0 },
    room: { width: 0, height: 0 },
    frame: null,
  }))
  /** Where the pointer is over the room, CSS px; `null`: elsewhere. */
  let pointer: Way | null = null

  /** Another scale; what is under `at` stays there. */
  const zoomTo = (scale: number, at: Way | null) => {
    const state = store.getState()
    const { room, frame } = state
    if (frame === null) return
    const before = viewportOf(state, frame)
    const { x, y } = at ?? { x: room.width / 2, y: room.height / 2 }
    const under = { x: (x - before.left) / before.scale, y: (y - before.top) / before.scale }
    const centre = { x: under.x + (room.width / 2 - x) / scale, y: under.y + (room.height / 2 - y) / scale }
    store.setState({ zoom: scale, centre: inside(centre, frame) })
  }

  return {
    ...store,
    point(at: Way | null): void {
      pointer = at
    },
    show: (frame: Framed | null, room: Size) => store.setState({ frame, room }),
    fit: () => store.setState({ zoom: null }),
    /** A px of the photo on a px of the screen, at the pointer; the whole canvas when it is so already. */
    toggleActual(devicePixelRatio: number): void {
      const actual = 1 / devicePixelRatio
      const { zoom } = store.getState()
      if (zoom !== null && Math.abs(zoom - actual) < 1e-6) store.setState({ zoom: null })
      else zoomTo(actual, pointer)
    },
    /** So many times nearer, about the pointer if it is there. */
    zoomBy(factor: number): void {
      const state = store.getState()
      if (state.frame === null) return
      const { scale } = viewportOf(state, state.frame)
      zoomTo(clamp(scale * factor, bounds.min, bounds.max), pointer)
    },
    /** Moves the view by CSS px; the whole canvas stays where it is. */
    pan(by: Way): void {
      const { zoom, centre, frame } = store.getState()
      if (zoom === null || frame === null) return
      store.setState({ centre: inside({ x: centre.x - by.x / zoom, y: centre.y - by.y / zoom }, frame) })
    },
    /** Looks on from where a drag has left the photo on the screen. */
    settle(left: number, top: number): void {
      const { zoom, room } = store.getState()
      if (zoom === null) return
      store.setState({ centre: { x: (room.width / 2 - left) / zoom, y: (room.height / 2 - top) / zoom } })
    },
  }
}

/** The nearest point of the canvas. */
function inside({ x, y }: Way, { canvas, original }: Framed): Way {
  return {
    x: clamp(x, 0 - original.left, canvas.width - original.left),
    y: clamp(y, 0 - original.top, canvas.height - original.top),
  }
}
