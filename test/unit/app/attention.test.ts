import { describe, expect, it } from 'vitest'
import { type JobState, jobStates } from '../../../core/job'
import type { JobView } from '../../../core/queue'
import { type Attention, RunWatch } from '../../../main/app/attention'
import { endWords } from '../../../main/app/batch-end'
import { type BatchResult, BatchWatch } from '../../../main/app/batch-watch'
import { quitDetail, underWayIn } from '../../../main/app/quit-words'
import { en } from '../../../main/app/texts/en'
import { zhHant } from '../../../main/app/texts/zh-hant'

const countsOf = (some: Partial<Record<JobState, number>>) =>
  Object.fromEntries(jobStates.map((state) => [state, some[state] ?? 0])) as Record<JobState, number>

function watch() {
  const seen: Attention[] = []
  const run = new RunWatch((attention) => seen.push(attention))
  return (some: Partial<Record<JobState, number>>, running = true) => {
    const counts = countsOf(some)
    run.update({ counts, running, active: counts.composing })
    return seen.at(-1)
  }
}
const nothing = { progress: null, paused: false, awake: false, open: 0 }

describe('RunWatch', () => {
  it('shows nothing and lets the computer sleep while there is no work', () => {
    expect(watch()({ done: 40, failed: 2 })).toEqual(nothing)
  })

  it('counts from where the run began, not what was finished before', () => {
    const update = watch()
    update({ done: 40, queued: 4 })
    expect(update({ done: 41, composing: 1, queued: 2 })).toEqual({
      progress: 0.25,
      paused: false,
      awake: true,
      open: 3,
    })
    expect(update({ done: 42, failed: 1, composing: 1 })).toMatchObject({ progress: 0.75 })
    expect(update({ done: 43, failed: 1 })).toEqual(nothing)
    expect(update({ done: 43, failed: 1, queued: 2 })).toMatchObject({ progress: 0 })
  })

  it('lets the computer sleep while it is paused and nothing is under way any more', () => {
    const update = watch()
    expect(update({ composing: 1, queued: 3 }, false)).toMatchObject({ paused: true, awake: true })
    expect(update({ done: 1, queued: 3 }, false)).toMatchObject({ paused: true, awake: false })
  })
})

const job = (id: string, state: JobState, batchId = 'a') => ({ id, batchId, state }) as JobView

function batches(jobs: readonly JobView[] = []) {
  const ended: BatchResult[] = []
  const seen = new BatchWatch(jobs, (result) => ended.push(result))
  const change = (...changed: readonly JobView[]) => {
    for (const each of changed) seen.note({ type: 'job', job: each, previous: null })
    seen.settle()
  }
  return { seen, change, ended }
}

describe('BatchWatch', () => {
  it('says once of each batch how it ended', () => {
    const { change, ended } = batches()
    change(job('1', 'queued'), job('2', 'queued'), job('3', 'queued', 'b'))
    change(job('1', 'composing'), job('1', 'done'), job('3', 'composing', 'b'))
    expect(ended).toEqual([])
    change(job('2', 'failed'))
    expect(ended).toEqual([{ batch: 'a', done: 1, failed: 1, blocked: 0 }])
    change(job('3', 'done', 'b'))
    expect(ended).toHaveLength(2)
    expect(ended[1]).toEqual({ batch: 'b', done: 1, failed: 0, blocked: 0 })
  })

  it('says what is held up, and not that the batch ended while it goes on between two looks', () => {
    const { seen, change, ended } = batches()
    change(job('1', 'queued'), job('2', 'queued'))
    seen.note({ type: 'job', job: job('1', 'blocked'), previous: null })
    seen.note({ type: 'job', job: job('2', 'blocked'), previous: null })
    change(job('1', 'queued'))
    expect(ended).toEqual([])
    change(job('1', 'done'))
    expect(ended).toEqual([{ batch: 'a', done: 1, failed: 0, blocked: 1 }])
  })

  it('does not say the same again of jobs that go on by themselves and are held up once more', () => {
    const { change, ended } = batches()
    change(job('1', 'queued'), job('2', 'queued'))
    for (let time = 0; time < 3; time += 1) {
      change(job('1', 'preparing'), job('2', 'preparing'))
      change(job('1', 'blocked'), job('2', 'blocked'))
    }
    expect(ended).toEqual([{ batch: 'a', done: 0, failed: 0, blocked: 2 }])
    change(job('1', 'queued'))
    change(job('1', 'done'))
    expect(ended.slice(1)).toEqual([{ batch: 'a', done: 1, failed: 0, blocked: 1 }])
  })

  it('says nothing of batches that ended before, and of jobs that were only taken off', () => {
    const { seen, change, ended } = batches([job('1', 'done'), job('2', 'queued', 'b')])
    change(job('2', 'cancelled', 'b'))
    change(job('3', 'queued', 'c'))
    seen.note({ type: 'removed', ids: ['3'] })
    seen.settle()
    expect(ended).toEqual([])
  })

  it('says it again when jobs that were tried again are done', () => {
    const { change, ended } = batches([job('1', 'failed'), job('2', 'done')])
    change(job('1', 'queued'))
    change(job('1', 'done'))
    expect(ended).toEqual([{ batch: 'a', done: 2, failed: 0, blocked: 0 }])
  })

  it('is told in words, units and all', () => {
    const result = { done: 12, failed: 1, blocked: 0, units: 13 }
    expect(endWords(result, en.notification)).toBe('12 photos done · 1 failed · 13 units')
    expect(endWords(result, zhHant.notification)).toBe('12 張照片已完成 · 1 張失敗 · 13 點')
  })
})

describe('the question before the program ends', () => {
  it.each([
    ['nothing is there', {}, 0],
    ['jobs only wait, as in a paused queue', { queued: 4 }, 0],
    ['jobs are held up', { blocked: 4, done: 2 }, 0],
  ])('is not asked where %s', (_how, counts, active) => {
    expect(underWayIn({ counts: countsOf(counts), active, doors: [] })).toBeNull()
  })

  it('says what happens to jobs and to money', () => {
    const counts = countsOf({ composing: 1, running: 2, submitting: 1, queued: 9 })
    const underWay = underWayIn({ counts, active: 4, doors: [] })
    expect(underWay).toEqual({ here: 1, atService: 3, waiting: 9 })
    const words = underWay === null ? '' : quitDetail(underWay, en.quit)
    expect(words).toMatch(/1 photo .* begins again.*\n3 photos are at the service: they stay charged.*\n9 photos/s)
    expect(words).toContain('Nothing is bought twice.')
  })
  it('counts what waits for a slot as waiting: nothing is charged for it', () => {
    const doors = [{ door: 'kling' as const, slots: { inUse: 2, limit: 2, configured: 10 }, pause: null }]
    const counts = countsOf({ running: 2, submitting: 3, queued: 4 })
    expect(underWayIn({ counts, active: 5, doors })).toEqual({ here: 0, atService: 2, waiting: 7 })
  })
})
