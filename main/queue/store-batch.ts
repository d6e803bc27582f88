import type { BatchSettings } from '../../core/settings'
import { inSlices } from '../shared/slices'
import type { PlannedBatch } from './plan-batch'
import type { StoredBatch } from './store/batches'
import type { Store } from './store/store'

/**
 * Stores a batch whole or not at all. Its jobs are written ahead in slices, so that the window is not held up; none of
 * it counts before the one transaction that seals it, and what was never sealed is dropped at the next start.
 */
export async function storeBatch(
  store: Store,
  batch: StoredBatch,
  settings: BatchSettings,
  planned: PlannedBatch,
): Promise<void> {
  try {
    store.lightly(() => store.batches.insert(batch, settings))
    await inSlices(planned.jobs, (slice) =>
      store.lightly(() => {
        for (const job of slice) {
          store.jobs.insert(job, job.paint)
          for (const output of job.outputs) store.outputs.insert(job.spec.id, output)
        }
      }),
    )
    store.durably(() => {
      for (const path of planned.claims) store.batches.claim(batch.id, path)
      for (const [root, exists] of planned.roots) {
        if (exists) store.roots.add(root)
        else store.roots.remove(root)
      }
      store.batches.seal(batch.id)
    })
  } catch (error) {
    store.lightly(() => store.batches.dropUnsealed())
    throw error
  }
}
