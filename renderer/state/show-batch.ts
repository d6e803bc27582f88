import type { QueueStore } from './queue-store'
import type { createQueueView } from './queue-view'
import type { ViewStore } from './view-store'

interface Stores {
  readonly queue: QueueStore
  readonly view: ViewStore
  readonly queueView: ReturnType<typeof createQueueView>
}

/** Shows a batch whose notification was clicked: its results, or in the queue what went wrong with it. */
export function showEndedBatch({ queue, view, queueView }: Stores, batch: string): void {
  const jobs = [...queue.getState().jobs.values()].filter(({ batchId }) => batchId === batch)
  if (jobs.length === 0) return
  if (jobs.every(({ state }) => state !== 'failed' && state !== 'blocked')) view.showBatch(batch)
  else {
    queueView.showBatch(batch)
    view.showQueue('all')
  }
}
