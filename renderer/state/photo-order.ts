import type { LibraryPhoto } from '../../core/library'
import { folderOf } from '../format/names'

export const sortKeys = ['path', 'name', 'date'] as const
export type SortKey = (typeof sortKeys)[number]

type Compare = (a: LibraryPhoto, b: LibraryPhoto) => number

/** Numbers inside names count as numbers (`IMG_9` before `IMG_10`); ids decide between equals, so the order is total. */
export function comparePhotos(key: SortKey, locale: string): Compare {
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  const rankOf = rankFolders(collator.compare)
  const byId: Compare = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  const byName: Compare = (a, b) => (a.name === b.name ? 0 : collator.compare(a.name, b.name))
  const byPath: Compare = (a, b) => rankOf(a) - rankOf(b) || byName(a, b) || byId(a, b)
  switch (key) {
    case 'path':
      return byPath
    case 'name':
      return (a, b) => byName(a, b) || byPath(a, b)
    case 'date':
      return (a, b) => a.modifiedMs - b.modifiedMs || byPath(a, b)
  }
}

/**
 * The place of a photo's folder among all that were met. There are few folders and many photos: comparing folders
 * letter by letter for each pair of photos was most of the work of sorting ten thousand.
 */
function rankFolders(compare: (a: string, b: string) => number): (photo: LibraryPhoto) => number {
  const folders = new WeakMap<LibraryPhoto, string>()
  const sorted: string[] = []
  let ranks = new Map<string, number>()

  const add = (folder: string) => {
    const at = sorted.findIndex(
      (known) => compare(folder, known) < 0 || (compare(folder, known) === 0 && folder < known),
    )
    sorted.splice(at < 0 ? sorted.length : at, 0, folder)
    ranks = new Map(sorted.map((known, rank) => [known, rank]))
    return ranks.get(folder) ?? 0
  }
  return (photo) => {
    let folder = folders.get(photo)
    if (folder === undefined) {
      folder = folderOf(photo.path)
      folders.set(photo, folder)
    }
    return ranks.get(folder) ?? add(folder)
  }
}

/** `sorted` with `added` in their places: as many comparisons as the few new ones need, not as the whole list would. */
export function insertSorted(
  sorted: readonly LibraryPhoto[],
  added: readonly LibraryPhoto[],
  compare: Compare,
): readonly LibraryPhoto[] {
  if (added.length === 0) return sorted
  const merged: LibraryPhoto[] = []
  let from = 0
  for (const photo of added.toSorted(compare)) {
    const at = lowerBound(sorted, photo, compare, from)
    for (; from < at; from++) merged.push(sorted[from] as LibraryPhoto)
    merged.push(photo)
  }
  for (; from < sorted.length; from++) merged.push(sorted[from] as LibraryPhoto)
  return merged
}

function lowerBound(sorted: readonly LibraryPhoto[], photo: LibraryPhoto, compare: Compare, from: number): number {
  let low = from
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(sorted[middle] as LibraryPhoto, photo) < 0) low = middle + 1
    else high = middle
  }
  return low
}
