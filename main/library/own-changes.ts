import type { LibraryPhoto, OwnChange } from '../../core/library'
import { distinctTargets } from '../../core/targets'

/** What a photo has of its own. */
export type Own = Pick<LibraryPhoto, 'target' | 'moreTargets' | 'prompt'>

/** A photo with a change of its own; further targets without a first one are none, and equal ones count once. */
export function withOwn(photo: LibraryPhoto, { target, moreTargets, prompt }: OwnChange): LibraryPhoto {
  const changed = { ...photo, ...(prompt !== undefined && { prompt }) }
  if (target === undefined) return changed
  const more = target === null ? [] : distinctTargets([target, ...(moreTargets ?? [])]).slice(1)
  return { ...changed, target, moreTargets: more }
}

/** The changes that give each photo back what it has: as few as there are different ones. */
export function ownChanges(photos: ReadonlyMap<string, Own>): readonly OwnChange[] {
  const groups = new Map<string, { readonly own: Own; readonly ids: string[] }>()
  for (const [id, { target, moreTargets, prompt }] of photos) {
    const own = { target, moreTargets, prompt }
    const key = JSON.stringify(own)
    const group = groups.get(key)
    if (group) group.ids.push(id)
    else groups.set(key, { own, ids: [id] })
  }
  return [...groups.values()].map(({ own, ids }) => ({ ids, ...own }))
}
