import type { Target } from '../../core/geometry'
import type { LibraryPhoto, OwnChange } from '../../core/library'
import {
  type KeptTargets,
  keptTargets,
  sameTarget,
  targetKey,
  targetsOf,
  withoutTarget,
  withTarget,
} from '../../core/targets'
import type { App } from './app'
import { changeOwn, updateBatch } from './changes'

type Targets = readonly Target[]

const turns = new WeakMap<App, Promise<unknown>>()

/** Does changes that start from what there is one after another: each starts from what the one before has left. */
export function inTurn<T>(app: App, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(app) ?? Promise.resolve()).then(work)
  turns.set(
    app,
    turn.catch(() => undefined),
  )
  return turn
}

/**
 * Changes the targets of these photos, or of the batch when there are none: `change` gets each list there is. One step
 * to take back. Answers with the first list as it is now, or `null` when it was refused.
 */
export async function changeTargets(
  app: App,
  ids: readonly string[],
  change: (targets: Targets) => Targets,
): Promise<Targets | null> {
  const { batch } = app.settings.getState().settings
  if (ids.length === 0) {
    const kept = keptTargets(change(targetsOf({ target: null }, batch)))
    return (await updateBatch(app, kept, 'target')) ? listOf(kept) : null
  }
  const groups = ownTargets(photosOf(app, ids), batch, change)
  const [first] = groups
  if (first === undefined || !(await changeOwn(app, 'target', groups))) return null
  return listOf(first)
}

/** More targets for these photos, or for the batch; the first of them is shown then. */
export function addTargets(app: App, ids: readonly string[], more: Targets): Promise<void> {
  return inTurn(app, () => add(app, ids, more))
}

async function add(app: App, ids: readonly string[], more: Targets): Promise<void> {
  const { batch } = app.settings.getState().settings
  const added = (list: Targets) => more.reduce(withTarget, list)
  const photos = photosOf(app, ids)
  const lacking = photos.filter((photo) => added(targetsOf(photo, batch)).length > targetsOf(photo, batch).length)
  const [first] = more
  const hasAll = ids.length > 0 && lacking.length === 0
  const targets = hasAll
    ? targetsOf(photos[0] ?? { target: null }, batch)
    : await changeTargets(
        app,
        lacking.map(({ id }) => id),
        added,
      )
  if (targets !== null && first !== undefined) showIn(app, targets, first)
}

/** One target less for these photos, or for the batch. The last one that a photo has stays. */
export function dropTarget(app: App, ids: readonly string[], target: Target): Promise<void> {
  return inTurn(app, () => drop(app, ids, target))
}

async function drop(app: App, ids: readonly string[], target: Target): Promise<void> {
  const { batch } = app.settings.getState().settings
  const without = (list: Targets) => withoutTarget(list, target)
  const having = photosOf(app, ids).filter((photo) => {
    const list = targetsOf(photo, batch)
    return without(list).length < list.length
  })
  if (ids.length > 0 && having.length === 0) return
  const before = app.view.getState().shownTarget
  const left = having.map(({ id }) => id)
  const targets = await changeTargets(app, left, without)
  if (targets !== null) app.view.setState({ shownTarget: Math.min(before, targets.length - 1) })
}

/** Other targets in place of all that these photos, or the batch, have. */
export function replaceTargets(app: App, ids: readonly string[], targets: Targets): Promise<void> {
  return inTurn(app, async () => {
    if ((await changeTargets(app, ids, () => targets)) !== null) app.view.setState({ shownTarget: 0 })
  })
}

/** Shows a target of a list in the grid. */
export function showIn(app: App, targets: Targets, target: Target): void {
  const at = targets.findIndex((other) => sameTarget(other, target))
  if (at >= 0) app.view.setState({ shownTarget: at })
}

function listOf({ target, moreTargets }: KeptTargets): Targets {
  return [target, ...moreTargets]
}

function photosOf(app: App, ids: readonly string[]): readonly LibraryPhoto[] {
  const { photos } = app.library.getState()
  return ids.flatMap((id) => photos.get(id) ?? [])
}

/** The changes that give each photo its new list, as few as there are different lists. */
function ownTargets(
  photos: readonly LibraryPhoto[],
  batch: KeptTargets,
  change: (targets: Targets) => Targets,
): readonly (OwnChange & KeptTargets)[] {
  const groups = new Map<string, { readonly ids: string[]; readonly kept: KeptTargets }>()
  for (const photo of photos) {
    const kept = keptTargets(change(targetsOf(photo, batch)))
    const key = listOf(kept).map(targetKey).join('|')
    const group = groups.get(key)
    if (group) group.ids.push(photo.id)
    else groups.set(key, { ids: [photo.id], kept })
  }
  return [...groups.values()].map(({ ids, kept }) => ({ ids, ...kept }))
}
