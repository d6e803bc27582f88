import { type ErrorInfo, toErrorInfo } from '../../core/errors'
import type { Target } from '../../core/geometry'
import type { Result } from '../../core/ipc/result'
import type { UnknownChoice } from '../../core/queue'
import type { DoorSettings } from '../../core/service/access'
import type { DoorId } from '../../core/service/doors'
import type { AppSettings, BatchSettings, LibrarySettings } from '../../core/settings'
import type { App } from './app'
import { notify } from './notices'

/** Says an error in a toast: what happened in the user's language, then the error's own words. */
export function reportError(app: Pick<App, 'i18n'>, error: ErrorInfo): void {
  if (error.code === 'cancelled') return
  notify({ kind: 'error', title: app.i18n.t(`errors.${error.code}.title`), body: error.message })
}

/** The value of an answer, or `null` after its error has been said. Also for a promise that breaks. */
export async function ask<T>(
  app: Pick<App, 'i18n'>,
  answer: Promise<Result<T>>,
): Promise<{ readonly value: T } | null> {
  try {
    const result = await answer
    if (result.ok) return { value: result.value }
    reportError(app, result.error)
  } catch (error) {
    reportError(app, toErrorInfo(error))
  }
  return null
}

/** Changes settings; what main refuses is said and taken back. */
export async function updateSettings(app: App, change: Partial<AppSettings>): Promise<void> {
  try {
    await app.settings.update(change)
  } catch (error) {
    reportError(app, toErrorInfo(error))
  }
}

export function updateBatch(app: App, change: Partial<BatchSettings>): Promise<void> {
  const { batch } = app.settings.getState().settings
  return updateSettings(app, { batch: { ...batch, ...change } })
}

/** Changes how the library is looked at. */
export function updateLibrary(app: App, change: Partial<LibrarySettings>): Promise<void> {
  const { library } = app.settings.getState().settings
  return updateSettings(app, { library: { ...library, ...change } })
}

/** Gives a target to these photos, or to the batch when there are none. */
export async function chooseTarget(app: App, ids: readonly string[], target: Target): Promise<void> {
  if (ids.length === 0) await updateBatch(app, { target })
  else await ask(app, app.bridge.library.setTarget({ ids: [...ids], target }))
}

/** The photos that a target chosen now goes to: the selected ones, in Canvas the one that is shown; none: the batch. */
export function scopeOf(app: App): readonly string[] {
  const { view, selection } = app.view.getState()
  if (view !== 'canvas') return [...selection.ids]
  const shown = selection.focus ?? app.list.getState().ids[0]
  return shown === undefined ? [] : [shown]
}

/** Takes the selected photos out of the library; their files stay. */
export function removeSelected(app: App): void {
  const { ids } = app.view.getState().selection
  if (ids.size > 0) void ask(app, app.bridge.library.remove({ ids: [...ids] }))
}

/** Gives a prompt to these photos (`null`: the batch's), or to the batch when there are none. */
export async function choosePrompt(app: App, ids: readonly string[], prompt: string | null): Promise<void> {
  if (ids.length > 0) await ask(app, app.bridge.library.setPrompt({ ids: [...ids], prompt }))
  else if (prompt !== null) await updateBatch(app, { prompt })
}

/**
 * Raises a batch's cap, or without a batch the day's (`null`: no cap), and lets the jobs that waited for it go on.
 * Answers whether it was taken.
 */
export async function raiseBudget(
  app: App,
  batch: string | null,
  units: number | null,
  jobs: readonly string[],
): Promise<boolean> {
  if (batch !== null) return (await ask(app, app.bridge.queue.setBudget({ batch, units }))) !== null
  const { money } = app.settings.getState().settings
  await updateSettings(app, { money: { ...money, budgetPerDay: units } })
  if (app.settings.getState().settings.money.budgetPerDay !== units) return false
  return (await ask(app, app.bridge.queue.retry({ jobs: [...jobs] }))) !== null
}

/** Does with requests that may have been charged what the user chose, and asks for what is known of them since. */
export function settleUnknown(app: App, creates: readonly string[] | 'all', choice: UnknownChoice): void {
  const chosen = creates === 'all' ? creates : [...creates]
  void ask(app, app.bridge.queue.settleUnknown({ creates: chosen, choice })).then(app.charges.load)
}

/** Changes how a door is used. */
export function updateDoor(app: App, door: DoorId, change: Partial<DoorSettings>): Promise<void> {
  const { doors } = app.settings.getState().settings
  return updateSettings(app, { doors: { ...doors, [door]: { ...doors[door], ...change } } })
}

/** Asks whether a door's key and route are good. Never charged. */
export function checkDoor(app: App, door: DoorId): void {
  void app.access.check(door, async () => (await ask(app, app.bridge.access.check({ door })))?.value ?? null)
}

/** Most characters of a paste or drop that are read for paths and links. */
const textLimit = 1_000_000

/** Adds files, or else what a text holds of paths and links. Answers whether there was anything to add. */
export async function addFound(app: App, paths: readonly string[], text: string): Promise<boolean> {
  if (paths.length > 0) {
    await ask(app, app.bridge.library.add({ paths: [...paths] }))
    return true
  }
  if (text.trim() === '') return false
  const added = await ask(app, app.bridge.library.addText({ text: text.slice(0, textLimit) }))
  return added === null || added.value.paths + added.value.links > 0
}

/** Links and words of a paste or drop: the list of links where there is one, for it says which is one. */
export function textOf(data: DataTransfer): string {
  return data.getData('text/uri-list') || data.getData('text/plain')
}

/** Adds what the clipboard holds. */
export async function paste(app: App, data: DataTransfer): Promise<void> {
  const found = await addFound(app, app.bridge.pathsOf([...data.files]), textOf(data))
  if (!found) notify({ kind: 'info', title: app.i18n.t('toast.nothingToPaste') })
}
