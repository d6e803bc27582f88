import type { Rect } from '../../../core/geometry/types'
import type { Raster } from '../raster'
import { type Placing, usualSharpness } from './mix'

/** One render and where it belongs. */
export interface Layer {
  /** In the canvas' colours, its colour channels only, at any resolution; it covers all of `result`. */
  readonly render: Raster
  /** What is known already, px of the canvas; the render shows it again, drifted. */
  readonly input: Rect
  readonly result: Rect
  /** How what the render shows has moved; not at all when nothing is said. */
  readonly motion?: Motion
  /** How sharp the render is enlarged; as usual when nothing is said. */
  readonly sharpness?: number
}

/**
 * How a picture's content has moved along one axis: what belongs at place `x` is shown at
 * `x + shift + stretch * (x - middle of the known area)`, px of the canvas.
 */
export interface AxisMotion {
  readonly shift: number
  readonly stretch: number
}

export interface Motion {
  readonly x: AxisMotion
  readonly y: AxisMotion
}

/** How the render's columns lie on the canvas. */
export function columnsOf({ render, result, input, motion, sharpness = usualSharpness }: Layer): Placing {
  const middle = input.left + input.width / 2
  return { ...placing(render.width, result.left, result.width, middle, motion?.x), sharpness }
}

/** How the render's rows lie on the canvas. */
export function rowsOf({ render, result, input, motion, sharpness = usualSharpness }: Layer): Placing {
  const middle = input.top + input.height / 2
  return { ...placing(render.height, result.top, result.height, middle, motion?.y), sharpness }
}

function placing(length: number, start: number, covers: number, middle: number, motion?: AxisMotion): Placing {
  const { shift, stretch } = motion ?? { shift: 0, stretch: 0 }
  const scale = (length / covers) * (1 + stretch)
  return { scale, offset: (start - shift + stretch * middle) / (1 + stretch), length }
}
