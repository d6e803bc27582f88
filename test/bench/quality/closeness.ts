import type { Rect } from '../../../core/geometry/types'
import { lumaOf, type Picture } from './picture'

/** Side of the squares that are compared in structure, px, and how far apart they are. */
const square = 8
const stride = 4

/** What keeps the measure of structure quiet in even squares (Wang et al. 2004). */
const steady = { mean: (0.01 * 255) ** 2, spread: (0.03 * 255) ** 2 } as const

/** Peak signal to noise of what lies outside of `original`, dB. */
export function psnrAround(one: Picture, truth: Picture, original: Rect): number {
  let squares = 0
  let count = 0
  for (let y = 0; y < truth.height; y++) {
    for (let x = 0; x < truth.width; x++) {
      if (isInside(original, x, y, 1)) continue
      const at = (y * truth.width + x) * 3
      for (let i = at; i < at + 3; i++) squares += ((one.data[i] as number) - (truth.data[i] as number)) ** 2
      count += 3
    }
  }
  return 10 * Math.log10((255 * 255 * count) / Math.max(squares, 1e-9))
}

/** Structural similarity of the brightness around `original`, -1..1: the mean over squares that see nothing of it. */
export function ssimAround(one: Picture, truth: Picture, original: Rect): number {
  const [ours, theirs] = [lumaOf(one), lumaOf(truth)]
  let sum = 0
  let count = 0
  for (let y = 0; y + square <= truth.height; y += stride) {
    for (let x = 0; x + square <= truth.width; x += stride) {
      if (isInside(original, x, y, square)) continue
      sum += similarity(ours, theirs, y * truth.width + x, truth.width)
      count++
    }
  }
  return sum / count
}

/** Whether a square touches the original. */
function isInside({ left, top, width, height }: Rect, x: number, y: number, side: number): boolean {
  return x + side > left && x < left + width && y + side > top && y < top + height
}

function similarity(one: Float32Array, other: Float32Array, start: number, line: number): number {
  const n = square * square
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0]
  for (let y = 0; y < square; y++) {
    for (let i = start + y * line; i < start + y * line + square; i++) {
      const [p, q] = [one[i] as number, other[i] as number]
      a += p
      b += q
      aa += p * p
      bb += q * q
      ab += p * q
    }
  }
  const [meanA, meanB] = [a / n, b / n]
  const [spreadA, spreadB] = [aa / n - meanA * meanA, bb / n - meanB * meanB]
  const common = ab / n - meanA * meanB
  return (
    ((2 * meanA * meanB + steady.mean) * (2 * common + steady.spread)) /
    ((meanA * meanA + meanB * meanB + steady.mean) * (spreadA + spreadB + steady.spread))
  )
}

/** Whether every sample of the original is what it was. */
export function isUntouched(composed: Picture, truth: Picture, { left, top, width, height }: Rect): boolean {
  for (let y = top; y < top + height; y++) {
    const from = (y * truth.width + left) * 3
    const to = from + width * 3
    if (Buffer.compare(composed.data.subarray(from, to), truth.data.subarray(from, to)) !== 0) return false
  }
  return composed.width === truth.width && composed.height === truth.height
}
