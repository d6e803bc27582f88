import type { Rect } from '../../../core/geometry/types'
import { lumaOf, type Picture } from './picture'

/** How deep inside the border the photo's own steps are taken from, px. */
const depth = 12

/** A line of the border: the place of each px just inside, and what leads from one px to the next one outward. */
interface Side {
  readonly first: number
  readonly along: number
  readonly length: number
  readonly outward: number
}

/** The sides of `original` beyond which there is something. */
function sidesOf({ width, height }: Picture, original: Rect): readonly Side[] {
  const { left, top } = original
  const [right, bottom] = [left + original.width - 1, top + original.height - 1]
  const at = (x: number, y: number) => y * width + x
  const sides: Side[] = []
  if (left > 0) sides.push({ first: at(left, top), along: width, length: original.height, outward: -1 })
  if (right < width - 1) sides.push({ first: at(right, top), along: width, length: original.height, outward: 1 })
  if (top > 0) sides.push({ first: at(left, top), along: 1, length: original.width, outward: -width })
  if (bottom < height - 1) sides.push({ first: at(left, bottom), along: 1, length: original.width, outward: width })
  return sides
}

/** Sum of the absolute differences, by all channels, between px along a side and their neighbours, `inside` px inward. */
function steps({ data }: Picture, { first, along, length, outward }: Side, inside: number): number {
  let sum = 0
  for (let i = 0; i < length; i++) {
    const at = (first + i * along - inside * outward) * 3
    for (let k = 0; k < 3; k++) {
      sum += Math.abs((data[at + k] as number) - (data[at + outward * 3 + k] as number))
    }
  }
  return sum / 3
}

/**
 * The step across the border of `original`: the mean absolute difference across it, of that between neighbours just
 * inside. A photo's own is about 1.
 */
export function seamStep(picture: Picture, original: Rect): number {
  const sides = sidesOf(picture, original)
  const across = sides.reduce((sum, side) => sum + steps(picture, side, 0), 0)
  let inside = 0
  for (let i = 1; i <= depth; i++) inside += sides.reduce((sum, side) => sum + steps(picture, side, i), 0)
  return (across * depth) / inside
}

/** Mean gradient of the brightness around `original`, steps of 8 bits a px. */
export function textureAround(picture: Picture, { left, top, width, height }: Rect): number {
  const luma = lumaOf(picture)
  let sum = 0
  let count = 0
  for (let y = 0; y < picture.height - 1; y++) {
    for (let x = 0; x < picture.width - 1; x++) {
      // Nothing across the border: that is the seam's step.
      if (x >= left - 1 && x < left + width && y >= top - 1 && y < top + height) continue
      const at = y * picture.width + x
      const value = luma[at] as number
      sum += Math.hypot((luma[at + 1] as number) - value, (luma[at + picture.width] as number) - value)
      count++
    }
  }
  return sum / count
}
