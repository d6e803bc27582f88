import type { Clock } from '../../../main/queue/types'

/** A clock that runs many times as fast as the system's: the waits of production, in the time of a test. */
export class FastClock implements Clock {
  readonly #start = Date.now()
  #skipped = 0

  constructor(readonly speed: number) {}

  now(): number {
    return this.#start + this.#skipped + (Date.now() - this.#start) * this.speed
  }

  /** Sets the clock, as somebody does who puts it forward or back, ms. What waits, waits as long as it would have. */
  skip(ms: number): void {
    this.#skipped += ms
  }

  after(ms: number, call: () => void): () => void {
    const timer = setTimeout(call, ms / this.speed)
    timer.unref()
    return () => clearTimeout(timer)
  }
}
