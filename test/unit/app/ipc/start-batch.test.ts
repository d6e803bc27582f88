import { describe, expect, it, vi } from 'vitest'
import type { LibraryPhoto } from '../../../../core/library'
import type { EngineId } from '../../../../core/limits'
import type { PhotoHeader } from '../../../../core/photo'
import type { JobView, QueueSummary } from '../../../../core/queue'
import { defaultAppSettings, defaultBatchSettings } from '../../../../core/settings'
import { startBatch } from '../../../../main/app/ipc/start-batch'
import type { AddedBatch } from '../../../../main/queue/types'
import { batch, job, summary } from '../../renderer/fixtures'

const header: PhotoHeader = {
  format: 'jpeg',
  size: { width: 600, height: 400 },
  orientation: 1,
  bitDepth: 8,
  channels: 3,
  hasAlpha: false,
  space: 'srgb',
  hasProfile: false,
  pages: 1,
}
const photo: LibraryPhoto = {
  id: 'p1',
  path: '/photos/a.jpg',
  root: '/photos',
  name: 'a.jpg',
  bytes: 10,
  modifiedMs: 5,
  header,
  error: null,
  target: null,
  moreTargets: [],
  prompt: 'a meadow',
  link: 'https://photos.example/a.jpg',
}
const nothing: AddedBatch = {
  batchId: null,
  jobs: [],
  skipped: [],
  refused: [],
  ownOutputs: [],
  nameTaken: [],
  waiting: 0,
}
const added: AddedBatch = { ...nothing, batchId: 'new' }

function rooms(mode: QueueSummary['mode'] = 'paused', jobs: readonly JobView[] = [], answer = added) {
  const batches = [...new Set(jobs.map(({ batchId }) => batchId))].map((id) => batch(id, 1))
  return {
    library: { recheck: vi.fn().mockResolvedValue(undefined), photos: () => [photo, { ...photo, header: null }] },
    queue: {
      addBatch: vi.fn().mockResolvedValue(answer),
      setRunning: vi.fn().mockResolvedValue(undefined),
      summary: () => summary({ mode }),
      snapshot: () => ({ jobs: [...jobs], batches, summary: summary({ mode }) }),
      holdBatch: vi.fn().mockResolvedValue(undefined),
    },
  }
}
const request = (engine: EngineId) => ({
  photos: 'all' as const,
  settings: { ...defaultBatchSettings, engine },
  again: false,
})
const money = { ...defaultAppSettings.money, budgetPerBatch: 40 }

describe('startBatch', () => {
  it('does not begin to send again where sending was stopped', async () => {
    const { library, queue } = rooms('fetching')
    await startBatch({ library, queue }, { consents: [], money }, request('local'), [])
    expect(queue.addBatch).toHaveBeenCalledOnce()
    expect(queue.setRunning).not.toHaveBeenCalled()
  })

  it.each([
    ['cometapi', []],
    ['kling', ['cometapi']],
  ] as const)('sends nothing to %s before somebody agreed, and does nothing else either', async (engine, consents) => {
    const { library, queue } = rooms()
    await expect(startBatch({ library, queue }, { consents, money }, request(engine), [])).rejects.toMatchObject({
      code: 'no-consent',
      message: expect.stringContaining('would receive the photos'),
    })
    expect(library.recheck).not.toHaveBeenCalled()
    expect(queue.addBatch).not.toHaveBeenCalled()
    expect(queue.setRunning).not.toHaveBeenCalled()
  })

  it('adds readable photos with their prompt, link and the batch’s cap, and lets the queue run', async () => {
    const { library, queue } = rooms()
    await startBatch({ library, queue }, { consents: ['kling'], money }, request('kling'), [])
    const { path: source, root, bytes, modifiedMs, target, moreTargets, prompt, link } = photo
    expect(queue.addBatch.mock.calls).toEqual([
      [
        [{ source, root, header, stamp: { bytes, modifiedMs }, target, moreTargets, prompt, link }],
        request('kling').settings,
        { again: false, leaveWaiting: true, budget: 40, presets: [] },
      ],
    ])
    expect(queue.setRunning.mock.calls).toEqual([[true]])
  })

  it('needs no consent to paint here, and caps nothing that costs nothing', async () => {
    const { library, queue } = rooms()
    await startBatch({ library, queue }, { consents: [], money }, request('local'), [])
    expect(queue.addBatch.mock.calls[0]?.[2]).toEqual({ again: false, leaveWaiting: true, budget: null, presets: [] })
  })

  const kept = [
    job('a', 'queued', { batchId: 'paid', engine: 'kling' }),
    job('b', 'blocked', { batchId: 'paid', engine: 'kling', reason: 'budget' }),
    job('c', 'done', { batchId: 'paid', engine: 'kling' }),
    job('h', 'running', { batchId: 'sent', engine: 'kling' }),
    job('d', 'blocked', { batchId: 'pilot', engine: 'kling', reason: 'pilot' }),
    job('e', 'failed', { batchId: 'over', engine: 'kling' }),
    job('f', 'queued', { batchId: 'free' }),
    job('g', 'queued', { batchId: 'new' }),
  ]

  it('holds back what a pause had kept and may take units, and says so; what takes none goes on', async () => {
    const { library, queue } = rooms('paused', kept)
    const started = await startBatch({ library, queue }, { consents: [], money }, request('local'), [])
    expect(queue.holdBatch.mock.calls).toEqual([['paid', true]])
    expect(queue.setRunning.mock.calls).toEqual([[true]])
    expect(started).toMatchObject({ held: { batches: ['paid'], jobs: 2 }, resumed: 1 })
  })

  it('holds back what is under way and has more to send', async () => {
    const twoPasses = { engine: 'kling', passes: 2 } as const
    const doors = [{ door: 'kling', slots: { inUse: 2, limit: 2, configured: 5 }, pause: null }] as const
    const { library, queue } = rooms('paused', [
      job('a', 'running', { batchId: 'first-pass', ...twoPasses, pass: { index: 1, of: 2 } }),
      job('b', 'running', { batchId: 'last-pass', ...twoPasses, pass: { index: 2, of: 2 } }),
      job('c', 'running', { batchId: 'split', engine: 'kling', n: 3 }),
      job('d', 'running', { batchId: 'whole', engine: 'kling', n: 2 }),
    ])
    const withDoors = () => ({ ...queue.summary(), doors: [...doors] })
    const rest = [{ consents: [], money }, request('local'), []] as const
    const started = await startBatch({ library, queue: { ...queue, summary: withDoors } }, ...rest)
    expect(started).toMatchObject({ held: { batches: ['first-pass', 'split'], jobs: 2 } })
  })

  it('holds nothing back in a queue that runs', async () => {
    const { library, queue } = rooms('running', kept)
    const started = await startBatch({ library, queue }, { consents: [], money }, request('local'), [])
    expect(queue.holdBatch).not.toHaveBeenCalled()
    expect(started).toMatchObject({ held: { batches: [], jobs: 0 }, resumed: 0 })
  })

  it('leaves a paused queue paused where nothing was added', async () => {
    const { library, queue } = rooms('paused', kept, { ...nothing, waiting: 2 })
    const started = await startBatch({ library, queue }, { consents: [], money }, request('local'), [])
    expect(queue.holdBatch).not.toHaveBeenCalled()
    expect(queue.setRunning).not.toHaveBeenCalled()
    expect(started).toMatchObject({ batchId: null, waiting: 2 })
  })
})
