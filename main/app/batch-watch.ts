import type { JobState } from '../../core/job'
import type { JobView } from '../../core/queue'
import type { QueueChange } from '../queue/types'
import { isOpen } from './attention'

/** How a batch came to an end, for a notification. */
export interface BatchResult {
  readonly batch: string
  readonly done: number
  readonly failed: number
  readonly blocked: number
}

interface BatchNumbers {
  readonly counts: Map<JobState, number>
  /** What had come out when its jobs began to be worked on; `null`: none is. */
  before: number | null
  /** How many were held up when that was told last. */
  toldBlocked: number
}

/** Follows each batch from the first of its jobs that waits to the last that ends; held-up ones have ended, too. */
export class BatchWatch {
  readonly #jobs = new Map<string, { readonly batch: string; readonly state: JobState }>()
  readonly #batches = new Map<string, BatchNumbers>()
  /** Batches of which something has changed since `settle`. */
  readonly #touched = new Set<string>()

  /** @param onEnd told once for each end; not when a batch's jobs were only taken off */
  constructor(
    jobs: readonly JobView[],
    readonly onEnd: (result: BatchResult) => void,
  ) {
    for (const job of jobs) this.#put(job)
    this.settle()
  }

  note(change: QueueChange): void {
    if (change.type === 'job') this.#put(change.job)
    else if (change.type === 'removed') for (const id of change.ids) this.#drop(id)
  }

  /** Looks which batches have ended. Called where changes have been told: what goes on at once has not ended. */
  settle(): void {
    for (const batch of this.#touched) {
      const numbers = this.#batches.get(batch)
      if (numbers) this.#look(batch, numbers)
    }
    this.#touched.clear()
  }

  #look(batch: string, numbers: BatchNumbers): void {
    const { counts } = numbers
    const open = [...counts].some(([state, count]) => count > 0 && isOpen(state))
    if (open) {
      numbers.before ??= cameOut(counts)
      return
    }
    const { before } = numbers
    numbers.before = null
    const of = (state: JobState) => counts.get(state) ?? 0
    if (before === null) return
    // What goes on by itself and is held up again, as on a bad line, is no news.
    const blocked = of('blocked')
    if (cameOut(counts) <= before && (blocked === 0 || blocked === numbers.toldBlocked)) return
    numbers.toldBlocked = blocked
    this.onEnd({ batch, done: of('done'), failed: of('failed'), blocked })
  }

  #put({ id, batchId, state }: JobView): void {
    const known = this.#jobs.get(id)
    if (known?.state === state) return
    if (known) this.#count(known.batch, known.state, -1)
    this.#jobs.set(id, { batch: batchId, state })
    this.#count(batchId, state, 1)
  }

  #drop(id: string): void {
    const known = this.#jobs.get(id)
    if (!known) return
    this.#jobs.delete(id)
    this.#count(known.batch, known.state, -1)
  }

  #count(batch: string, state: JobState, by: 1 | -1): void {
    const numbers = this.#batches.get(batch) ?? { counts: new Map(), before: null, toldBlocked: 0 }
    numbers.counts.set(state, (numbers.counts.get(state) ?? 0) + by)
    this.#batches.set(batch, numbers)
    // One that waits only for a moment between two looks has been there all the same.
    if (by > 0 && isOpen(state)) numbers.before ??= cameOut(numbers.counts)
    this.#touched.add(batch)
  }
}

function cameOut(counts: ReadonlyMap<JobState, number>): number {
  return (counts.get('done') ?? 0) + (counts.get('failed') ?? 0)
}
