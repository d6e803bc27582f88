import type { Target } from '../../core/geometry'
import type { UserPreset } from '../../core/presets'
import type { UnknownChoice } from '../../core/queue'
import type { DoorSettings } from '../../core/service/access'
import type { DoorId } from '../../core/service/doors'
import type { LibrarySettings, OutputSettings } from '../../core/settings'
import { withTargetAt } from '../../core/targets'
import { say } from '../format/words'
import type { App } from './app'
import { changeTargets, inTurn, replaceTargets, showIn } from './change-targets'
import { ask, changeOwn, updateBatch, updateOutcome, updateSettings } from './changes'
import { notify } from './notices'
import { keepEqualParts } from './settings-store'

export { ask, changeOwn, reportError, updateBatch, updateSettings } from './changes'

/**
 * Gives a target to these photos, or to the batch when there are none, in place of the one that is shown. Those that
 * have it already beside that one stay as they are, and it is shown. Answers whether it was taken.
 */
export function chooseTarget(app: App, ids: readonly string[], target: Target): Promise<boolean> {
  return inTurn(app, async () => {
    const { shownTarget } = app.view.getState()
    const targets = await changeTargets(app, ids, (list) => withTargetAt(list, shownTarget, target))
    if (targets !== null) showIn(app, targets, target)
    return targets !== null
  })
}

/**
 * Gives photos, or the batch when there are none, what a preset of the user's holds: one shape in place of the shown one,
 * several in place of all.
 */
export function choosePreset(app: App, ids: readonly string[], { target, moreTargets }: UserPreset): void {
  if (moreTargets.length === 0) void chooseTarget(app, ids, target)
  else void replaceTargets(app, ids, [target, ...moreTargets])
}

/** Whether outputs are written alike, called alike and put in the same place. */
export function sameOutput(a: OutputSettings, b: OutputSettings): boolean {
  return keepEqualParts(a, b) === a
}

/** Changes what outputs are like by themselves, which can be taken back; the inspector follows as long as it says the same. */
export function updateOutputDefaults(app: App, outputDefaults: OutputSettings): Promise<boolean> {
  const { settings } = app.settings.getState()
  const follows = sameOutput(settings.batch.output, settings.outputDefaults)
  return updateOutcome(app, { outputDefaults, ...(follows && { batch: { output: outputDefaults } }) })
}

/** Changes how the library is looked at. */
export function updateLibrary(app: App, change: Partial<LibrarySettings>): Promise<boolean> {
  const { library } = app.settings.getState().settings
  return updateSettings(app, { library: { ...library, ...change } })
}

/** Gives photos the batch's targets again. */
export function resetTargets(app: App, ids: readonly string[]): void {
  if (ids.length > 0) void changeOwn(app, 'target', [{ ids: [...ids], target: null }])
}

/** The photos that a target chosen now goes to: the selected ones, in Canvas the one that is shown; none: the batch. */
export function scopeOf(app: App): readonly string[] {
  const { view, selection } = app.view.getState()
  if (view !== 'canvas') return [...selection.ids]
  const shown = selection.focus ?? app.list.getState().ids[0]
  return shown === undefined ? [] : [shown]
}

/** Takes photos out of the library, which can be taken back; their files stay. `all` also stops imports. */
export function removePhotos(app: App, photos: readonly string[] | 'all'): Promise<void> {
  return app.history.changing(remove(app, photos))
}

async function remove(app: App, photos: readonly string[] | 'all'): Promise<void> {
  const ids = photos === 'all' ? [...app.library.getState().photos.keys()] : [...photos]
  if (ids.length === 0) return
  const { library } = app.bridge
  if ((await ask(library.remove({ ids: photos === 'all' ? photos : ids }))) === null) return
  app.history.record({
    label: 'remove',
    undo: async () => (await ask(library.putBack({ ids }))) !== null,
    redo: async () => (await ask(library.remove({ ids }))) !== null,
  })
}

/** Lets the user choose a folder to watch, and shows it where it can be set up. */
export async function watchFolder(app: App): Promise<void> {
  const answer = await ask(app.bridge.watch.pick())
  if (answer?.value.added) app.view.showSettings('watching')
}

/** Takes the selected photos out of the library; their files stay. */
export function removeSelected(app: App): void {
  void removePhotos(app, [...app.view.getState().selection.ids])
}

/** Gives a prompt to these photos (`null`: the batch's), or to the batch when there are none. */
export async function choosePrompt(app: App, ids: readonly string[], prompt: string | null): Promise<void> {
  if (ids.length > 0) await changeOwn(app, 'prompt', [{ ids: [...ids], prompt }], ids)
  else if (prompt !== null) await updateBatch(app, { prompt }, 'prompt')
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
  if (batch !== null) return (await ask(app.bridge.queue.setBudget({ batch, units }))) !== null
  const { money } = app.settings.getState().settings
  await updateSettings(app, { money: { ...money, budgetPerDay: units } })
  if (app.settings.getState().settings.money.budgetPerDay !== units) return false
  return (await ask(app.bridge.queue.retry({ jobs: [...jobs] }))) !== null
}

/** Does with requests that may have been charged what the user chose, and asks for what is known of them since. */
export function settleUnknown(app: App, creates: readonly string[] | 'all', choice: UnknownChoice): void {
  const chosen = creates === 'all' ? creates : [...creates]
  void ask(app.bridge.queue.settleUnknown({ creates: chosen, choice })).then(app.charges.load)
}

/** Changes how a door is used. */
export function updateDoor(app: App, door: DoorId, change: Partial<DoorSettings>): Promise<boolean> {
  const { doors } = app.settings.getState().settings
  return updateSettings(app, { doors: { ...doors, [door]: { ...doors[door], ...change } } })
}

/** Asks whether a door's key and route are good. Never charged. */
export function checkDoor(app: App, door: DoorId): void {
  void app.access.check(door, async () => (await ask(app.bridge.access.check({ door })))?.value ?? null)
}

/** Most characters of a paste or drop that are read for paths and links. */
const textLimit = 1_000_000

/** Adds files, or else what a text holds of paths and links. Answers whether there was anything to add. */
export async function addFound(app: App, paths: readonly string[], text: string): Promise<boolean> {
  if (paths.length > 0) {
    await ask(app.bridge.library.add({ paths: [...paths] }))
    return true
  }
  if (text.trim() === '') return false
  const added = await ask(app.bridge.library.addText({ text: text.slice(0, textLimit) }))
  return added === null || added.value.paths + added.value.links > 0
}

/** Links and words of a paste or drop: the list of links where there is one, for it says which is one. */
export function textOf(data: DataTransfer): string {
  return data.getData('text/uri-list') || data.getData('text/plain')
}

/** Adds what the clipboard holds. */
export async function paste(app: App, data: DataTransfer): Promise<void> {
  const found = await addFound(app, app.bridge.pathsOf([...data.files]), textOf(data))
  if (!found) notify({ kind: 'info', title: say('toast.nothingToPaste') })
}
