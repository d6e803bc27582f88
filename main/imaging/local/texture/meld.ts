import type { Pace } from '../../pace'
import { clamp } from './clamp'
import type { PatchField } from './field'
import { patchRadius } from './patch'

/**
 * How firmly cells hold on to what they were painted with, against going on from their neighbours without a step: to how
 * bright they are, and to how their channels differ from that. Each channel gone on by its own slope, a sky turned purple
 * and green further out.
 */
const hold = { brightness: 3e-4, colour: 2e-2 } as const

/** Rounds of relaxation, and by how much each overshoots (successive over-relaxation). */
const relaxations = 80
const overshoot = 1.85

/**
 * Evens out the steps between parts that were taken from different places: from cell to cell the colours change as they
 * do where the cells come from, and they start from the photo's own (gradients instead of colours, as in Pérez et al. 2003).
 */
export async function meld(field: PatchField, pace: Pace): Promise<void> {
  const { sheet } = field
  const { width, height, channels, data, left, right, top, bottom } = sheet
  const painted = Float32Array.from(data)
  const across = new Float32Array(data.length)
  const down = new Float32Array(data.length)
  await pace.quietly(height, (y) => fillSlopes(field, y, across, down))
  const line = width * channels
  const { colours } = sheet
  /** What the neighbours would have a cell be, by channel. */
  const wanted = new Float32Array(channels)
  const sumOfWanted = (i: number, x: number, y: number) => {
    let sum = 0
    if (x > 0) sum += (data[i - channels] as number) + (across[i - channels] as number)
    if (x < width - 1) sum += (data[i + channels] as number) - (across[i] as number)
    if (y > 0) sum += (data[i - line] as number) + (down[i - line] as number)
    if (y < height - 1) sum += (data[i + line] as number) - (down[i] as number)
    return sum
  }
  const relaxCell = (x: number, y: number) => {
    const at = (y * width + x) * channels
    const count = (x > 0 ? 1 : 0) + (x < width - 1 ? 1 : 0) + (y > 0 ? 1 : 0) + (y < height - 1 ? 1 : 0)
    let bright = 0
    let paintedBright = 0
    for (let k = 0; k < channels; k++) {
      wanted[k] = sumOfWanted(at + k, x, y) / count
      if (k >= colours) continue
      bright += (wanted[k] as number) / colours
      paintedBright += (painted[at + k] as number) / colours
    }
    const brightness = held(bright, paintedBright, count, hold.brightness)
    for (let k = 0; k < channels; k++) {
      const i = at + k
      const free = wanted[k] as number
      const own = painted[i] as number
      const to =
        k < colours
          ? brightness + held(free - bright, own - paintedBright, count, hold.colour)
          : held(free, own, count, hold.brightness)
      data[i] = (data[i] as number) + overshoot * (to - (data[i] as number))
    }
  }
  for (let round = 0; round < relaxations; round++) {
    await pace.quietly(height, (row) => {
      const y = round % 2 === 0 ? row : height - 1 - row
      const beside = y >= top && y < bottom
      for (let x = 0; x < width; x++) {
        if (beside && x === left) x = right
        if (x < width) relaxCell(x, y)
      }
    })
  }
}

/** Between what `count` neighbours want and what was painted. */
function held(wanted: number, painted: number, count: number, share: number): number {
  return (count * wanted + share * painted) / (count + share)
}

/** Fills a row of the slopes to the next cell on the right and below. */
function fillSlopes(field: PatchField, y: number, across: Float32Array, down: Float32Array): void {
  const { width, height, channels } = field.sheet
  for (let x = 0; x < width; x++) {
    const out = (y * width + x) * channels
    const here = sourceAt(field, x, y)
    if (x < width - 1) slope(field, here, sourceAt(field, x + 1, y), 1, across, out)
    if (y < height - 1) slope(field, here, sourceAt(field, x, y + 1), width, down, out)
  }
}

/** The mean of what the slope is where either of two neighbours, `step` cells apart, comes from. */
function slope(
  { sheet }: PatchField,
  here: number,
  next: number,
  step: number,
  slopes: Float32Array,
  out: number,
): void {
  const { data, channels } = sheet
  for (let k = 0; k < channels; k++) {
    const ofHere = (data[(here + step) * channels + k] as number) - (data[here * channels + k] as number)
    const ofNext = (data[next * channels + k] as number) - (data[(next - step) * channels + k] as number)
    slopes[out + k] = (ofHere + ofNext) / 2
  }
}

/** The cell of the photo that a cell shows, one away from the photo's border. */
function sourceAt(field: PatchField, x: number, y: number): number {
  const { sheet, sourceX, sourceY } = field
  const cx = clamp(x, patchRadius, sheet.width - 1 - patchRadius)
  const cy = clamp(y, patchRadius, sheet.height - 1 - patchRadius)
  const at = cy * sheet.width + cx
  const open = field.isOpen(cx, cy)
  const sx = x + (open ? (sourceX[at] as number) - cx : 0)
  const sy = y + (open ? (sourceY[at] as number) - cy : 0)
  return clamp(sy, sheet.top + 1, sheet.bottom - 2) * sheet.width + clamp(sx, sheet.left + 1, sheet.right - 2)
}
