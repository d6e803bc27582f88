/**
 * Slack in px for products of floating-point numbers that stand for whole ones (10,000 × 1.299). Canvases stay far
 * below 1e9 px a side, where doubles still resolve 1e-7.
 */
export const slack = 1e-6

/** Rounded up to whole px; a value that is whole but for floating-point noise stays. */
export function ceilPx(value: number): number {
  return Math.ceil(value - slack)
}

/** Rounded down to whole px; a value that is whole but for floating-point noise stays. */
export function floorPx(value: number): number {
  return Math.floor(value + slack)
}

/** `value`, or the nearer end of `min .. max`. */
export function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}

/** Area in px². Exact: whole sides of a canvas that memory can hold stay far below 2^53. */
export function areaOf(size: { readonly width: number; readonly height: number }): number {
  return size.width * size.height
}
