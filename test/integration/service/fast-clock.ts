import type { Clock } from '../../../main/queue/types'

/** A clock that runs many times as fast as the system's: the waits of production, in the time of a test. */
export class FastClock implements Clock {
  readonly #start = Date.now()

  constructor(readonly speed: number) {}

  now(): number {
    return this.#start + (Date.now() - this.#start) * this.speed
  }

  after(ms: number, call: () => void): () => void {
    const timer = setTimeout(call, ms / this.speed)
    timer.unref()
    return () => clearTimeout(timer)
  }
}
