import { type ErrorInfo, toErrorInfo } from '../../core/errors'
import type { Result } from '../../core/ipc/result'
import { isNewTo, type OwnChange } from '../../core/library'
import type { AppSettings, BatchSettings, OutputSettings } from '../../core/settings'
import { errorHint, say } from '../format/words'
import type { App } from './app'
import { changedFields } from './changed-fields'
import type { HistoryLabel, HistoryStep, StepOutcome } from './history'
import { notify } from './notices'

/** Says an error in a toast: what happened, then in English the error's own words, else what to do. */
export function reportError(error: ErrorInfo): void {
  if (error.code === 'cancelled') return
  notify({ kind: 'error', title: say(`errors.${error.code}.title`), body: [errorHint(error)] })
}

/** The value of an answer, or `null` after its error has been said. Also for a promise that breaks. */
export async function ask<T>(answer: Promise<Result<T>>): Promise<{ readonly value: T } | null> {
  try {
    const result = await answer
    if (result.ok) return { value: result.value }
    reportError(result.error)
  } catch (error) {
    reportError(toErrorInfo(error))
  }
  return null
}

/** Changes settings; what main refuses is said and taken back. Answers whether it was taken. */
export async function updateSettings(app: App, change: Partial<AppSettings>): Promise<boolean> {
  try {
    await app.settings.update(change)
    return true
  } catch (error) {
    reportError(toErrorInfo(error))
    return false
  }
}

/** The settings that say what comes out: what is changed of them is taken back like what is done to photos. */
interface OutcomeChange {
  readonly batch?: Partial<BatchSettings>
  readonly outputDefaults?: OutputSettings
}

/** Changes the batch's settings, which can be taken back. Answers whether they are now as wanted. */
export function updateBatch(app: App, batch: Partial<BatchSettings>, label?: HistoryLabel): Promise<boolean> {
  return updateOutcome(app, { batch }, label)
}

/** Changes the batch's settings, the defaults of outputs, or both in one step, which can be taken back. */
export function updateOutcome(app: App, change: OutcomeChange, label: HistoryLabel = 'settings'): Promise<boolean> {
  return app.history.changing(changeOutcome(app, change, label))
}

async function changeOutcome(app: App, change: OutcomeChange, label: HistoryLabel): Promise<boolean> {
  const held = () => app.settings.getState().settings
  const whole = ({ batch, outputDefaults }: OutcomeChange): Partial<AppSettings> => ({
    ...(batch && { batch: { ...held().batch, ...batch } }),
    ...(outputDefaults && { outputDefaults }),
  })
  const fields = changedFields(held(), whole(change))
  if (fields.length === 0) return true
  const { batch, outputDefaults } = held()
  const before: OutcomeChange = {
    ...(change.batch && { batch: partOf(batch, change.batch) }),
    ...(change.outputDefaults && { outputDefaults }),
  }
  const apply = (wanted: OutcomeChange) => updateSettings(app, whole(wanted))
  if (!(await apply(change))) return false
  const run = label === 'target' ? {} : { run: fields }
  record(app, { label, ...run, undo: () => apply(before), redo: () => apply(change) })
  return true
}

/** Remembers a change; with targets, the one that was shown is shown again. */
function record(app: App, step: HistoryStep): void {
  let { shownTarget } = app.view.getState()
  const showing = async (work: () => Promise<StepOutcome>) => {
    const outcome = await work()
    if (outcome !== true || step.label !== 'target') return outcome
    const now = app.view.getState().shownTarget
    app.view.setState({ shownTarget })
    shownTarget = now
    return outcome
  }
  app.history.record({ ...step, undo: () => showing(step.undo), redo: () => showing(step.redo) })
}

/** What settings have of what a change names. */
function partOf(batch: BatchSettings, change: Partial<BatchSettings>): Partial<BatchSettings> {
  return Object.fromEntries(Object.keys(change).map((key) => [key, batch[key as keyof BatchSettings]]))
}

/**
 * Gives photos something of their own, which can be taken back as one step; those that have it already are left.
 * `run`: see `HistoryStep`. Answers whether they have it now.
 */
export function changeOwn(
  app: App,
  label: HistoryLabel,
  changes: readonly OwnChange[],
  run?: readonly string[],
): Promise<boolean> {
  return app.history.changing(giveOwn(app, label, changes, run))
}

async function giveOwn(
  app: App,
  label: HistoryLabel,
  changes: readonly OwnChange[],
  run: readonly string[] | undefined,
): Promise<boolean> {
  const news = withoutKnown(app, changes)
  if (news.length === 0) return true
  const send = (wanted: readonly OwnChange[]) => ask(app.bridge.library.setOwn({ changes: [...wanted] }))
  const taken = await send(news)
  if (taken === null) return false
  // A photo that was removed, and added again, is another one: its step has nothing to change any more.
  const step = async (wanted: readonly OwnChange[]) => {
    const given = await send(wanted)
    return given !== null && (given.value.before.length > 0 || 'gone')
  }
  record(app, {
    label,
    ...(run !== undefined && { run }),
    undo: () => step(taken.value.before),
    redo: () => step(news),
  })
  return true
}

/** The changes without the photos to which they are none. */
function withoutKnown(app: App, changes: readonly OwnChange[]): readonly OwnChange[] {
  const { photos } = app.library.getState()
  return changes.flatMap((change) => {
    const isNew = isNewTo(change)
    const ids = change.ids.filter((id) => isNew(photos.get(id)))
    return ids.length > 0 ? { ...change, ids } : []
  })
}
