import { describe, expect, it, vi } from 'vitest'
import { defaultAppSettings, defaultTarget } from '../../../core/settings'
import { sheet, shortcuts } from '../../../renderer/features/shell/shortcuts'
import { updateOutputDefaults } from '../../../renderer/state/actions'
import type { App } from '../../../renderer/state/app'
import { offerGuide, stepsDone } from '../../../renderer/state/guide'
import { createHistory } from '../../../renderer/state/history'
import { filterLog } from '../../../renderer/state/log-filter'
import { createSettingsStore } from '../../../renderer/state/settings-store'
import { createViewStore } from '../../../renderer/state/view-store'

const info = { version: '0', electron: '0', platform: 'linux', locale: 'en', engines: ['local' as const] }

function opened({ guideSeen = false, photos = 0, jobs = 0 } = {}) {
  const settings = { ...defaultAppSettings, guideSeen }
  const update = vi.fn(async (change: object) => ({ ...settings, ...change }))
  const of = (size: number) => new Map(Array.from({ length: size }, (_, index) => [String(index), {}]))
  const app = {
    view: createViewStore(),
    history: createHistory(),
    settings: createSettingsStore({ settings, info, presets: [] }, update),
    library: { getState: () => ({ loaded: true, photos: of(photos) }) },
    queue: { getState: () => ({ jobs: of(jobs) }) },
  } as unknown as App
  return { app, update, isOpen: () => app.view.getState().guide }
}

describe('the guide', () => {
  it('opens by itself at the first start of all, and never again', () => {
    const { app, update, isOpen } = opened()
    offerGuide(app)
    expect(isOpen()).toBe(true)
    expect(update).toHaveBeenCalledExactlyOnceWith({ guideSeen: true })
    const later = opened({ guideSeen: true })
    offerGuide(later.app)
    expect(later.isOpen()).toBe(false)
    expect(later.update).not.toHaveBeenCalled()
  })

  it('leaves those alone who have worked with the program before there was one', () => {
    for (const before of [{ photos: 1 }, { jobs: 1 }]) {
      const { app, isOpen } = opened(before)
      offerGuide(app)
      expect(isOpen()).toBe(false)
    }
  })

  it('ticks off what was done', () => {
    const other = { ...defaultTarget, ratio: { width: 4, height: 5 } }
    expect([...stepsDone({ photos: 0, jobs: 0, target: other })]).toEqual([])
    expect([...stepsDone({ photos: 3, jobs: 0, target: defaultTarget })]).toEqual(['add'])
    expect([...stepsDone({ photos: 3, jobs: 0, target: other })]).toEqual(['add', 'shape'])
    expect([...stepsDone({ photos: 3, jobs: 1, target: defaultTarget })]).toEqual(['add', 'shape', 'start'])
  })
})

describe('output defaults', () => {
  const { batch } = defaultAppSettings
  const png = { ...batch.output, format: 'png' as const }

  it('take the inspector along as long as it says the same', () => {
    const { app, update } = opened()
    void updateOutputDefaults(app, png)
    expect(update).toHaveBeenCalledExactlyOnceWith({ outputDefaults: png, batch: { ...batch, output: png } })
  })

  it('leave it alone once it says something else', async () => {
    const { app, update } = opened()
    await app.settings.update({ batch: { ...batch, output: { ...batch.output, quality: 80 } } })
    void updateOutputDefaults(app, png)
    expect(update).toHaveBeenLastCalledWith({ outputDefaults: png })
  })
})

describe('the log’s filter', () => {
  const entries = [
    { time: '10:00', level: 'info', text: 'Outframe 0.1.0' },
    { time: '10:01', level: 'warn', text: 'A thumbnail was not made' },
    { time: '10:02', level: 'error', text: 'Closing failed' },
  ] as const

  it('shows a level and what is worse, with all of the words', () => {
    expect(filterLog(entries, 'all', '')).toEqual(entries)
    expect(filterLog(entries, 'warn', '')).toEqual(entries.slice(1))
    expect(filterLog(entries, 'error', ' ')).toEqual(entries.slice(2))
    expect(filterLog(entries, 'all', 'MADE thumb')).toEqual([entries[1]])
    expect(filterLog(entries, 'error', 'thumbnail')).toEqual([])
  })
})

describe('the keyboard sheet', () => {
  it('has every key that the window obeys', () => {
    const named = new Set(sheet.flatMap(([, lines]) => lines.flatMap(({ patterns }) => patterns.map(keyOf))))
    const digit = /^[1-9]$/
    const missing = shortcuts
      .filter(({ patterns }) => !patterns.some((pattern) => named.has(keyOf(pattern)) || digit.test(pattern.key)))
      .map(({ command }) => command)
    expect(missing).toEqual([])
  })
})

function keyOf({ key, mod = false, shift = false, alt = false }: (typeof shortcuts)[number]['patterns'][number]) {
  return JSON.stringify([key, mod, shift, alt])
}
