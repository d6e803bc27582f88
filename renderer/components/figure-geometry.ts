import { roundsOf } from '../../core/geometry/rounds'
import type { Plan, Rect, Size } from '../../core/geometry/types'

/** A rectangle in CSS px. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** A canvas drawn to scale inside a room. */
export interface FigureLayout {
  /** CSS px per canvas px. */
  readonly scale: number
  /** The canvas, in the room. */
  readonly canvas: Box
  /** The photo, in the canvas. */
  readonly photo: Box
  /**
   * What is known after the first pass, or the first round of tiles, in the canvas; `null` when that is all of it, or
   * nothing is painted.
   */
  readonly firstRound: Box | null
}

/** The largest scale at which a size fits a room. */
export function scaleToFit(size: Size, room: Size): number {
  return Math.min(room.width / size.width, room.height / size.height)
}

/**
 * A rectangle of canvas pixels on the screen. Its edges are rounded, not its sides, so that rectangles which touch in the
 * canvas touch on the screen; a side is never less than one px.
 */
export function toScreen(rect: Rect, scale: number): Box {
  const left = Math.round(rect.left * scale)
  const top = Math.round(rect.top * scale)
  return {
    left,
    top,
    width: Math.max(1, Math.round((rect.left + rect.width) * scale) - left),
    height: Math.max(1, Math.round((rect.top + rect.height) * scale) - top),
  }
}

/** Where everything of a plan goes in a room of that many CSS px, centred. */
export function layoutFigure(plan: Plan, room: Size): FigureLayout {
  const scale = scaleToFit(plan.canvas, room)
  const size = toScreen({ left: 0, top: 0, ...plan.canvas }, scale)
  const photo = toScreen({ ...plan.original, ...plan.photo }, scale)
  const [first, ...further] = roundsOf(plan)
  return {
    scale,
    canvas: {
      left: Math.round((room.width - size.width) / 2),
      top: Math.round((room.height - size.height) / 2),
      width: size.width,
      height: size.height,
    },
    photo,
    firstRound: first === undefined || further.length === 0 ? null : toScreen(first.result, scale),
  }
}

const edges = [128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096] as const

/** The longest side to ask a picture in, px: the next of a few steps, so that the same file serves many sizes. */
export function thumbEdge(cssPx: number, devicePixelRatio: number): number {
  const wanted = cssPx * devicePixelRatio
  return edges.find((edge) => edge >= wanted) ?? 4096
}
