import { describe, expect, it } from 'vitest'
import type { Result } from '../../../core/ipc/result'
import type { Place, Priority } from '../../../core/queue'
import { defaultBatchSettings } from '../../../core/settings'
import type { App } from '../../../renderer/state/app'
import { createHistory } from '../../../renderer/state/history'
import {
  choicesFor,
  clearJobs,
  jobsMeant,
  moveJobs,
  moveToFront,
  setPriority,
  settingsToResume,
} from '../../../renderer/state/queue-actions'
import { createQueueStore } from '../../../renderer/state/queue-store'
import { createQueueView } from '../../../renderer/state/queue-view'
import { job, queueSnapshot } from './fixtures'

/** The part of the window that these actions use, with what they asked of main. */
function opened(...jobs: ReturnType<typeof job>[]) {
  const asked: unknown[] = []
  const queue = createQueueStore()
  queue.replace(queueSnapshot(1, jobs))
  const done = async (request: unknown): Promise<Result<void>> => {
    asked.push(request)
    return { ok: true, value: undefined }
  }
  const bridge = {
    queue: {
      move: async (request: unknown): Promise<Result<readonly Place[]>> => {
        asked.push(request)
        return { ok: true, value: [{ id: 'b', position: 2 }] }
      },
      place: done,
      setPriority: done,
      clear: done,
    },
  }
  const app = { bridge, queue, queueView: createQueueView(), history: createHistory() } as unknown as App
  return { app, asked }
}

describe('what is done to a job of the list', () => {
  const jobs = [
    job('a', 'queued', { position: 1, priority: 'low' }),
    job('b', 'queued', { position: 2 }),
    job('c', 'failed', { position: 3 }),
    job('d', 'running', { position: 4, engine: 'kling' }),
  ]

  it('is meant for all that are selected if it is one of them, else for it alone', () => {
    const { app } = opened(...jobs)
    app.queueView.select({ type: 'all', order: ['a', 'b'] })
    expect(jobsMeant(app, 'a')).toEqual(['a', 'b'])
    expect(jobsMeant(app, 'c')).toEqual(['c'])
  })

  it('is what its state allows', () => {
    const { app } = opened(...jobs)
    expect(choicesFor(app, ['a', 'b', 'c', 'd', 'gone'])).toEqual({
      retry: ['c'],
      cancel: ['a', 'b', 'd'],
      clear: ['c'],
      remove: ['c'],
      move: ['a', 'b'],
      priority: 'mixed',
    })
    expect(choicesFor(app, ['a']).priority).toBe('low')
    expect(choicesFor(app, ['c', 'd']).priority).toBeNull()
  })

  it('is no word on a pilot: what that held back is not tried again by the way', () => {
    const { app } = opened(job('a', 'blocked', { reason: 'pilot' }), job('b', 'blocked', { reason: 'offline' }))
    expect(choicesFor(app, ['a', 'b']).retry).toEqual(['b'])
  })

  it('is not to try it again where its photo is another by now', () => {
    const failed = (id: string, code: 'photo-changed' | 'file-missing') =>
      job(id, 'failed', { error: { code, message: '' } })
    const { app } = opened(failed('a', 'photo-changed'), failed('b', 'file-missing'))
    expect(choicesFor(app, ['a', 'b'])).toMatchObject({ retry: ['b'], clear: ['a', 'b'], remove: ['a', 'b'] })
  })

  it('can be taken back where it was a new order', async () => {
    const { app, asked } = opened(...jobs)
    await moveJobs(app, ['b'], 'a')
    await app.history.undo()
    await app.history.redo()
    expect(asked).toEqual([
      { jobs: ['b'], before: 'a' },
      { places: [{ id: 'b', position: 2 }] },
      { jobs: ['b'], before: 'a' },
    ])
  })

  it('can be taken back where it was a priority, to what each had', async () => {
    const { app, asked } = opened(...jobs)
    await setPriority(app, ['a', 'b', 'c'], 'high')
    await app.history.undo()
    const set = (ids: string[], priority: Priority) => ({ jobs: ids, priority })
    expect(asked).toEqual([set(['a', 'b'], 'high'), set(['b'], 'normal'), set(['a'], 'low')])
  })

  it('can be taken back where it left the list, as long as the queue knows it', async () => {
    const { app, asked } = opened(job('c', 'failed', { position: 3 }), job('d', 'done', { position: 4, cleared: true }))
    await clearJobs(app, ['c', 'd', 'gone'])
    await app.history.undo()
    expect(asked).toEqual([
      { jobs: ['c'], cleared: true },
      { jobs: ['c'], cleared: false },
    ])
    await app.history.redo()
    app.queue.replace(queueSnapshot(2, []))
    expect((await app.history.undo()).kind).toBe('nothing')
    expect(asked).toHaveLength(3)
  })

  it('puts a job before all others that wait, and asks for nothing where it is the first', async () => {
    const { app, asked } = opened(...jobs)
    moveToFront(app, ['b'])
    moveToFront(app, ['a', 'b'])
    await app.history.undo()
    expect(asked[0]).toEqual({ jobs: ['b'], before: 'a' })
    expect(
      asked.filter((request) => request !== null && typeof request === 'object' && 'before' in request),
    ).toHaveLength(1)
  })
})

describe('what a batch was started with, as the next one’s settings', () => {
  const started = {
    ...defaultBatchSettings,
    prompt: 'a lake',
    output: { ...defaultBatchSettings.output, quality: 40, conflict: 'skip' as const },
  }
  const now = {
    ...defaultBatchSettings,
    pilot: 5,
    sendLinks: true,
    output: { ...defaultBatchSettings.output, conflict: 'ask' as const },
  }

  it('is all of it but the answer to what becomes of taken names', () => {
    const settings = settingsToResume({ ...started, engine: 'kling' }, now)
    expect(settings).toMatchObject({ engine: 'kling', prompt: 'a lake', pilot: null, sendLinks: false })
    expect(settings.output).toMatchObject({ quality: 40, conflict: 'ask' })
  })

  it('leaves what only concerns paid engines as it is, where it was painted here', () => {
    expect(settingsToResume(started, now)).toMatchObject({ engine: 'local', pilot: 5, sendLinks: true })
  })
})
