import { createStore } from 'zustand/vanilla'
import type { Target } from '../../core/geometry'
import {
  type ImportProgress,
  isNewTo,
  type LibraryPatch,
  type LibraryPhoto,
  type LibrarySnapshot,
  type OwnChange,
  ownOf,
} from '../../core/library'
import { createPool } from './pool'
import { keepEqualParts } from './settings-store'

/**
 * The library as main last described it. `photos` is one Map that patches change in place (copying ten thousand entries
 * for each of hundreds of patches is what a grid must not wait for); `content` is another object each time. A photo's own object
 * never changes, so whoever watches one photo is told only when that one does.
 */
export interface LibraryState {
  readonly loaded: boolean
  readonly revision: number
  readonly photos: ReadonlyMap<string, LibraryPhoto>
  /** The same photos, in a new object whenever any of them changed: for what depends on all of them. */
  readonly content: { readonly photos: ReadonlyMap<string, LibraryPhoto> }
  readonly importing: ImportProgress | null
}

/** Photos that are new, changed or gone since the last notice, for whoever keeps an order of them. */
export interface LibraryChange {
  readonly upserted: readonly LibraryPhoto[]
  readonly removed: readonly string[]
  /** Everything was replaced. */
  readonly reset: boolean
}

export function createLibraryStore() {
  const photos = new Map<string, LibraryPhoto>()
  const listeners = new Set<(change: LibraryChange) => void>()
  const store = createStore<LibraryState>(() => ({
    loaded: false,
    revision: 0,
    photos,
    content: { photos },
    importing: null,
  }))

  const publish = (revision: number, importing: ImportProgress | null, change: LibraryChange) => {
    for (const listener of listeners) listener(change)
    store.setState({ loaded: true, revision, importing, content: { photos } })
  }

  return {
    ...store,
    /** Called before the store's own subscribers, with what a patch did. */
    onChange(listener: (change: LibraryChange) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    replace(snapshot: LibrarySnapshot): void {
      photos.clear()
      const upserted = snapshot.photos.map(shareTargets)
      for (const photo of upserted) photos.set(photo.id, photo)
      publish(snapshot.revision, snapshot.importing, { upserted, removed: [], reset: true })
    },
    /** @returns false when a patch before this one is missing: ask for a snapshot. Patches already known are ignored. */
    apply(patch: LibraryPatch): boolean {
      const { loaded, revision } = store.getState()
      if (!loaded || patch.revision > revision + 1) return false
      if (patch.revision <= revision) return true
      const taken = takeOver(photos, patch.upserted)
      const upserted = [...taken, ...patch.own.flatMap((change) => giveAll(photos, change))]
      const removed = patch.removed.filter((id) => photos.delete(id))
      if (upserted.length === 0 && removed.length === 0) {
        store.setState({ revision: patch.revision, importing: patch.importing })
      } else {
        publish(patch.revision, patch.importing, { upserted, removed, reset: false })
      }
      return true
    },
    /**
     * Shows at once what photos get of their own; main's patch says the same a moment later, and then nothing changes any
     * more. What main refuses is taken back by its snapshot.
     */
    assume(changes: readonly OwnChange[]): void {
      const { loaded, revision, importing } = store.getState()
      const upserted = changes.flatMap((change) => giveAll(photos, change))
      if (loaded && upserted.length > 0) publish(revision, importing, { upserted, removed: [], reset: false })
    },
  }
}

/** Targets and lists of them by what they say. Few are in use at a time. */
const sharedTargets = createPool<unknown>(2000)

/** Equal targets, and equal lists of them, are one object: plans are kept by target, and main's copies are as many as photos. */
function shared<T>(value: T): T {
  // What says the same has the same shape.
  return sharedTargets(JSON.stringify(value), value) as T
}

function sharedList(targets: readonly Target[]): readonly Target[] {
  return shared(targets.map(shared))
}

function shareTargets(photo: LibraryPhoto): LibraryPhoto {
  if (photo.target === null) return photo
  const [target, moreTargets] = [shared(photo.target), sharedList(photo.moreTargets)]
  return target === photo.target && moreTargets === photo.moreTargets ? photo : { ...photo, target, moreTargets }
}

/** Gives photos something of their own; answers with those it is new to. The quick way, for all of them at once. */
function giveAll(photos: Map<string, LibraryPhoto>, change: OwnChange): LibraryPhoto[] {
  const own = ownOf(change)
  const given = {
    ...own,
    ...(own.target && { target: shared(own.target) }),
    ...(own.moreTargets && { moreTargets: sharedList(own.moreTargets) }),
  }
  const isNew = isNewTo(change)
  const changed: LibraryPhoto[] = []
  for (const id of change.ids) {
    const before = photos.get(id)
    if (before === undefined) continue
    if (!isNew(before)) continue
    const after = { ...before, ...given }
    photos.set(id, after)
    changed.push(after)
  }
  return changed
}

/** Puts photos in their places; what says nothing new stays the object that it was. Answers with those that changed. */
function takeOver(photos: Map<string, LibraryPhoto>, upserted: readonly LibraryPhoto[]): readonly LibraryPhoto[] {
  const changed: LibraryPhoto[] = []
  for (const photo of upserted) {
    const before = photos.get(photo.id)
    const same = before === undefined ? photo : keepEqualParts(before, photo)
    if (same === before) continue
    const after = shareTargets(same)
    photos.set(after.id, after)
    changed.push(after)
  }
  return changed
}

export type LibraryStore = ReturnType<typeof createLibraryStore>
