import { unlessAborted } from './cancel'

/** One at a time for each key, in the order of coming. */
export class Turns {
  readonly #lasts = new Map<string, Promise<void>>()

  /**
   * Waits for its turn.
   * @returns to be called when it is over, however it went
   * @throws {AppError} `cancelled` by the signal
   */
  async take(key: string, signal: AbortSignal): Promise<() => void> {
    const before = this.#lasts.get(key) ?? Promise.resolve()
    let leave: () => void = () => undefined
    const own = new Promise<void>((resolve) => {
      leave = () => resolve()
    })
    // Whoever comes next waits for this one and for those before it, also when this one gives up.
    const both = before.then(() => own)
    this.#lasts.set(key, both)
    void both.then(() => {
      if (this.#lasts.get(key) === both) this.#lasts.delete(key)
    })
    try {
      await unlessAborted(before, signal)
    } catch (error) {
      leave()
      throw error
    }
    return leave
  }
}
