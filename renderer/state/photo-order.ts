import type { LibraryPhoto } from '../../core/library'
import { folderOf } from '../format/names'

export const sortKeys = ['path', 'name', 'date'] as const
export type SortKey = (typeof sortKeys)[number]

type Compare = (a: LibraryPhoto, b: LibraryPhoto) => number

/** Numbers inside names count as numbers (`IMG_9` before `IMG_10`); ids decide between equals, so the order is total. */
export function comparePhotos(key: SortKey, locale: string): Compare {
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  const text = (a: string, b: string) => (a === b ? 0 : collator.compare(a, b))
  const byId: Compare = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  const byPath: Compare = (a, b) => text(folderOf(a.path), folderOf(b.path)) || text(a.name, b.name) || byId(a, b)
  switch (key) {
    case 'path':
      return byPath
    case 'name':
      return (a, b) => text(a.name, b.name) || byPath(a, b)
    case 'date':
      return (a, b) => a.modifiedMs - b.modifiedMs || byPath(a, b)
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
