import { type ErrorInfo, toErrorInfo } from '../../core/errors'
import type { Target } from '../../core/geometry'
import type { Result } from '../../core/ipc/result'
import type { AppSettings, BatchSettings } from '../../core/settings'
import type { App } from './app'
import { takeTyping } from './focus'
import { notify } from './notices'
import { startReport } from './start-report'

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

/** Hands photos to the queue with the batch's settings. */
export async function startBatch(app: App, photos: readonly string[] | 'all', again = false): Promise<void> {
  if (app.view.getState().starting) return
  app.view.setState({ starting: true })
  const settings = app.settings.getState().settings.batch
  const ids = photos === 'all' ? photos : [...photos]
  const started = await ask(app, app.bridge.queue.start({ photos: ids, settings, again }))
  app.view.setState({ starting: false })
  if (started === null) return
  const notice = startReport(started.value, app.i18n.t, () => void startBatch(app, photos, true))
  if (notice) notify(notice)
}

/** What the Start key and menu do: the selected photos, else all. */
export function startDefault(app: App): void {
  takeTyping()
  const { ids } = app.view.getState().selection
  if (app.library.getState().photos.size === 0) return
  void startBatch(app, ids.size > 0 ? [...ids] : 'all')
}

/** Takes the selected photos out of the library; their files stay. */
export function removeSelected(app: App): void {
  const { ids } = app.view.getState().selection
  if (ids.size > 0) void ask(app, app.bridge.library.remove({ ids: [...ids] }))
}

/** Adds what the clipboard holds. */
export async function paste(app: App, data: DataTransfer): Promise<void> {
  const { t } = app.i18n
  const paths = app.bridge.pathsOf([...data.files])
  if (paths.length > 0) {
    await ask(app, app.bridge.library.add({ paths: [...paths] }))
    return
  }
  const text = data.getData('text/uri-list') || data.getData('text/plain')
  const added = text === '' ? null : await ask(app, app.bridge.library.addText({ text: text.slice(0, 1_000_000) }))
  if (text === '' || added?.value.paths === 0) notify({ kind: 'info', title: t('toast.nothingToPaste') })
}
