import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bridge } from '../../../core/ipc/bridge'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { Result } from '../../../core/ipc/result'
import type { EngineId } from '../../../core/limits'
import { nothingStarted } from '../../../core/queue'
import { type AppSettings, defaultAppSettings } from '../../../core/settings'
import { createI18n } from '../../../renderer/i18n'
import type { App } from '../../../renderer/state/app'
import { createLibraryStore } from '../../../renderer/state/library-store'
import { createNameCheck } from '../../../renderer/state/name-check'
import { notices } from '../../../renderer/state/notices'
import { createSettingsStore } from '../../../renderer/state/settings-store'
import {
  agreeAndStart,
  missingConsent,
  settingsToStart,
  settleConflicts,
  startBatch,
} from '../../../renderer/state/start'
import { createViewStore } from '../../../renderer/state/view-store'
import { toasts } from './spoken'

type Started = Result<RequestOutput<'queue:start'>>
const done: Started = {
  ok: true,
  value: { ...nothingStarted, batchId: 'b', jobs: 1 },
}
const refused: Started = { ok: false, error: { code: 'no-consent', message: 'Nobody agreed.' } }

/** The parts of the window that a Start goes through; main keeps what it is told and answers as it is told. */
function opened(engine: EngineId, change: Partial<AppSettings> = {}, answer: Started = done, taken = 0) {
  const starts: RequestInput<'queue:start'>[] = []
  const settings = { ...defaultAppSettings, batch: { ...defaultAppSettings.batch, engine, pilot: 3 }, ...change }
  const info = { version: '0', electron: '0', platform: 'linux', locale: 'en', engines: [engine] }
  const bridge = {
    queue: {
      start: async (input: RequestInput<'queue:start'>) => {
        starts.push(input)
        return answer
      },
    },
  } as unknown as Bridge
  let main: AppSettings = settings
  const app = {
    bridge,
    i18n: createI18n('en'),
    view: createViewStore(),
    library: createLibraryStore(),
    names: createNameCheck(
      async () => ({ ok: true, value: { outputs: 9, taken, within: 0, photos: taken, examples: [] } }),
      () => null,
    ),
    settings: createSettingsStore({ settings, info, presets: [] }, async (told) => {
      main = { ...main, ...told }
      return main
    }),
  } as unknown as App
  return { app, starts, asked: () => app.view.getState().consent }
}

beforeEach(() => notices.setState({ waiting: [] }))

describe('starting with an engine that sends photos away', () => {
  it('asks first, and sends nothing until the user has agreed', async () => {
    const { app, starts, asked } = opened('cometapi')
    await startBatch(app, ['a'])
    expect(asked()).toEqual({ door: 'cometapi', photos: ['a'], again: false })
    expect(starts).toEqual([])
  })

  it('goes on once agreed, keeps that, and does not ask again', async () => {
    const { app, starts, asked } = opened('cometapi')
    await startBatch(app, ['a'], true)
    const request = asked()
    if (request !== null) await agreeAndStart(app, request)
    expect(app.settings.getState().settings.consents).toEqual(['cometapi'])
    expect(starts).toMatchObject([{ photos: ['a'], again: true }])
    await startBatch(app, 'all')
    expect(asked()).toBeNull()
    expect(starts).toHaveLength(2)
  })

  it('asks for each door on its own', () => {
    const { batch } = defaultAppSettings
    expect(missingConsent({ batch: { ...batch, engine: 'kling' }, consents: ['cometapi'] })).toBe('kling')
    expect(missingConsent({ batch: { ...batch, engine: 'kling' }, consents: ['kling'] })).toBeNull()
    expect(missingConsent({ batch, consents: [] })).toBeNull()
  })

  it('asks when main says that nobody agreed, instead of calling it an error', async () => {
    const { app, asked } = opened('kling', { consents: ['kling'] }, refused)
    await startBatch(app, 'all')
    expect(asked()).toMatchObject({ door: 'kling' })
    expect(toasts()).toEqual([])
  })

  it('does not start when the word could not be kept', async () => {
    const { app, starts } = opened('kling')
    app.settings.update = () => Promise.reject(new Error('disk full'))
    await agreeAndStart(app, { door: 'kling', photos: 'all', again: false })
    expect(starts).toEqual([])
    expect(toasts()).toMatchObject([{ kind: 'error', body: 'disk full' }])
  })

  it('waits for a prompt that is too long to be mended', async () => {
    const { app, starts, asked } = opened('kling', { consents: ['kling'] })
    app.view.setState({ promptTooLong: true })
    await startBatch(app, 'all')
    expect(starts).toEqual([])
    expect(asked()).toBeNull()
  })
})

