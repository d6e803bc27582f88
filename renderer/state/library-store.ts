import { createStore } from 'zustand/vanilla'
import type { ImportProgress, LibraryPatch, LibraryPhoto, LibrarySnapshot } from '../../core/library'

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
      for (const photo of snapshot.photos) photos.set(photo.id, photo)
      publish(snapshot.revision, snapshot.importing, { upserted: snapshot.photos, removed: [], reset: true })
    },
    /** @returns false when a patch before this one is missing: ask for a snapshot. Patches already known are ignored. */
    apply(patch: LibraryPatch): boolean {
      const { loaded, revision } = store.getState()
      if (!loaded || patch.revision > revision + 1) return false
      if (patch.revision <= revision) return true
      for (const photo of patch.upserted) photos.set(photo.id, photo)
      for (const id of patch.removed) photos.delete(id)
      if (patch.upserted.length === 0 && patch.removed.length === 0) {
        store.setState({ revision: patch.revision, importing: patch.importing })
      } else {
        publish(patch.revision, patch.importing, { upserted: patch.upserted, removed: patch.removed, reset: false })
      }
      return true
    },
  }
}

export type LibraryStore = ReturnType<typeof createLibraryStore>
