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
import { groupsOf } from './groups'
import { ownTargets } from './scope'

type Targets = readonly Target[]

/** A list of targets, and the photos that have it. */
interface TargetList {
  readonly targets: Targets
  readonly ids: readonly string[]
}

const turns = new WeakMap<App, Promise<unknown>>()

/** Does changes that start from what there is one after another: each starts from what the one before has left. */
export function inTurn<T>(app: App, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(app) ?? Promise.resolve()).then(work)
  turns.set(
    app,
    turn.catch(() => undefined),
  )
  return app.history.changing(turn)
}

/**
 * Changes the targets of these photos, or of the batch when there are none: `change` gets each list there is. Photos whose
 * list it answers with as it is are left alone: they go on with the batch, where they do. One step to take back. Answers
 * with the first list as it is now, or `null` when it was refused.
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
  const lists = listsOf(photosOf(app, ids), batch)
  const changed = lists.flatMap(({ targets, ids }) => {
    const next = change(targets)
    return next === targets ? [] : { targets: next, ids }
  })
  const changes = asChanges(changed)
  const [first] = changes
  if (first === undefined) return lists[0]?.targets ?? null
  return (await changeOwn(app, 'target', changes)) ? listOf(first) : null
}

/** More targets for these photos, or for the batch; the first of them is shown then. */
export function addTargets(app: App, ids: readonly string[], more: Targets): Promise<void> {
  return inTurn(app, () => add(app, ids, more))
}

async function add(app: App, ids: readonly string[], more: Targets): Promise<void> {
  const [first] = more
  const targets = await changeTargets(app, ids, (list) => more.reduce(withTarget, list))
  if (targets !== null && first !== undefined) showIn(app, targets, first)
}

/** One target less for these photos, or for the batch. The last one that a photo has stays. */
export function dropTarget(app: App, ids: readonly string[], target: Target): Promise<void> {
  return inTurn(app, () => drop(app, ids, target))
}

async function drop(app: App, ids: readonly string[], target: Target): Promise<void> {
  const before = app.view.getState().shownTarget
  const targets = await changeTargets(app, ids, (list) => withoutTarget(list, target))
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

/** The lists that photos have, each with its photos. Few differ, and what says the same is mostly one object. */
function listsOf(photos: readonly LibraryPhoto[], batch: KeptTargets): readonly TargetList[] {
  return groupsOf(photos, ...ownTargets).map((group) => ({
    targets: targetsOf(group[0], batch),
    ids: group.map(({ id }) => id),
  }))
}

/** Changes that give each photo its list, as few as there are different ones. */
function asChanges(lists: readonly TargetList[]): readonly (OwnChange & KeptTargets)[] {
  const changes = new Map<string, OwnChange & KeptTargets>()
  for (const { targets, ids } of lists) {
    const kept = keptTargets(targets)
    const key = listOf(kept).map(targetKey).join('|')
    const same = changes.get(key) ?? { ids: [], ...kept }
    changes.set(key, same)
    for (const id of ids) same.ids.push(id)
  }
  return [...changes.values()]
}
