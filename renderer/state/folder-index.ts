import { createStore } from 'zustand/vanilla'
import type { LibraryPhoto } from '../../core/library'
import { folderOf } from '../format/names'
import type { LibraryChange, LibraryStore } from './library-store'
import { linkFolder, traitsOf } from './photo-traits'

/** How many photos there are in which folders. New objects whenever a number changes. */
export interface FolderCounts {
  /** By folder; photos in its subfolders are not counted. */
  readonly photos: ReadonlyMap<string, number>
  /** The folders that were dropped, and those of photos that were dropped by themselves; each with how many came of it. */
  readonly tops: ReadonlyMap<string, number>
}

/** Counts while patches come in: as much work as the patch has photos, not as the library has. */
export function createFolderIndex(library: LibraryStore) {
  const store = createStore<FolderCounts>(() => ({ photos: new Map(), tops: new Map() }))
  const places = new Map<string, { readonly folder: string; readonly top: string }>()
  const photos = new Map<string, number>()
  const tops = new Map<string, number>()

  const put = (photo: LibraryPhoto): boolean => {
    const folder = traitsOf(photo).folder
    const top = topOf(photo)
    const before = places.get(photo.id)
    if (before?.folder === folder && before.top === top) return false
    drop(photo.id)
    places.set(photo.id, { folder, top })
    step(photos, folder, 1)
    step(tops, top, 1)
    return true
  }

  const drop = (id: string): boolean => {
    const place = places.get(id)
    if (place === undefined) return false
    places.delete(id)
    step(photos, place.folder, -1)
    step(tops, place.top, -1)
    return true
  }

  const onChange = ({ upserted, removed, reset }: LibraryChange) => {
    let changed = reset
    if (reset) {
      places.clear()
      photos.clear()
      tops.clear()
    }
    for (const photo of upserted) changed = put(photo) || changed
    for (const id of removed) changed = drop(id) || changed
    if (changed) store.setState({ photos: new Map(photos), tops: new Map(tops) })
  }

  onChange({ upserted: [...library.getState().photos.values()], removed: [], reset: true })
  return { ...store, stop: library.onChange(onChange) }
}

export type FolderIndex = ReturnType<typeof createFolderIndex>

function topOf(photo: LibraryPhoto): string {
  if (photo.link !== null) return linkFolder
  return photo.root === photo.path ? folderOf(photo.path) : photo.root
}

function step(counts: Map<string, number>, key: string, by: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + by
  if (count <= 0) counts.delete(key)
  else counts.set(key, count)
}
