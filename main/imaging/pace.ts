import { setImmediate as nextTurn } from 'node:timers/promises'
import { cancelled } from '../shared/cancel'

/** Longest stretch of pixel work on the worker's thread before its other tasks get a turn, ms. */
const stretch = 10

/** A share of a whole task, from and to, of 0..1. */
export type Share = readonly [from: number, to: number]

/** Accompanies one long task: tells how far it is, lets others in between, and ends it when it was cancelled. */
export class Pace {
  readonly #signal: AbortSignal
  readonly #onProgress: (fraction: number) => void
  #since = performance.now()
  #fraction = 0

  constructor(signal: AbortSignal, onProgress: (fraction: number) => void) {
    this.#signal = signal
    this.#onProgress = onProgress
  }

  /** Says that `fraction` (0..1) of the work is done. @throws {AppError} `cancelled` */
  reached(fraction: number): void {
    if (this.#signal.aborted) throw cancelled()
    this.#fraction = fraction
    this.#onProgress(fraction)
  }

  /** Does `rows` pieces of work, which are the share `from .. to` of the whole. @throws {AppError} `cancelled` */
  async rows(rows: number, from: number, to: number, work: (row: number) => void): Promise<void> {
    for (let row = 0; row < rows; row++) {
      work(row)
      if (performance.now() - this.#since < stretch) continue
      this.reached(from + ((to - from) * row) / rows)
      await nextTurn()
      this.#since = performance.now()
    }
    this.reached(to)
  }

  /** Does `rows` pieces of work that are too small a share of the whole to be told. @throws {AppError} `cancelled` */
  quietly(rows: number, work: (row: number) => void): Promise<void> {
    return this.rows(rows, this.#fraction, this.#fraction, work)
  }
}
