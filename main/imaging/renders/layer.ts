import type { Rect } from '../../../core/geometry/types'
import type { Raster } from '../raster'
import type { Placing } from './mix'

/** One render and where it belongs. */
export interface Layer {
  /** In the canvas' colours, its colour channels only, at any resolution; it covers all of `result`. */
  readonly render: Raster
  /** What is known already, px of the canvas; the render shows it again, drifted. */
  readonly input: Rect
  readonly result: Rect
}

/** How the render's columns lie on the canvas. */
export function columnsOf({ render, result }: Layer): Placing {
  return { scale: render.width / result.width, offset: result.left, length: render.width }
}

/** How the render's rows lie on the canvas. */
export function rowsOf({ render, result }: Layer): Placing {
  return { scale: render.height / result.height, offset: result.top, length: render.height }
}
