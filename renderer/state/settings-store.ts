import { createStore } from 'zustand/vanilla'
import type { AppInfo } from '../../core/ipc/app'
import type { UserPreset } from '../../core/presets'
import type { AppSettings } from '../../core/settings'

/** Settings as the window shows them: main's, with what was just chosen here and is still on its way there. */
export interface SettingsState {
  readonly settings: AppSettings
  readonly info: AppInfo
  readonly presets: readonly UserPreset[]
}

type Send = (change: Partial<AppSettings>) => Promise<AppSettings>

/**
 * A store over main's settings that answers at once: a change is shown immediately and sent; while any is on its way what
 * main pushes waits, so that an older answer never undoes newer typing. A refused change falls back to what main holds.
 */
export function createSettingsStore(initial: SettingsState, send: Send) {
  const store = createStore<SettingsState>(() => initial)
  let held = initial.settings
  let pending = 0

  const show = (settings: AppSettings) =>
    store.setState((state) => ({ settings: keepEqualParts(state.settings, settings) }))

  return {
    ...store,
    /** @throws {AppError} when main refuses the change. */
    async update(change: Partial<AppSettings>): Promise<void> {
      pending++
      show({ ...store.getState().settings, ...change })
      try {
        held = await send(change)
      } finally {
        pending--
        if (pending === 0) show(held)
      }
    },
    /** What main says, whoever changed it. */
    receive(settings: AppSettings): void {
      held = settings
      if (pending === 0) show(held)
    },
    setPresets: (presets: readonly UserPreset[]) => store.setState({ presets }),
  }
}

export type SettingsStore = ReturnType<typeof createSettingsStore>

/** `next` with the objects of `before` where they say the same: equal targets stay the same object, and so do their plans. */
export function keepEqualParts<T>(before: T, next: T): T {
  if (Array.isArray(before) && Array.isArray(next)) {
    const kept = next.map((part, at) => keepEqualParts(before[at], part))
    const equal = kept.length === before.length && kept.every((part, at) => Object.is(part, before[at]))
    return equal ? before : (kept as T)
  }
  if (Object.is(before, next) || !isRecord(before) || !isRecord(next)) return next
  const keys = Object.keys(next)
  let equal = keys.length === Object.keys(before).length
  const kept: Record<string, unknown> = {}
  for (const key of keys) {
    kept[key] = keepEqualParts(before[key], next[key])
    equal = equal && Object.is(kept[key], before[key]) && key in before
  }
  return equal ? before : (kept as T)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
