import { describe, expect, it } from 'vitest'
import { type AppSettings, defaultAppSettings } from '../../../core/settings'
import { createSettingsStore, keepEqualParts } from '../../../renderer/state/settings-store'

const info = { version: '0', electron: '0', platform: 'linux', locale: 'en', engines: ['local' as const] }

function storeWith(send: (change: Partial<AppSettings>) => Promise<AppSettings>) {
  return createSettingsStore({ settings: defaultAppSettings, info, presets: [] }, send)
}

describe('settings in the window', () => {
  it('show a change at once, then what main made of it', async () => {
    const store = storeWith(async () => ({ ...defaultAppSettings, thumbnailEdge: 200 }))
    const sent = store.update({ thumbnailEdge: 208 })
    expect(store.getState().settings.thumbnailEdge).toBe(208)
    await sent
    expect(store.getState().settings.thumbnailEdge).toBe(200)
  })

  it('are not undone by an older answer while a newer change is on its way', async () => {
    const answers: ((settings: AppSettings) => void)[] = []
    const store = storeWith(() => new Promise((resolve) => answers.push(resolve)))
    const first = store.update({ thumbnailEdge: 200 })
    const second = store.update({ thumbnailEdge: 300 })
    store.receive({ ...defaultAppSettings, thumbnailEdge: 200 })
    answers[0]?.({ ...defaultAppSettings, thumbnailEdge: 200 })
    await first
    expect(store.getState().settings.thumbnailEdge).toBe(300)
    answers[1]?.({ ...defaultAppSettings, thumbnailEdge: 300 })
    await second
    expect(store.getState().settings.thumbnailEdge).toBe(300)
  })

  it('fall back to what main holds when main refuses', async () => {
    const store = storeWith(() => Promise.reject(new Error('no')))
    await expect(store.update({ theme: 'light' })).rejects.toThrow('no')
    expect(store.getState().settings.theme).toBe(defaultAppSettings.theme)
  })

  it('follow what main says by itself', () => {
    const store = storeWith(async () => defaultAppSettings)
    store.receive({ ...defaultAppSettings, language: 'zh-Hant' })
    expect(store.getState().settings.language).toBe('zh-Hant')
  })

  it('keep the objects of parts that say the same, so that plans are kept', () => {
    const store = storeWith(async () => defaultAppSettings)
    const { target } = store.getState().settings.batch
    store.receive({ ...structuredClone(defaultAppSettings), theme: 'light' })
    expect(store.getState().settings.batch.target).toBe(target)
  })
})

describe('equal parts', () => {
  it('are kept, others are not', () => {
    const before = { a: { b: 1 }, c: { d: 2 } }
    const next = keepEqualParts(before, { a: { b: 1 }, c: { d: 3 } })
    expect(next).toEqual({ a: { b: 1 }, c: { d: 3 } })
    expect(next.a).toBe(before.a)
    expect(keepEqualParts(before, structuredClone(before))).toBe(before)
  })

  it('are kept in lists, too, place by place', () => {
    const before = { list: [{ a: 1 }, { b: 2 }] as { a?: number; b?: number }[] }
    expect(keepEqualParts(before, structuredClone(before))).toBe(before)
    const next = keepEqualParts(before, { list: [{ a: 1 }, { b: 3 }, { a: 4 }] })
    expect(next).toEqual({ list: [{ a: 1 }, { b: 3 }, { a: 4 }] })
    expect(next.list[0]).toBe(before.list[0])
    expect(keepEqualParts(before, { list: [{ a: 1 }] })).toEqual({ list: [{ a: 1 }] })
  })

  it('count a key that is gone as a difference', () => {
    const before: Record<string, number> = { a: 1, b: 2 }
    expect(keepEqualParts(before, { a: 1 })).toEqual({ a: 1 })
  })
})
