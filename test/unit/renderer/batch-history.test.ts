import { describe, expect, it } from 'vitest'
import { batchHistory } from '../../../renderer/state/batch-history'
import { createQueueStore } from '../../../renderer/state/queue-store'
import { createQueueView } from '../../../renderer/state/queue-view'
import { showEndedBatch } from '../../../renderer/state/show-batch'
import { createViewStore } from '../../../renderer/state/view-store'
import { batch, job, queueSnapshot } from './fixtures'

const ratio = (shape: string) => ({ shape, shapeKind: 'ratio' })

describe('the history of batches', () => {
  it('has the latest first, each with what became of its jobs and how long that took', () => {
    const jobs = [
      job('a', 'done', { shape: '16x9', startedAt: 1000, finishedAt: 3000, cleared: true }),
      job('b', 'done', { shape: '4x5', startedAt: 2000, finishedAt: 8000 }),
      job('c', 'done', { startedAt: 2000, finishedAt: 2001, skipped: true }),
      job('d', 'failed', { startedAt: 2000, finishedAt: 9000 }),
      job('e', 'composing', { startedAt: 500, batchId: 'new' }),
      job('f', 'blocked', { batchId: 'new' }),
      job('g', 'cancelled', { batchId: 'new', shape: '1x1' }),
    ]
    const [first, second, ...more] = batchHistory([batch('batch', 1), batch('new', 2)], jobs)
    expect(more).toEqual([])
    expect(first).toMatchObject({
      batch: { id: 'new' },
      shapes: [ratio('16x9'), ratio('1x1')],
      open: 1,
      blocked: 1,
      cancelled: 1,
      tookMs: null,
      averageMs: null,
    })
    expect(second).toMatchObject({
      shapes: [ratio('16x9'), ratio('4x5')],
      done: 3,
      failed: 1,
      open: 0,
      tookMs: 8000,
      averageMs: 4000,
    })
  })

  it('keeps a batch of which no job is left to be seen', () => {
    expect(batchHistory([batch('a')], [])).toMatchObject([{ done: 0, open: 0, shapes: [] }])
  })
})

describe('a batch whose notification was clicked', () => {
  const stores = (jobs: ReturnType<typeof job>[]) => {
    const all = { queue: createQueueStore(), view: createViewStore(), queueView: createQueueView() }
    all.queue.replace(queueSnapshot(1, jobs))
    return all
  }

  it('is shown in the gallery when all went well', () => {
    const all = stores([job('a', 'done')])
    showEndedBatch(all, 'batch')
    expect(all.view.getState()).toMatchObject({ view: 'gallery', galleryBatch: 'batch' })
  })

  it('is shown in the queue, alone, when something went wrong', () => {
    const all = stores([job('a', 'done'), job('b', 'failed')])
    all.queueView.setState({ tab: 'history', search: 'x', engine: 'kling' })
    showEndedBatch(all, 'batch')
    expect(all.view.getState().view).toBe('queue')
    expect(all.queueView.getState()).toMatchObject({ tab: 'jobs', batch: 'batch', search: '', engine: null })
  })

  it('changes nothing when it is gone', () => {
    const all = stores([])
    showEndedBatch(all, 'batch')
    expect(all.view.getState().view).toBe('library')
  })
})

describe('jobs that were taken off the list', () => {
  it('are counted with their batch while it goes on, and are not listed', () => {
    const store = createQueueStore()
    store.replace(queueSnapshot(1, [job('a', 'done', { cleared: true }), job('b', 'queued')]))
    const { progress, listed, lineUp } = store.getState()
    expect(progress).toMatchObject({ total: 2, finished: 1 })
    expect(listed).toMatchObject({ done: 0, queued: 1 })
    const patch = { removed: [], batches: null, summary: queueSnapshot(1, []).summary }
    store.apply({ ...patch, revision: 2, upserted: [job('b', 'done')] })
    expect(store.getState().listed).toMatchObject({ done: 1, queued: 0 })
    expect(store.getState().lineUp).not.toBe(lineUp)
    const before = store.getState().lineUp
    store.apply({ ...patch, revision: 3, upserted: [job('b', 'done', { cleared: true })] })
    expect(store.getState().lineUp).not.toBe(before)
    expect(store.getState().progress.total).toBe(0)
  })
})
