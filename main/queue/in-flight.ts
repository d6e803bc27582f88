/** Work on one output key. */
interface Flight {
  readonly batchId: string
  /** Called when it has ended. */
  readonly waiting: (() => void)[]
}

/** The output keys being worked on: what one batch is making another batch waits for, then finds it made. */
export class InFlight {
  readonly #flights = new Map<string, Set<Flight>>()

  /**
   * Announces work on some keys, and waits for work of other batches on any of them that was announced before.
   * @returns to be called when the work has ended, however it did
   */
  async enter(keys: readonly string[], batchId: string, signal: AbortSignal): Promise<() => void> {
    const before = keys.flatMap((key) => [...(this.#flights.get(key) ?? [])])
    const leave = this.#announce(keys, batchId)
    const others = before.filter((flight) => flight.batchId !== batchId)
    await Promise.race([Promise.all(others.map(whenLanded)), whenAborted(signal)])
    return leave
  }

  #announce(keys: readonly string[], batchId: string): () => void {
    const flight: Flight = { batchId, waiting: [] }
    for (const key of keys) this.#flights.set(key, (this.#flights.get(key) ?? new Set()).add(flight))
    return () => {
      for (const go of flight.waiting) go()
      for (const key of keys) {
        const flights = this.#flights.get(key)
        flights?.delete(flight)
        if (flights?.size === 0) this.#flights.delete(key)
      }
    }
  }
}

function whenLanded(flight: Flight): Promise<void> {
  return new Promise((resolve) => flight.waiting.push(resolve))
}

function whenAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
