import { isActive, type JobState } from '../../core/job'
import type { LibraryPhoto } from '../../core/library'
import type { JobView } from '../../core/queue'
import { targetsOf } from '../../core/targets'
import { latestJob } from './latest-job'
import { type PlannedBatch, planFor } from './plans'

export const photoFilters = ['all', 'new', 'working', 'done', 'failed', 'own', 'refused', 'unreadable'] as const
export type PhotoFilter = (typeof photoFilters)[number]

/** What a filter needs to know besides the photo. */
export interface FilterContext {
  /** As in the queue's store. */
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

/** Whether a photo is one of those that are asked for. Of several targets `done` means all, everything else any. */
export function matchesFilter(photo: LibraryPhoto, filter: PhotoFilter, context: FilterContext): boolean {
  const targets = targetsOf(photo, context.batch)
  const states = () => targets.map((target) => latestJob(context.latest, photo, target)?.state ?? null)
  switch (filter) {
    case 'all':
      return true
    case 'new':
      return photo.header !== null && states().some((state) => state === null || state === 'cancelled')
    case 'working':
      return states().some((state) => state !== null && isOpen(state))
    case 'done':
      return states().every((state) => state === 'done')
    case 'failed':
      return states().includes('failed')
    case 'own':
      return photo.target !== null || photo.prompt !== null
    case 'refused':
      return targets.some((target) => planFor(photo, target, context.batch).kind === 'refused')
    case 'unreadable':
      return photo.header === null
  }
}

function isOpen(state: JobState): boolean {
  return state === 'queued' || state === 'blocked' || isActive(state)
}
