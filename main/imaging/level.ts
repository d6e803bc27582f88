import type { Size } from '../../core/geometry/types'

/**
 * The canvas, reduced: one cell stands for a square of `cell` px. When there is alpha the colours are multiplied by it,
 * so that they can be averaged.
 */
export interface Level {
  readonly cell: number
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly data: Float32Array
}

/** An empty level over a canvas. */
export function emptyLevel(canvas: Size, cell: number, channels: number): Level {
  const width = Math.ceil(canvas.width / cell)
  const height = Math.ceil(canvas.height / cell)
  return { cell, width, height, channels, data: new Float32Array(width * height * channels) }
}

/** Where values between cells are found: `low` and `high`, and the share of `high`. */
export interface Taps {
  readonly low: Int32Array
  readonly high: Int32Array
  readonly share: Float32Array
}

/** Taps for positions counted in cells (0.5 is the middle of cell 0), kept within `first .. last`. */
export function tapsAt(positions: Float32Array, first: number, last: number): Taps {
  const at = positions.map((position) => Math.min(last, Math.max(first, position - 0.5)))
  const low = Int32Array.from(at)
  return { low, high: low.map((cell) => Math.min(last, cell + 1)), share: at.map((value, i) => value - (low[i] ?? 0)) }
}

/** Looks up what a level has between its cells, mixed of the four around a place. One that is moved about makes nothing new. */
export class LevelLookup {
  readonly #level: Level
  #at = 0
  /** From a value to the same of the next cell, and of the cell below: 0 at the border. */
  #next = 0
  #down = 0
  #right = 0
  #below = 0

  constructor(level: Level) {
    this.#level = level
  }

  /** Goes to a place, counted in cells from the middle of the first; one outside counts as the nearest inside. */
  moveTo(x: number, y: number): void {
    const { width, height, channels } = this.#level
    const column = Math.min(width - 1, Math.max(0, x))
    const row = Math.min(height - 1, Math.max(0, y))
    const left = Math.floor(column)
    const top = Math.floor(row)
    this.#right = column - left
    this.#below = row - top
    this.#next = left + 1 < width ? channels : 0
    this.#down = top + 1 < height ? width * channels : 0
    this.#at = (top * width + left) * channels
  }

  /** What a channel has there. */
  value(channel: number): number {
    const { data } = this.#level
    const at = this.#at + channel
    const a = data[at] as number
    const c = data[at + this.#down] as number
    const upper = a + ((data[at + this.#next] as number) - a) * this.#right
    const lower = c + ((data[at + this.#down + this.#next] as number) - c) * this.#right
    return upper + (lower - upper) * this.#below
  }
}

/** The next coarser level, still empty, and what fills its rows: smooth weights 1 3 3 1 both ways, the border repeated. */
export function halver(level: Level): { readonly coarser: Level; readonly fillRow: (row: number) => void } {
  const { channels } = level
  const width = Math.ceil(level.width / 2)
  const height = Math.ceil(level.height / 2)
  const coarser = { cell: level.cell * 2, width, height, channels, data: new Float32Array(width * height * channels) }
  const sums = new Float32Array(level.width * channels)
  const fillRow = (row: number) => {
    halveDown(level, row, sums)
    halveAcross(sums, level, coarser, row)
  }
  return { coarser, fillRow }
}

function halveDown({ data, height }: Level, row: number, sums: Float32Array): void {
  const line = sums.length
  const top = Math.max(0, 2 * row - 1) * line
  const upper = 2 * row * line
  const lower = Math.min(height - 1, 2 * row + 1) * line
  const bottom = Math.min(height - 1, 2 * row + 2) * line
  for (let i = 0; i < line; i++) {
    const middle = (data[upper + i] as number) + (data[lower + i] as number)
    sums[i] = (data[top + i] as number) + 3 * middle + (data[bottom + i] as number)
  }
}

function halveAcross(sums: Float32Array, level: Level, { data, width, channels }: Level, row: number): void {
  const last = (level.width - 1) * channels
  for (let x = 0; x < width; x++) {
    const b = 2 * x * channels
    const a = Math.max(0, b - channels)
    const c = Math.min(last, b + channels)
    const d = Math.min(last, b + 2 * channels)
    const out = (row * width + x) * channels
    for (let k = 0; k < channels; k++) {
      const middle = (sums[b + k] as number) + (sums[c + k] as number)
      data[out + k] = ((sums[a + k] as number) + 3 * middle + (sums[d + k] as number)) / 64
    }
  }
}
