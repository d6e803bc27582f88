import type { JobView } from '../../core/queue'
import type { DoorId } from '../../core/service/doors'
import type { FetchLine } from './fetch-line'
import { blockedEvent } from './job-end'
import type { JobList } from './job-list'
import type { Journal } from './journal'
import type { Blocked } from './service/stops'

export interface ClosedDoorsParts {
  readonly list: JobList
  readonly journal: Journal
  readonly fetchLine: FetchLine
  /** What stands in a door's way; `null`: nothing. */
  readonly closed: (door: DoorId) => Blocked | null
  /** Does something to the line as part of the queue's work, while nothing is taken up. */
  readonly change: (change: () => Promise<void>) => Promise<void>
}

/**
 * What becomes of jobs while their door is closed: what stands in the way of one that has yet to buy stands in the way of
 * all, and none of them is even begun. What was bought before passes.
 */
export class ClosedDoors {
  readonly #parts: ClosedDoorsParts
  /** Doors whose waiting jobs are being blocked. */
  readonly #blocking = new Set<DoorId>()

  constructor(parts: ClosedDoorsParts) {
    this.#parts = parts
  }

  /** Whether what is next for a door may be taken up, as far as the door is concerned. */
  passes(door: DoorId): boolean {
    const { list, fetchLine, closed } = this.#parts
    if (closed(door) === null) return true
    const next = list.next(door)
    if (next === null || fetchLine.isBought(next)) return next !== null
    this.#blockWaiting(door)
    return false
  }

  #blockWaiting(door: DoorId): void {
    if (this.#blocking.has(door)) return
    this.#blocking.add(door)
    const { list, journal, fetchLine, closed, change } = this.#parts
    const eventFor = (view: JobView) => {
      const blocked = closed(door)
      const waits = view.state === 'queued' && !fetchLine.isBought(view)
      return blocked && waits ? blockedEvent(blocked) : null
    }
    void change(async () => {
      try {
        await journal.commitEach(list.waiting(door), eventFor)
      } finally {
        this.#blocking.delete(door)
      }
    })
  }
}
