import { startOfDay } from '../../../core/money'
import type { Clock } from '../types'

/** Calls back at the next midnight, while somebody waits for it. */
export class Midnight {
  readonly #clock: Clock
  readonly #onMidnight: () => void
  #cancel: (() => void) | null = null

  constructor(clock: Clock, onMidnight: () => void) {
    this.#clock = clock
    this.#onMidnight = onMidnight
  }

  watch(wanted: boolean): void {
    if (wanted === (this.#cancel !== null)) return
    this.#cancel?.()
    this.#cancel = null
    if (!wanted) return
    const now = this.#clock.now()
    // A day and a half after midnight is always in the next day, also where clocks are put back.
    const tomorrow = startOfDay(startOfDay(now) + 36 * 60 * 60 * 1000)
    this.#cancel = this.#clock.after(tomorrow - now, () => {
      this.#cancel = null
      this.#onMidnight()
    })
  }
}
