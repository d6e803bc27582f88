/** One axis of the canvas: the photo covers `offset .. offset + photo` of `canvas` px. */
export interface Axis {
  readonly canvas: number
  readonly offset: number
  readonly photo: number
}

/** Both axes of a canvas. */
export interface Axes {
  readonly x: Axis
  readonly y: Axis
}

/** How deep into the photo the mirror looks, px. */
export interface MirrorDepth {
  /** Up to this distance the mirror image is undistorted. */
  readonly exact: number
  /** Beyond it, how much deeper it reaches at most. */
  readonly soft: number
}

/**
 * Depth inside the photo of what is seen `distance` px outside it. Up to `exact` px it is a plain mirror image; from there
 * the image stretches more and more and never shows anything deeper than `exact + soft` px, so that far surroundings go
 * on with the border's colours instead of repeating the photo upside down.
 */
export function mirrorDepth(distance: number, { exact, soft }: MirrorDepth): number {
  if (distance <= exact) return distance
  return exact + soft * (1 - Math.exp((exact - distance) / soft))
}

/** Folds a position outside `0 .. length` back into it, as two facing mirrors do, however far it is. */
export function fold(position: number, length: number): number {
  const period = 2 * length
  const rest = ((position % period) + period) % period
  return rest < length ? rest : period - rest
}

/** How far outside the photo a position of an axis lies, px; 0 inside. */
export function distanceOutside(position: number, axis: Axis): number {
  return Math.max(0, axis.offset - position, position - axis.offset - axis.photo)
}

/** For the centres of all cells, `cell` px wide, of an axis: their distance outside the photo, px. */
export function distancesAlong(axis: Axis, cell: number): Float32Array {
  return Float32Array.from({ length: Math.ceil(axis.canvas / cell) }, (_, i) => distanceOutside((i + 0.5) * cell, axis))
}

/** For the same cells: the position on the axis, inside the photo, that each mirrors; inside the photo its own. */
export function sourcesAlong(axis: Axis, cell: number, depth: MirrorDepth): Float32Array {
  return Float32Array.from({ length: Math.ceil(axis.canvas / cell) }, (_, i) => {
    const position = (i + 0.5) * cell
    const outside = distanceOutside(position, axis)
    if (outside === 0) return position
    const inward = mirrorDepth(outside, depth)
    return axis.offset + fold(position < axis.offset ? inward : axis.photo - inward, axis.photo)
  })
}
