import type { Result } from '../../core/ipc/result'
import { movePreset, type UserPreset } from '../../core/presets'
import { ask } from './actions'
import type { App } from './app'

/** Shows the presets that main answers with, and lets the change be taken back. Answers whether it was taken. */
export function changePresets(app: App, answer: Promise<Result<UserPreset[]>>): Promise<boolean> {
  return app.history.changing(takePresets(app, answer))
}

async function takePresets(app: App, answer: Promise<Result<UserPreset[]>>): Promise<boolean> {
  const before = app.settings.getState().presets
  const taken = await ask(answer)
  if (taken === null) return false
  recordPresets(app, before, taken.value)
  return true
}

/** The presets are others now, by the user's doing. */
export function recordPresets(app: App, before: readonly UserPreset[], after: readonly UserPreset[]): void {
  app.settings.setPresets(after)
  const put = async (presets: readonly UserPreset[]) => {
    const taken = await ask(app.bridge.presets.replace({ presets: [...presets] }))
    if (taken !== null) app.settings.setPresets(taken.value)
    return taken !== null
  }
  app.history.record({ label: 'presets', undo: () => put(before), redo: () => put(after) })
}

/** Puts a preset before another one (`null`: at the end). Answers whether anything moved. */
export async function reorderPreset(app: App, id: string, before: string | null): Promise<boolean> {
  const { presets } = app.settings.getState()
  const moved = movePreset(presets, id, before)
  const same = moved.every((preset, at) => preset === presets[at])
  return !same && changePresets(app, app.bridge.presets.replace({ presets: [...moved] }))
}

/** Moves a preset up or down by one. */
export function movePresetBy(app: App, id: string, by: 1 | -1): Promise<boolean> {
  const { presets } = app.settings.getState()
  const at = presets.findIndex((preset) => preset.id === id)
  // Down by one is before the one after the next; past the last one there is none.
  const next = presets[by < 0 ? at - 1 : at + 2]
  if (at < 0 || (by < 0 && at === 0)) return Promise.resolve(false)
  return reorderPreset(app, id, next?.id ?? null)
}
