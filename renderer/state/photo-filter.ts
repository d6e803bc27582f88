import { isActive, type JobState } from '../../core/job'
import type { LibraryPhoto } from '../../core/library'
import type { JobView } from '../../core/queue'
import { type PlannedBatch, planPhoto } from './plans'

export const photoFilters = ['all', 'new', 'working', 'done', 'failed', 'own', 'refused', 'unreadable'] as const
export type PhotoFilter = (typeof photoFilters)[number]

/** What a filter needs to know besides the photo. */
export interface FilterContext {
  readonly latest: ReadonlyMap<string, JobView>
  readonly batch: PlannedBatch
}

/** Whether a name contains what is searched for; letter case and the way accents are stored do not matter. */
export function matchesSearch(name: string, search: string): boolean {
  const wanted = fold(search.trim())
  return wanted === '' || fold(name).includes(wanted)
}

function fold(text: string): string {
  return text.normalize('NFC').toLocaleLowerCase()
}

/** Whether any of them came from a link. */
export function anyLinked(photos: Iterable<LibraryPhoto>): boolean {
  for (const { link } of photos) if (link !== null) return true
  return false
}

export function matchesFilter(photo: LibraryPhoto, filter: PhotoFilter, context: FilterContext): boolean {
  const state = context.latest.get(photo.path)?.state ?? null
  switch (filter) {
    case 'all':
      return true
    case 'new':
      return photo.header !== null && (state === null || state === 'cancelled')
    case 'working':
      return state !== null && isOpen(state)
    case 'done':
    case 'failed':
      return state === filter
    case 'own':
      return photo.target !== null || photo.prompt !== null
    case 'refused':
      return planPhoto(photo, context.batch).kind === 'refused'
    case 'unreadable':
      return photo.header === null
  }
}

function isOpen(state: JobState): boolean {
  return state === 'queued' || state === 'blocked' || isActive(state)
}
