import type { Own, OwnChange } from '../../core/library'

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
