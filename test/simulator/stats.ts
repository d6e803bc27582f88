import type { Operation } from './fault-rules'
import type { DoorName } from './options'

/** One request as it was met. Times are ms since 1970. */
export interface RequestRecord {
  readonly at: number
  readonly on: Exclude<Operation, 'callback'>
  readonly door: DoorName | 'files'
  /** What was asked for: the id of a query, the external id of a create (`null` when its body was not read). */
  readonly id: string | null
  /** The fault that was met: its reply's kind, or `task`. */
  readonly fault: string | null
  /** What the service itself decided: 0, a code, or `null` when it did not get that far. */
  readonly code: number | null
}

/** Keeps the log from growing without end, requests. */
const longestLog = 500_000

/** What was asked, so that a test or a person can judge the caller's manners. */
export class Stats {
  readonly #requests: RequestRecord[] = []
  /** Downloads that came with an `Authorization` header: a key given to a file server. */
  leakedKeys = 0

  add(record: RequestRecord): void {
    if (this.#requests.length < longestLog) this.#requests.push(record)
  }

  requests(on?: RequestRecord['on']): readonly RequestRecord[] {
    return on === undefined ? this.#requests : this.#requests.filter((record) => record.on === on)
  }

  /** How often each id was asked after. */
  queriesPerId(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>()
    for (const { id } of this.requests('query')) if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1)
    return counts
  }

  /** Creates by what the service decided: `0`, a code, or `none` when it did not look at them. */
  creates(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {}
    for (const { code } of this.requests('create')) {
      const key = String(code ?? 'none')
      counts[key] = (counts[key] ?? 0) + 1
    }
    return counts
  }
}
