import type { FaultBook } from './fault-rules'
import type { Charge } from './ledger'
import type { TaskBook } from './tasks'

/** Just after a change, so that the state told is the new one, ms. */
const afterChange = 1
const timeoutMs = 5000

/** Posts to a create's `callback_url` whenever its task's status changes. */
export class Callbacks {
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #sending = new Set<Promise<void>>()

  constructor(
    readonly tasks: TaskBook,
    readonly faults: FaultBook,
    readonly origin: () => string,
  ) {}

  /** Sends `submitted` at once, and the rest when it comes. */
  watch(charge: Charge): void {
    const { callbackUrl } = charge
    if (callbackUrl === null) return
    this.#notify(charge, callbackUrl)
    for (const ms of [Math.min(charge.takesMs / 5, 300), charge.takesMs]) {
      const timer = setTimeout(() => {
        this.#timers.delete(timer)
        this.#notify(charge, callbackUrl)
      }, ms + afterChange)
      this.#timers.add(timer)
    }
  }

  #notify(charge: Charge, url: string): void {
    const fault = this.faults.next('callback', charge.door)?.callback
    if (fault === 'drop') return
    const truth = this.tasks.describe(charge, this.origin())
    const body = fault === 'lie' ? { ...truth, task_status: 'succeed', task_result: { images: [] } } : truth
    for (let copies = fault === 'twice' ? 2 : 1; copies > 0; copies -= 1) {
      const sending = post(url, body).finally(() => this.#sending.delete(sending))
      this.#sending.add(sending)
    }
  }

  /** Sends nothing more; resolves once what is on its way has arrived or failed. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer)
    await Promise.all(this.#sending)
  }
}

/** A notice is sent once; whether it arrives is nobody's concern here. */
async function post(url: string, body: unknown): Promise<void> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    })
    await answer.arrayBuffer()
  } catch {
    // The receiver is gone: the service does not mind either.
  }
}
