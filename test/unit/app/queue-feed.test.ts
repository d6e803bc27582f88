import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { JobView, QueuePatch, QueueSummary } from '../../../core/queue'
import { QueueFeed } from '../../../main/app/queue-feed'
import type { QueueChange } from '../../../main/queue/types'

const summary = { running: true } as QueueSummary
const job = (id: string, fraction = 0) => ({ id, fraction }) as JobView
const changed = (id: string, fraction?: number): QueueChange => ({
  type: 'job',
  job: job(id, fraction),
  previous: 'queued',
})

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function open() {
  let tell: (change: QueueChange) => void = () => undefined
  const patches: QueuePatch[] = []
  const stop = vi.fn()
  const snapshot = () => ({ jobs: [job('a')], batches: [], summary })
  const onChange = (listener: (change: QueueChange) => void) => {
    tell = listener
    return stop
  }
  const feed = new QueueFeed({ onChange, snapshot, summary: () => summary }, (patch) => patches.push(patch))
  return { feed, patches, stop, tell: (...changes: QueueChange[]) => void changes.map((change) => tell(change)) }
}

describe('QueueFeed', () => {
  it('tells a first change without delay', () => {
    const { patches, tell } = open()
    tell(changed('a'))
    vi.advanceTimersByTime(1)
    expect(patches).toEqual([{ revision: 1, upserted: [job('a')], removed: [], batches: null, summary }])
  })

  it('tells at most ten patches a second, each job as it is last, and numbers them without gaps', () => {
    const { patches, tell } = open()
    for (let ms = 0; ms < 1000; ms++) {
      tell(changed('a', ms), changed('b', ms))
      vi.advanceTimersByTime(1)
    }
    vi.runAllTimers()
    expect(patches.length).toBeLessThanOrEqual(11)
    expect(patches.map(({ revision }) => revision)).toEqual(patches.map((_, index) => index + 1))
    expect(patches.at(-1)?.upserted).toEqual([job('a', 999), job('b', 999)])
  })

  it('is silent while nothing happens', () => {
    const { patches, tell } = open()
    tell(changed('a'))
    vi.runAllTimers()
    vi.advanceTimersByTime(10_000)
    expect(patches).toHaveLength(1)
  })

  it('tells of a job that comes and goes in between only that it is gone, and the other way round', () => {
    const { patches, tell } = open()
    tell(changed('a'), { type: 'removed', ids: ['a', 'b'] }, changed('b'))
    vi.runAllTimers()
    expect(patches[0]).toMatchObject({ upserted: [job('b')], removed: ['a'] })
  })

  it('sends the batches along only when they have changed', () => {
    const { patches, tell } = open()
    tell({ type: 'batches' })
    vi.runAllTimers()
    tell({ type: 'summary' })
    vi.runAllTimers()
    expect(patches.map(({ batches }) => batches)).toEqual([[], null])
  })

  it('answers a snapshot with the number of the last patch, so that the next one fits', () => {
    const { feed, patches, tell } = open()
    tell(changed('a'))
    vi.runAllTimers()
    const { revision } = feed.snapshot()
    tell(changed('b'))
    vi.runAllTimers()
    expect(patches.at(-1)?.revision).toBe(revision + 1)
  })

  it('tells what is in a snapshot before it answers with it', () => {
    const { feed, patches, tell } = open()
    tell(changed('a'))
    expect(feed.snapshot().revision).toBe(1)
    expect(patches).toMatchObject([{ revision: 1, upserted: [job('a')] }])
    tell(changed('b'))
    vi.advanceTimersByTime(1)
    tell(changed('b', 1))
    expect(feed.snapshot().revision).toBe(2)
    expect(patches[1]).toMatchObject({ revision: 2, upserted: [job('b', 1)] })
    vi.runAllTimers()
    expect(feed.snapshot().revision, 'nothing is due').toBe(2)
    expect(patches).toHaveLength(2)
  })

  it('tells nothing after it was closed', () => {
    const { feed, patches, stop, tell } = open()
    tell(changed('a'))
    feed.close()
    vi.runAllTimers()
    feed.snapshot()
    expect(stop).toHaveBeenCalledOnce()
    expect(patches).toEqual([])
  })
})
