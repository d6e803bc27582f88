/** Pieces that a curve is made of. */
export const curvePieces = 12

/** A tone curve: its values at 0, 1/12 .. 1 of full intensity, straight in between and beyond. */
export type Curve = Float32Array

/** Changes nothing but the scale. */
export function straightCurve(scale: number): Curve {
  return Float32Array.from({ length: curvePieces + 1 }, (_, knot) => (knot / curvePieces) * scale)
}

/** The piece that a value (0..1, beyond in HDR pictures) falls into. */
export function pieceOf(value: number): number {
  const piece = Math.floor(value * curvePieces)
  return piece < 0 ? 0 : piece >= curvePieces ? curvePieces - 1 : piece
}

/** What a curve makes of a value of 0..1. */
export function curveAt(curve: Curve, value: number): number {
  const piece = pieceOf(value)
  const low = curve[piece] as number
  return low + ((curve[piece + 1] as number) - low) * (value * curvePieces - piece)
}
