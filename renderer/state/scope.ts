import type { Target } from '../../core/geometry'
import type { LibraryPhoto } from '../../core/library'
import { type KeptTargets, sameTargets, targetAt, targetsOf } from '../../core/targets'
import { groupsOf } from './groups'
import { keepEqualParts } from './settings-store'

type Targeted = Pick<LibraryPhoto, 'target' | 'moreTargets'>

/** What photos want of their own, by its objects: those that agree in these want the same. */
export const ownTargets = [
  ({ target }: Targeted) => target,
  ({ target, moreTargets }: Targeted) => (target === null ? null : moreTargets),
] as const

const batchsOwn: Targeted = { target: null, moreTargets: [] }

/**
 * What the photos in scope want: the one target of theirs that is shown (see `ViewState.shownTarget`), or `null` when
 * they differ. Without photos, the batch's.
 */
export function sharedTarget(photos: readonly Targeted[], batch: KeptTargets, shown = 0): Target | null {
  const [first = batchsOwn] = photos
  const targetOf = (photo: Targeted) => targetAt(targetsOf(photo, batch), shown)
  const target = targetOf(first)
  const same = ([photo]: readonly [Targeted, ...Targeted[]]) => keepEqualParts(target, targetOf(photo)) === target
  return groupsOf(photos, ...ownTargets).every(same) ? target : null
}

/** All targets of the photos in scope, or `null` when these have different ones. Without photos, the batch's. */
export function sharedTargets(photos: readonly Targeted[], batch: KeptTargets): readonly [Target, ...Target[]] | null {
  const [first = batchsOwn] = photos
  const targets = targetsOf(first, batch)
  const same = ([photo]: readonly [Targeted, ...Targeted[]]) => sameTargets(targetsOf(photo, batch), targets)
  return groupsOf(photos, ...ownTargets).every(same) ? targets : null
}

/** What Start is for: the photos that are selected, else those that no filter hides. */
export function startScope(
  selected: ReadonlySet<string>,
  shown: readonly string[],
  total: number,
): 'selected' | 'shown' | 'all' {
  if (selected.size > 0) return 'selected'
  return shown.length < total ? 'shown' : 'all'
}

/** What Start, and whatever else is meant for all, is for: the photos that are selected, else those that no filter hides. */
export function scopeToStart(
  selected: ReadonlySet<string>,
  shown: readonly string[],
  photos: ReadonlyMap<string, unknown>,
): readonly string[] | 'all' {
  const scope = startScope(selected, shown, photos.size)
  return scope === 'all' ? 'all' : scope === 'shown' ? shown : [...selected]
}