describe('starting on this computer', () => {
  it('asks nobody', async () => {
    const { app, starts, asked } = opened('local')
    await startBatch(app, 'all')
    expect(asked()).toBeNull()
    expect(starts).toMatchObject([{ photos: 'all', settings: { pilot: null } }])
  })

  it('leaves out what is only for engines that cost something', () => {
    const batch = { ...defaultAppSettings.batch, pilot: 3, sendLinks: true }
    expect(settingsToStart(batch)).toMatchObject({ pilot: null, sendLinks: false })
    expect(settingsToStart({ ...batch, engine: 'kling' })).toMatchObject({ pilot: 3, sendLinks: true })
  })
})

describe('a Start that asks what becomes of names that are taken', () => {
  const { batch } = defaultAppSettings
  const asking = { batch: { ...batch, output: { ...batch.output, conflict: 'ask' as const } } }

  it('waits for an answer, and hands that over', async () => {
    const { app, starts } = opened('local', asking, done, 3)
    await startBatch(app, ['a', 'b'])
    const request = app.view.getState().conflicts
    expect(request).toMatchObject({ photos: ['a', 'b'], report: { taken: 3 } })
    expect(starts).toEqual([])
    if (request !== null) settleConflicts(app, request, 'skip')
    await vi.waitFor(() => expect(starts).toMatchObject([{ settings: { output: { conflict: 'skip' } } }]))
    expect(app.view.getState().conflicts).toBeNull()
    expect(app.settings.getState().settings.batch.output.conflict).toBe('ask')
  })

  it('is not asked again for what it asks after that', async () => {
    const paid = { batch: { ...asking.batch, engine: 'kling' as const }, consents: ['kling' as const] }
    const { app, asked } = opened('kling', paid, refused, 3)
    await startBatch(app, ['a', 'b'])
    const conflicts = app.view.getState().conflicts
    if (conflicts !== null) settleConflicts(app, conflicts, 'skip')
    // Somebody took the consent back in the meantime.
    await vi.waitFor(() => expect(asked()).toMatchObject({ photos: ['a', 'b'], conflict: 'skip' }))
    const request = asked()
    if (request !== null) await agreeAndStart(app, request)
    expect(app.view.getState().conflicts).toBeNull()
  })

  it('goes on at once where none is taken', async () => {
    const { app, starts } = opened('local', asking)
    await startBatch(app, 'all')
    expect(app.view.getState().conflicts).toBeNull()
    expect(starts).toHaveLength(1)
  })

  it('does not ask, and leaves nothing out, where outputs are wanted once more', async () => {
    const skipping = { batch: { ...batch, output: { ...batch.output, conflict: 'skip' as const } } }
    for (const settings of [asking, skipping]) {
      const { app, starts } = opened('local', settings, done, 3)
      await startBatch(app, 'all', true)
      expect(starts).toMatchObject([{ again: true, settings: { output: { conflict: 'unique' } } }])
    }
  })
})

describe('a Start that fails', () => {
  it('is said, and can be tried again', async () => {
    const error = { code: 'state-unwritable' as const, message: 'The disk is full.' }
    const { app } = opened('local', {}, { ok: false, error })
    await startBatch(app, 'all')
    expect(toasts()).toMatchObject([{ kind: 'error', body: 'The disk is full.' }])
    expect(app.view.getState().starting).toBe(false)
  })
})
