import type { JobView, QueuePatch, QueueSnapshot } from '../../core/queue'
import type { Queue, QueueChange } from '../queue/types'

/** Shortest time between two patches, ms: ten a second are smooth to the eye and cheap for the window. */
const period = 100

type Source = Pick<Queue, 'onChange' | 'snapshot' | 'summary'>

/** Tells the queue's changes as numbered patches: the first at once, those that follow closely together. */
export class QueueFeed {
  #revision = 0
  readonly #upserted = new Map<string, JobView>()
  readonly #removed = new Set<string>()
  #batchesChanged = false
  #isDue = false
  #timer: NodeJS.Timeout | null = null
  readonly #stop: () => void

  constructor(
    readonly queue: Source,
    readonly onPatch: (patch: QueuePatch) => void,
  ) {
    this.#stop = queue.onChange((change) => this.#collect(change))
  }

  /** All there is. What is in it has been told by then: who asks is not ahead of who listens. */
  snapshot(): QueueSnapshot {
    this.#tell()
    return { revision: this.#revision, ...this.queue.snapshot() }
  }

  /** Tells nothing any more. */
  close(): void {
    this.#stop()
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#isDue = false
  }

  #collect(change: QueueChange): void {
    if (change.type === 'job') {
      this.#removed.delete(change.job.id)
      this.#upserted.set(change.job.id, change.job)
    } else if (change.type === 'removed') {
      for (const id of change.ids) {
        this.#upserted.delete(id)
        this.#removed.add(id)
      }
    } else if (change.type === 'batches') {
      this.#batchesChanged = true
    }
    this.#isDue = true
    // A change is told in several steps; they go out together.
    this.#timer ??= setTimeout(() => this.#tell(), 0)
  }

  /** What is due, now. Nothing due: the next change goes out at once. */
  #tell(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    if (!this.#isDue) return
    const patch: QueuePatch = {
      revision: ++this.#revision,
      upserted: [...this.#upserted.values()],
      removed: [...this.#removed],
      batches: this.#batchesChanged ? this.queue.snapshot().batches : null,
      summary: this.queue.summary(),
    }
    this.#upserted.clear()
    this.#removed.clear()
    this.#batchesChanged = false
    this.#isDue = false
    this.#timer = setTimeout(() => this.#tell(), period)
    this.onPatch(patch)
  }
}
