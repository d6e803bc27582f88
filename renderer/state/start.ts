import { toErrorInfo } from '../../core/errors'
import { type DoorId, isDoor } from '../../core/service/doors'
import type { AppSettings, BatchSettings, ConflictPolicy } from '../../core/settings'
import { targetsOf } from '../../core/targets'
import { say } from '../format/words'
import { ask, reportError, updateSettings } from './actions'
import type { App } from './app'
import { takeTyping } from './focus'
import type { NameQuestion } from './name-check'
import { notify } from './notices'
import { holdBatch } from './queue-actions'
import { remakeResults } from './remake'
import { scopeToStart } from './scope'
import { type StartOffers, startReport } from './start-report'
import type { ConflictRequest, ConsentRequest, StartRequest } from './view-store'

/** The door whose receiver the user has not agreed to yet; `null`: nothing has to be asked. */
export function missingConsent({ batch, consents }: Pick<AppSettings, 'batch' | 'consents'>): DoorId | null {
  return isDoor(batch.engine) && !consents.includes(batch.engine) ? batch.engine : null
}

/**
 * The batch's settings as they are handed over: what only concerns paid engines stays here with the local one.
 * `conflict`: what the user chose for this Start alone.
 */
export function settingsToStart(batch: BatchSettings, conflict: ConflictPolicy = batch.output.conflict): BatchSettings {
  const settings = { ...batch, output: { ...batch.output, conflict } }
  return isDoor(batch.engine) ? settings : { ...settings, pilot: null, sendLinks: false }
}

/** Whether a prompt that is too long stands in the way: it is not cut short behind the user's back. */
function isPromptInTheWay(app: Pick<App, 'view' | 'settings'>): boolean {
  return app.view.getState().promptTooLong && isDoor(app.settings.getState().settings.batch.engine)
}

/** Hands photos to the queue with the batch's settings; asks first who may receive them, once for each door. */
export async function startBatch(
  app: App,
  photos: StartRequest['photos'],
  again = false,
  conflict?: ConflictPolicy,
): Promise<void> {
  if (app.view.getState().starting || isPromptInTheWay(app)) return
  const { settings } = app.settings.getState()
  const door = missingConsent(settings)
  if (door !== null) {
    app.view.setState({ consent: { door, photos, again, conflict } })
    return
  }
  app.view.setState({ starting: true })
  try {
    await handOver(app, photos, again, conflict)
  } catch (error) {
    reportError(toErrorInfo(error))
  } finally {
    app.view.setState({ starting: false })
  }
}

async function handOver(
  app: App,
  photos: StartRequest['photos'],
  again: boolean,
  conflict?: ConflictPolicy,
): Promise<void> {
  const { batch } = app.settings.getState().settings
  const ids = photos === 'all' ? photos : [...photos]
  // Who wants outputs once more that are there already wants them beside those.
  const settings = settingsToStart(batch, again ? 'unique' : conflict)
  if (settings.output.conflict === 'ask' && (await mustAsk(app, { photos: ids, settings }))) return
  const started = await app.bridge.queue.start({ photos: ids, settings, again })
  if (started.ok) {
    const notice = startReport(started.value, offersAfter(app, photos))
    if (notice) notify(notice)
  } else if (started.error.code === 'no-consent' && isDoor(batch.engine)) {
    app.view.setState({ consent: { door: batch.engine, photos, again, conflict } })
  } else {
    reportError(started.error)
  }
}

function offersAfter(app: App, photos: StartRequest['photos']): StartOffers {
  const isPaused = app.queue.getState().summary?.mode === 'paused'
  return {
    makeAgain: () => void startBatch(app, photos, true),
    release: (batches) => {
      for (const batch of batches) holdBatch(app, batch, false)
    },
    resume: isPaused ? () => void ask(app.bridge.queue.setRunning({ running: true })) : null,
    several: hasSeveral(app, photos),
  }
}

/** Whether any of these photos is made for more than one target. */
function hasSeveral(app: App, ids: StartRequest['photos']): boolean {
  const { photos } = app.library.getState()
  const { batch } = app.settings.getState().settings
  const chosen = ids === 'all' ? [...photos.values()] : ids.flatMap((id) => photos.get(id) ?? [])
  return chosen.some((photo) => targetsOf(photo, batch).length > 1)
}

/** Opens the question what becomes of names that are taken; false where none is. */
async function mustAsk(app: App, question: NameQuestion): Promise<boolean> {
  const found = await ask(app.names.now(question))
  if (found === null) return true
  if (found.value.taken === 0) return false
  const several = hasSeveral(app, question.photos)
  app.view.setState({ conflicts: { photos: question.photos, several, report: found.value } })
  return true
}

/** The user said what becomes of names that are taken, and the Start that waited for it goes on. */
export function settleConflicts(app: App, { photos }: ConflictRequest, conflict: 'unique' | 'skip'): void {
  app.view.setState({ conflicts: null })
  void startBatch(app, photos, false, conflict)
}

/** The user agreed: that is kept, and what waited for it goes on. */
export async function agreeAndStart(app: App, request: ConsentRequest): Promise<void> {
  const { door } = request
  const { consents } = app.settings.getState().settings
  app.view.setState({ consent: null })
  await updateSettings(app, { consents: [...new Set([...consents, door])] })
  // What main refused to keep has been said, and is not agreed to.
  if (!app.settings.getState().settings.consents.includes(door)) return
  if (!('remake' in request)) return await startBatch(app, request.photos, request.again, request.conflict)
  const problem = await remakeResults(app, request.remake)
  if (problem !== null) notify({ kind: 'error', title: say('toast.failed'), body: [problem] })
}

/** What the Start key and menu do: the selected photos, else all that are shown. */
export function startDefault(app: App): void {
  takeTyping()
  const photos = scopeToStart(app.view.getState().selection.ids, app.list.getState().ids, app.library.getState().photos)
  if (app.library.getState().photos.size > 0 && photos.length > 0) void startBatch(app, photos)
}
