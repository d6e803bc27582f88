import type { Rect, Size } from '../../../core/geometry/types'
import type { Samples } from '../raster'
import { commonRect } from '../rects'

/** So many px to the right and down; negative: to the left and up. */
interface Vector {
  readonly x: number
  readonly y: number
}

/** What is done with a picture once it is put together, one step after the other. */
export type Step =
  /** Quarter turns to the left. */
  | { readonly kind: 'turn'; readonly quarters: number }
  /** Top and bottom change places (`vertical`), or left and right. */
  | { readonly kind: 'mirror'; readonly way: 'vertical' | 'horizontal' }
  /** Cut to a size whose middle is so many px right of and below the picture's. */
  | { readonly kind: 'crop'; readonly size: Size; readonly middle: Vector }

/** The picture that steps make of a coded one: its size, and where in the coded one its px are. */
export interface Placing extends Size {
  /** Its first px, and from there one px to the right, and one down. */
  readonly first: Vector
  readonly right: Vector
  readonly down: Vector
}

/** A part of a coded picture: rows of interleaved samples, each `stride` samples long. */
export interface Part extends Rect {
  readonly samples: Samples
  readonly stride: number
  /** Bits of a sample that are used. */
  readonly bits: number
}

/** A picture as it is coded. */
export function asCoded({ width, height }: Size): Placing {
  return { width, height, first: { x: 0, y: 0 }, right: { x: 1, y: 0 }, down: { x: 0, y: 1 } }
}

/** The picture that steps make of a coded one of a size; null when one of them cuts out what is not in the picture. */
export function placed(coded: Size, steps: readonly Step[]): Placing | null {
  let placing: Placing | null = asCoded(coded)
  for (const step of steps) placing = placing && after(placing, step)
  return placing
}

function after(before: Placing, step: Step): Placing | null {
  const { width, height, right, down } = before
  switch (step.kind) {
    case 'turn': {
      let turned = before
      for (let i = 0; i < step.quarters; i++) turned = turnedLeft(turned)
      return turned
    }
    case 'mirror':
      return step.way === 'horizontal'
        ? { ...before, first: moved(before, width - 1, 0), right: opposite(right) }
        : { ...before, first: moved(before, 0, height - 1), down: opposite(down) }
    case 'crop': {
      const { size, middle } = step
      // Halves as libheif rounds them: a column's down, a row's up.
      const left = Math.trunc(middle.x + (width - size.width) / 2)
      const top = Math.round(middle.y + (height - size.height) / 2)
      const isInside = left >= 0 && top >= 0 && left + size.width <= width && top + size.height <= height
      return isInside ? { ...before, ...size, first: moved(before, left, top) } : null
    }
  }
}

function turnedLeft(before: Placing): Placing {
  const { width, height, right, down } = before
  return { width: height, height: width, first: moved(before, width - 1, 0), right: down, down: opposite(right) }
}

/** Where a px of the picture is in the coded one. */
function moved({ first, right, down }: Placing, x: number, y: number): Vector {
  return { x: first.x + x * right.x + y * down.x, y: first.y + x * right.y + y * down.y }
}

function opposite({ x, y }: Vector): Vector {
  return { x: -x, y: -y }
}

/** Puts a part where it belongs in the picture; what of it lies outside is left out. Samples become 8 or 16 bits. */
export function placePart(part: Part, placing: Placing, samples: Samples, channels: number): void {
  const shown = commonRect(placeOf(part, placing), { ...placing, left: 0, top: 0 })
  if (!shown) return
  const step = placing.right.x * channels + placing.right.y * part.stride
  for (let y = shown.top; y < shown.top + shown.height; y++) {
    const start = moved(placing, shown.left, y)
    const from = (start.y - part.top) * part.stride + (start.x - part.left) * channels
    copyLine(part, { from, step, pixels: shown.width, channels }, samples, (y * placing.width + shown.left) * channels)
  }
}

/** Where in the picture a part of the coded one is. */
function placeOf({ left, top, width, height }: Rect, { first, right, down }: Placing): Rect {
  const along = (axis: Vector, x: number, y: number) => (x - first.x) * axis.x + (y - first.y) * axis.y
  const ends = (axis: Vector) => [along(axis, left, top), along(axis, left + width - 1, top + height - 1)] as const
  const [columns, rows] = [ends(right), ends(down)]
  return {
    left: Math.min(...columns),
    top: Math.min(...rows),
    width: Math.abs(columns[1] - columns[0]) + 1,
    height: Math.abs(rows[1] - rows[0]) + 1,
  }
}

/** Px of a part that make a row of the picture: samples from one to the next, and where they begin. */
interface Line {
  readonly from: number
  readonly step: number
  readonly pixels: number
  readonly channels: number
}

function copyLine({ samples: source, bits }: Part, line: Line, samples: Samples, to: number): void {
  const { from, step, pixels, channels } = line
  const isFull = bits === 8 || bits === 16
  if (isFull && step === channels) {
    samples.set(source.subarray(from, from + pixels * channels), to)
    return
  }
  for (let i = 0; i < pixels; i++) {
    for (let k = 0; k < channels; k++) {
      const sample = source[from + i * step + k] as number
      // The highest bits come again as the lowest, so that full intensity is full.
      samples[to + i * channels + k] = isFull ? sample : (sample << (16 - bits)) | (sample >> (2 * bits - 16))
    }
  }
}
