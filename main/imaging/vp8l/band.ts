import type { Raster } from '../raster'
import type { Rows } from './predictors'

/** The rows of a row of blocks as packed ARGB, green subtracted from red and blue, and the row above them. */
export class Band {
  readonly #picture: Raster
  readonly #side: number
  readonly #lines: readonly Int32Array[]
  #top = 0
  #rows = 0

  /** @param side of a block, px. */
  constructor(picture: Raster, side: number) {
    this.#picture = picture
    this.#side = side
    this.#lines = Array.from({ length: side + 1 }, () => new Int32Array(picture.width + 1))
  }

  get rows(): number {
    return this.#rows
  }

  /** Goes on to a row of blocks; they have to come in order. */
  load(blockRow: number): void {
    const { width, height } = this.#picture
    if (this.#rows > 0) this.#line(0).set(this.#line(this.#rows))
    this.#top = blockRow * this.#side
    this.#rows = Math.min(this.#side, height - this.#top)
    for (let row = 1; row <= this.#rows; row++) {
      this.#pack(this.#top + row - 1, this.#line(row))
      // What lies to the right above of the last px is, in memory, the first of its own row.
      this.#line(row - 1)[width] = this.#line(row)[0] as number
    }
  }

  /** @param row of the band. */
  at(row: number): Rows {
    return { line: this.#line(row + 1), above: this.#top + row === 0 ? null : this.#line(row) }
  }

  #line(index: number): Int32Array {
    return this.#lines[index] as Int32Array
  }

  #pack(row: number, line: Int32Array): void {
    const { width, channels, samples, hasAlpha } = this.#picture
    for (let x = 0, from = row * width * channels; x < width; x++, from += channels) {
      const green = samples[from + 1] as number
      const red = ((samples[from] as number) - green) & 255
      const blue = ((samples[from + 2] as number) - green) & 255
      const alpha = hasAlpha ? (samples[from + 3] as number) : 255
      line[x] = (alpha << 24) | (red << 16) | (green << 8) | blue
    }
  }
}
