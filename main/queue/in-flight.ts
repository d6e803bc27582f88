/** The work of a job, from when it is taken up. */
interface Flight {
  readonly batchId: string
  /** It is known which output keys it works on. */
  readonly declared: Gate
  /** It has ended, however it did. */
  readonly landed: Gate
}

/** One job's way through. */
export interface Arrival {
  /**
   * Announces which output keys it works on, and waits for other batches' work on any of them that was taken up before;
   * less when the signal is aborted.
   */
  enter(keys: readonly string[], signal: AbortSignal): Promise<void>
  /** The work has ended, however it did. */
  leave(): void
}

/** What is being worked on: what one batch is making another batch waits for, then finds it made. */
export class InFlight {
  readonly #byPath = new Map<string, Set<Flight>>()
  readonly #byKey = new Map<string, Set<Flight>>()

  /**
   * Announces a job as it is taken up. Its keys are not known before its photo is read, which takes long or short: by the
   * paths that its outputs are planned for it is known whom it must not overtake.
   */
  arrive(planned: readonly string[], batchId: string): Arrival {
    const flight: Flight = { batchId, declared: new Gate(), landed: new Gate() }
    const others = (flights: readonly Flight[]) => flights.filter((other) => other.batchId !== batchId)
    const earlier = others(put(this.#byPath, planned, flight))
    let announced: readonly string[] = []
    return {
      enter: async (keys, signal) => {
        await unlessAborted(
          earlier.map((other) => other.declared.opened),
          signal,
        )
        announced = keys
        const same = others(put(this.#byKey, keys, flight))
        flight.declared.open()
        await unlessAborted(
          same.map((other) => other.landed.opened),
          signal,
        )
      },
      leave: () => {
        flight.declared.open()
        flight.landed.open()
        take(this.#byPath, planned, flight)
        take(this.#byKey, announced, flight)
      },
    }
  }
}

/** Something that happens once, and is waited for. */
class Gate {
  open: () => void = () => undefined
  readonly opened = new Promise<void>((resolve) => {
    this.open = resolve
  })
}

/** Puts a flight under some names. @returns those that were there before */
function put(flights: Map<string, Set<Flight>>, names: readonly string[], flight: Flight): readonly Flight[] {
  const before = names.flatMap((name) => [...(flights.get(name) ?? [])])
  for (const name of names) flights.set(name, (flights.get(name) ?? new Set()).add(flight))
  return before
}

function take(flights: Map<string, Set<Flight>>, names: readonly string[], flight: Flight): void {
  for (const name of names) {
    const under = flights.get(name)
    under?.delete(flight)
    if (under?.size === 0) flights.delete(name)
  }
}

async function unlessAborted(waits: readonly Promise<void>[], signal: AbortSignal): Promise<void> {
  if (waits.length > 0 && !signal.aborted) await Promise.race([Promise.all(waits), whenAborted(signal)])
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
