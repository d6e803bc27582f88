import { describe, expect, it } from 'vitest'
import { jobStates } from '../../../core/job'
import { groupBlocked, pilotProgress } from '../../../renderer/state/blocked'
import { inQueueFilter, isCharged, listJobs, neighbourPlace } from '../../../renderer/state/job-list'
import { queueFilters } from '../../../renderer/state/view-store'
import { job } from './fixtures'

describe('the queue’s headings', () => {
  it('have every state under exactly one, besides "all"', () => {
    for (const state of jobStates) {
      const under = queueFilters.filter((filter) => filter !== 'all' && inQueueFilter(state, filter))
      expect({ state, under }).toMatchObject({ under: [expect.any(String)] })
      expect(inQueueFilter(state, 'all')).toBe(true)
    }
  })

  it('list jobs in their order', () => {
    const jobs = [
      job('c', 'queued', { position: 3 }),
      job('x', 'done', { position: 2 }),
      job('a', 'queued', { position: 1 }),
    ]
    expect(listJobs(jobs, 'waiting')).toEqual(['a', 'c'])
    expect(listJobs(jobs, 'all')).toEqual(['x', 'a', 'c'])
  })

  it('list what waits as it will be taken up: by priority, then by place', () => {
    const jobs = [
      job('a', 'queued', { position: 1, priority: 'low' }),
      job('b', 'queued', { position: 2 }),
      job('c', 'queued', { position: 3, priority: 'high' }),
      job('d', 'blocked', { position: 4, priority: 'high', reason: 'offline' }),
      job('e', 'composing', { position: 5 }),
    ]
    expect(listJobs(jobs, 'all')).toEqual(['e', 'c', 'd', 'b', 'a'])
  })

  it('leave out what was taken off the list', () => {
    expect(listJobs([job('a', 'done', { cleared: true }), job('b', 'done')], 'done')).toEqual(['b'])
  })

  it('can be narrowed by words, batch and engine', () => {
    const jobs = [
      job('lake', 'queued', { prompt: 'a quiet evening' }),
      job('hill', 'queued', { batchId: 'other', engine: 'kling' }),
    ]
    const query = { search: '', batch: null, engine: null }
    expect(listJobs(jobs, 'all', { ...query, search: ' QUIET' })).toEqual(['lake'])
    expect(listJobs(jobs, 'all', { ...query, search: 'shoot/hi' })).toEqual(['hill'])
    expect(listJobs(jobs, 'all', { ...query, batch: 'other' })).toEqual(['hill'])
    expect(listJobs(jobs, 'all', { ...query, engine: 'local' })).toEqual(['lake'])
    expect(listJobs(jobs, 'all', { ...query, engine: 'local', batch: 'other' })).toEqual([])
  })
})

describe('moving a job by one place', () => {
  const waiting = ['a', 'b', 'c', 'd']

  it.each([
    ['b', -1, 'a'],
    ['b', 1, 'd'],
    ['c', 1, null],
    ['a', -1, undefined],
    ['d', 1, undefined],
    ['z', 1, undefined],
  ] as const)('%s by %i stands before %s', (id, by, before) => {
    expect(neighbourPlace(waiting, [id], by)).toBe(before)
  })

  it('moves several together', () => {
    expect(neighbourPlace(waiting, ['b', 'c'], -1)).toBe('a')
    expect(neighbourPlace(waiting, ['b', 'c'], 1)).toBeNull()
    expect(neighbourPlace(waiting, ['a', 'b'], 1)).toBe('d')
    expect(neighbourPlace(waiting, ['a', 'd'], -1)).toBeUndefined()
  })
})

describe('jobs that are held up', () => {
  it('are gathered by what holds them up, with the first one’s words', () => {
    const error = { code: 'output-full' as const, message: 'The disk of /out is full.' }
    const jobs = [
      job('b', 'blocked', { reason: 'output', position: 2 }),
      job('a', 'blocked', { reason: 'output', position: 1, error }),
      job('c', 'blocked', { reason: 'offline', position: 3 }),
      job('d', 'queued'),
    ]
    expect(groupBlocked(jobs)).toEqual([
      { reason: 'output', engine: 'local', batch: null, jobs: ['a', 'b'], message: error.message },
      { reason: 'offline', engine: 'local', batch: null, jobs: ['c'], message: null },
    ])
  })

  it('are told apart by door where the door is the trouble, and by batch where a cap or a pilot is', () => {
    const held = (id: string, change: Parameters<typeof job>[2]) => job(id, 'blocked', { engine: 'kling', ...change })
    const groups = groupBlocked([
      held('a', { reason: 'no-key', position: 1 }),
      held('b', { reason: 'no-key', position: 2, engine: 'cometapi' }),
      held('c', { reason: 'budget', position: 3, batchId: 'one' }),
      held('d', { reason: 'budget', position: 4, batchId: 'two' }),
      held('e', { reason: 'no-key', position: 5, batchId: 'two' }),
      held('f', { reason: 'output', position: 6 }),
      held('g', { reason: 'output', position: 7, engine: 'cometapi' }),
    ])
    expect(groups.map(({ reason, engine, batch, jobs }) => [reason, engine, batch, jobs])).toEqual([
      ['no-key', 'kling', null, ['a', 'e']],
      ['no-key', 'cometapi', null, ['b']],
      ['budget', 'kling', 'one', ['c']],
      ['budget', 'kling', 'two', ['d']],
      ['output', 'kling', null, ['f', 'g']],
    ])
  })
})

describe('a pilot', () => {
  it('is the jobs of its batch that are not held, however they ended', () => {
    const jobs = [
      job('a', 'done'),
      job('b', 'failed'),
      job('c', 'running'),
      job('d', 'blocked', { reason: 'pilot' }),
      job('e', 'blocked', { reason: 'pilot' }),
      job('f', 'done', { batchId: 'other' }),
    ]
    expect(pilotProgress(jobs, 'batch')).toEqual({ finished: 2, of: 3, results: true })
    expect(pilotProgress([job('a', 'running')], 'batch')).toEqual({ finished: 0, of: 1, results: false })
  })
})

describe('what stopping a job means for money', () => {
  it.each([
    ['queued', { engine: 'kling' }, false],
    ['preparing', { engine: 'kling' }, false],
    ['submitting', { engine: 'kling' }, true],
    ['running', { engine: 'cometapi' }, true],
    ['preparing', { engine: 'kling', units: 1 }, true],
    ['composing', { engine: 'local' }, false],
  ] as const)('%s, %o: charged is %s', (state, change, charged) => {
    expect(isCharged(job('a', state, change))).toBe(charged)
  })
})
