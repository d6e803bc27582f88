import { describe, expect, it, vi } from 'vitest'
import type { LibraryPhoto } from '../../../../core/library'
import type { EngineId } from '../../../../core/limits'
import type { PhotoHeader } from '../../../../core/photo'
import type { QueueSummary } from '../../../../core/queue'
import { defaultAppSettings, defaultBatchSettings } from '../../../../core/settings'
import { startBatch } from '../../../../main/app/ipc/start-batch'
import type { AddedBatch } from '../../../../main/queue/types'

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
const nothing: AddedBatch = { batchId: null, jobs: [], skipped: [], refused: [], ownOutputs: [], nameTaken: [] }

function rooms(mode: QueueSummary['mode'] = 'paused') {
  return {
    library: { recheck: vi.fn().mockResolvedValue(undefined), photos: () => [photo, { ...photo, header: null }] },
    queue: {
      addBatch: vi.fn().mockResolvedValue(nothing),
      setRunning: vi.fn().mockResolvedValue(undefined),
      summary: () => ({ mode }) as QueueSummary,
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
        { again: false, budget: 40, presets: [] },
      ],
    ])
    expect(queue.setRunning.mock.calls).toEqual([[true]])
  })

  it('needs no consent to paint here, and caps nothing that costs nothing', async () => {
    const { library, queue } = rooms()
    await startBatch({ library, queue }, { consents: [], money }, request('local'), [])
    expect(queue.addBatch.mock.calls[0]?.[2]).toEqual({ again: false, budget: null, presets: [] })
  })
})
