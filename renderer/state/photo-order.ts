import { areaFactor } from '../../core/geometry'
import type { LibraryPhoto } from '../../core/library'
import type { SortKey } from '../../core/settings'
import { targetAt, targetsOf } from '../../core/targets'
import { folderOf } from '../format/names'
import { latestJob } from './latest-job'
import type { FilterContext } from './photo-filter'
import { traitsOf } from './photo-traits'
import { planShown } from './plans'

type Compare = (a: LibraryPhoto, b: LibraryPhoto) => number

/** What photos are sorted by. */
export interface PhotoOrder {
  readonly sort: SortKey
  readonly descending: boolean
  readonly locale: string
}

/** States as work goes on: what needs the user comes first when turned around. */
const stateOrder = [
  'none',
  'cancelled',
  'queued',
  'preparing',
  'submitting',
  'running',
  'downloading',
  'composing',
  'done',
  'blocked',
  'failed',
  'unreadable',
] as const

const stateRanks: ReadonlyMap<string, number> = new Map(stateOrder.map((state, rank) => [state, rank]))

/**
 * Numbers inside names count as numbers (`IMG_9` before `IMG_10`). Equals stand by folder and name, ids decide last, so
 * the order is total; only what is sorted by is turned around when it is descending. What the queue and the batch say of
 * a photo is asked once: make another comparison when that changes.
 */
export function comparePhotos({ sort, descending, locale }: PhotoOrder, context: FilterContext): Compare {
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  const rankOf = rankFolders(collator.compare)
  const sign = descending ? -1 : 1
  const byId: Compare = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  const byName: Compare = (a, b) => (a.name === b.name ? 0 : collator.compare(a.name, b.name))
  const byPath: Compare = (a, b) => rankOf(a) - rankOf(b) || byName(a, b) || byId(a, b)
  if (sort === 'path') return descending ? (a, b) => -byPath(a, b) : byPath
  if (sort === 'name') return (a, b) => sign * byName(a, b) || byPath(a, b)
  const value = remembering(sortValue(sort, context))
  return (a, b) => sign * (value(a) - value(b)) || byPath(a, b)
}

function sortValue(
  sort: Exclude<SortKey, 'path' | 'name'>,
  { latest, batch, shown }: FilterContext,
): (photo: LibraryPhoto) => number {
  switch (sort) {
    case 'taken':
      return (photo) => traitsOf(photo).time
    case 'rating':
      return (photo) => traitsOf(photo).rating
    case 'ratio':
      return (photo) => traitsOf(photo).shape?.aspect ?? 0
    case 'size':
      return (photo) => traitsOf(photo).shape?.area ?? 0
    case 'canvas':
    case 'area':
      return (photo) => {
        const outcome = planShown(photo, batch, shown)
        if (outcome.kind !== 'planned') return 0
        const { plan } = outcome
        return sort === 'area' ? areaFactor(plan) : plan.output.width * plan.output.height
      }
    case 'state':
      return (photo) => {
        if (photo.header === null) return stateRanks.get('unreadable') ?? 0
        return stateRanks.get(latestJob(latest, photo, targetAt(targetsOf(photo, batch), shown))?.state ?? 'none') ?? 0
      }
  }
}

function remembering(value: (photo: LibraryPhoto) => number): (photo: LibraryPhoto) => number {
  const known = new WeakMap<LibraryPhoto, number>()
  return (photo) => {
    const before = known.get(photo)
    if (before !== undefined) return before
    const found = value(photo)
    known.set(photo, found)
    return found
  }
}

/** Whether an order changes with the queue, or with the batch's settings. */
export const ordersByJobs = (sort: SortKey) => sort === 'state'
export const ordersByPlans = (sort: SortKey) => sort === 'canvas' || sort === 'area'

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
