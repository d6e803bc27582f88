import { describe, expect, it } from 'vitest'
import { createQueueStore, jobsOnHold, shapeKey } from '../../../renderer/state/queue-store'
import { batch, job, queueSnapshot, summary } from './fixtures'

const patch = (revision: number, change: Partial<Parameters<ReturnType<typeof createQueueStore>['apply']>[0]>) => ({
  revision,
  upserted: [],
  removed: [],
  batches: null,
  summary: summary(),
  ...change,
})

function opened(...jobs: ReturnType<typeof job>[]) {
  const store = createQueueStore()
  store.replace(queueSnapshot(1, jobs))
  return store
}

describe('the queue in the window', () => {
  it('counts how far the batch is, as patches come in', () => {
    const store = opened(job('a', 'queued'), job('b', 'queued'), job('c', 'queued'))
    expect(store.getState().progress).toEqual({ total: 3, finished: 0, failed: 0, cleared: 0 })
    store.apply(patch(2, { upserted: [job('a', 'done'), job('b', 'failed')] }))
    expect(store.getState().progress).toEqual({ total: 3, finished: 2, failed: 1, cleared: 0 })
    store.apply(patch(3, { upserted: [job('b', 'queued')] }))
    expect(store.getState().progress).toEqual({ total: 3, finished: 1, failed: 0, cleared: 0 })
    store.apply(patch(4, { removed: ['b', 'c'] }))
    expect(store.getState().progress).toEqual({ total: 1, finished: 1, failed: 0, cleared: 0 })
  })

  it('counts all batches that are not through, and not those that are', () => {
    const store = createQueueStore()
    const jobs = [
      job('a', 'done', { batchId: 'one' }),
      job('b', 'queued', { batchId: 'two' }),
      job('c', 'done', { batchId: 'two' }),
      job('d', 'queued', { batchId: 'three' }),
    ]
    store.replace(queueSnapshot(1, jobs, [batch('one', 1), batch('two', 2), batch('three', 3)]))
    expect(store.getState().progress).toEqual({ total: 3, finished: 1, failed: 0, cleared: 0 })
    expect(store.getState().shownBatches).toEqual(['two', 'three'])
  })

  it('shows the latest batch when all are through', () => {
    const store = createQueueStore()
    const jobs = [
      job('a', 'done', { batchId: 'new' }),
      job('b', 'done', { batchId: 'old' }),
      job('c', 'failed', { batchId: 'old' }),
    ]
    store.replace(queueSnapshot(1, jobs, [batch('new', 9), batch('old', 1)]))
    expect(store.getState().progress).toEqual({ total: 1, finished: 1, failed: 0, cleared: 0 })
  })

  it('makes lists anew for a state or a place, not for progress', () => {
    const store = opened(job('a', 'composing'), job('b', 'queued', { position: 1 }))
    const { lineUp } = store.getState()
    store.apply(patch(2, { upserted: [job('a', 'composing', { fraction: 0.5 })] }))
    expect(store.getState().lineUp).toBe(lineUp)
    expect(store.getState().jobs.get('a')?.fraction).toBe(0.5)
    store.apply(patch(3, { upserted: [job('b', 'queued', { position: 7 })] }))
    expect(store.getState().lineUp).not.toBe(lineUp)
  })

  it('knows the latest job of a photo, and falls back to the one before when that goes', () => {
    const store = createQueueStore()
    const first = job('a', 'done', { batchId: 'old' })
    store.replace(queueSnapshot(1, [first], [batch('old', 1)]))
    const second = job('a2', 'queued', { batchId: 'new', source: first.source })
    store.apply(patch(2, { upserted: [second], batches: [batch('old', 1), batch('new', 2)] }))
    expect(store.getState().latest.get(first.source)).toBe(second)
    const older = { ...first, units: 1 }
    store.apply(patch(3, { upserted: [older] }))
    expect(store.getState().latest.get(first.source)).toBe(second)
    store.apply(patch(4, { removed: ['a2'] }))
    expect(store.getState().latest.get(first.source)).toBe(older)
    store.apply(patch(5, { removed: ['a'] }))
    expect(store.getState().latest.size).toBe(0)
  })

  it('finds a job under the new path of its photo, and another one of the old path again', () => {
    const store = opened(job('first', 'done', { source: '/shoot/a.jpg' }), job('a', 'queued'))
    const { lineUp } = store.getState()
    store.apply(patch(2, { upserted: [job('a', 'queued', { source: '/shoot/best.jpg' })] }))
    const { latest, listed, lineUp: after } = store.getState()
    expect([latest.get('/shoot/best.jpg')?.id, latest.get('/shoot/a.jpg')?.id]).toEqual(['a', 'first'])
    expect([listed.queued, after !== lineUp]).toEqual([1, true])
  })

  it('knows the latest job of a photo in each shape by itself', () => {
    const store = createQueueStore()
    const wide = job('a', 'done', { batchId: 'old' })
    const upright = job('a-4x5', 'failed', { batchId: 'old', source: wide.source, shape: '4x5' })
    store.replace(queueSnapshot(1, [wide, upright], [batch('old', 1)]))
    const again = job('a2', 'queued', { batchId: 'new', source: wide.source })
    store.apply(patch(2, { upserted: [again], batches: [batch('old', 1), batch('new', 2)] }))
    const latest = (shape: string) => store.getState().latest.get(shapeKey(wide.source, shape))
    expect([latest('16x9'), latest('4x5'), latest('1x1')]).toEqual([again, upright, undefined])
    store.apply(patch(3, { removed: ['a2'] }))
    expect([latest('16x9'), latest('4x5')]).toEqual([wide, upright])
  })

  it('counts what waits in batches that are on hold', () => {
    const store = opened(job('a', 'queued'), job('b', 'done'), job('c', 'queued', { batchId: 'other' }))
    expect(jobsOnHold(store.getState())).toBe(0)
    store.apply(patch(2, { batches: [{ ...batch('batch', 1), held: true }, batch('other', 2)] }))
    expect(jobsOnHold(store.getState())).toBe(1)
  })

  it('says when a patch is missing', () => {
    const store = opened(job('a', 'queued'))
    expect(store.apply(patch(3, { removed: ['a'] }))).toBe(false)
    expect(store.getState().jobs.size).toBe(1)
    expect(store.apply(patch(1, { removed: ['a'] }))).toBe(true)
    expect(store.getState().jobs.size).toBe(1)
  })
})
