import { isActive, type JobState } from '../../core/job'
import type { LibraryPhoto } from '../../core/library'
import type { EngineId } from '../../core/limits'
import type { PhotoFormat } from '../../core/photo'
import type { JobView } from '../../core/queue'
import { targetsOf } from '../../core/targets'
import { isInFolder } from './folder-paths'
import { latestJob } from './latest-job'
import { fold, type Orientation, type RatioName, traitsOf } from './photo-traits'
import { type PlannedBatch, planFor } from './plans'

/** States; `gone` are photos whose file is not there any more, `unreadable` all that cannot be opened, those too. */
export const photoFilters = ['all', 'new', 'working', 'done', 'failed', 'own', 'refused', 'unreadable', 'gone'] as const
export type PhotoFilter = (typeof photoFilters)[number]

/** A number: at least so many stars. */
export const ratingFilters = [1, 2, 3, 4, 5, 'unrated', 'rejected'] as const
export type RatingFilter = (typeof ratingFilters)[number]

/** What is asked of the photos themselves. An empty list asks nothing; one of several is enough. */
export interface TraitFilter {
  readonly ratios: readonly RatioName[]
  readonly orientations: readonly Orientation[]
  readonly rating: RatingFilter | null
  /** Of the latest job. */
  readonly engines: readonly EngineId[]
  readonly formats: readonly PhotoFormat[]
}

export const noTraits: TraitFilter = { ratios: [], orientations: [], rating: null, engines: [], formats: [] }

/** Everything that decides whether a photo is shown. All of it must fit. */
export interface PhotoQuery {
  readonly search: string
  readonly filter: PhotoFilter
  readonly traits: TraitFilter
  /** Absolute; `null`: all folders. */
  readonly folder: string | null
  /** What is in the folder's subfolders, too. */
  readonly subfolders: boolean
}

/** What a filter needs to know besides the photo. */
export interface FilterContext {
  /** As in the queue's store. */
  readonly latest: ReadonlyMap<string, JobView>
  readonly batch: PlannedBatch
  /** Which of a photo's targets is shown, from 0. */
  readonly shown: number
}

/** Whether a photo fits one part of a query. */
export type PhotoTest = (photo: LibraryPhoto) => boolean

/** The parts of a query that ask something, by name. */
export type QueryTests = ReadonlyMap<keyof TraitFilter | 'search' | 'filter' | 'folder', PhotoTest>

/** The tests of a query, the quickest first. None: every photo is shown. */
export function testsOf(query: PhotoQuery, context: FilterContext): QueryTests {
  const tests = new Map<keyof TraitFilter | 'search' | 'filter' | 'folder', PhotoTest>()
  const { folder, subfolders, filter, traits } = query
  const { ratios, orientations, rating, engines, formats } = traits
  const wanted = fold(query.search.trim())
  if (folder !== null) tests.set('folder', (photo) => isInFolder(traitsOf(photo).folder, folder, subfolders))
  if (ratios.length > 0)
    tests.set(
      'ratios',
      oneOf(ratios, (photo) => traitsOf(photo).shape?.ratio),
    )
  if (orientations.length > 0) {
    tests.set(
      'orientations',
      oneOf(orientations, (photo) => traitsOf(photo).shape?.orientation),
    )
  }
  if (rating !== null) tests.set('rating', (photo) => matchesRating(photo, rating))
  if (formats.length > 0) {
    tests.set(
      'formats',
      oneOf(formats, (photo) => photo.header?.format),
    )
  }
  if (wanted !== '') tests.set('search', (photo) => traitsOf(photo).searched.includes(wanted))
  if (engines.length > 0) {
    tests.set(
      'engines',
      oneOf(engines, (photo) => context.latest.get(photo.path)?.engine),
    )
  }
  if (filter !== 'all') tests.set('filter', (photo) => matchesFilter(photo, filter, context))
  return tests
}

function oneOf<T>(values: readonly T[], ask: (photo: LibraryPhoto) => T | undefined): PhotoTest {
  const wanted = new Set(values)
  return (photo) => {
    const value = ask(photo)
    return value !== undefined && wanted.has(value)
  }
}

/** How many things are asked of the photos themselves. */
export function countTraits({ ratios, orientations, rating, engines, formats }: TraitFilter): number {
  return ratios.length + orientations.length + (rating === null ? 0 : 1) + engines.length + formats.length
}

/** Whether what a query answers can change with the queue. */
export function asksForJobs({ filter, traits }: Pick<PhotoQuery, 'filter' | 'traits'>): boolean {
  return traits.engines.length > 0 || jobFilters.includes(filter)
}

const jobFilters: readonly PhotoFilter[] = ['new', 'working', 'done', 'failed']

export function matchesRating(photo: LibraryPhoto, wanted: RatingFilter): boolean {
  const { rating } = traitsOf(photo)
  if (wanted === 'rejected') return rating < 0
  return wanted === 'unrated' ? rating === 0 : rating >= wanted
}

/** Any of them came from a link. */
export function anyLinked(photos: Iterable<LibraryPhoto>): boolean {
  for (const { link } of photos) if (link !== null) return true
  return false
}

/** Whether the file of a photo is not where it was. */
export function isGone({ error }: Pick<LibraryPhoto, 'error'>): boolean {
  return error?.code === 'file-missing'
}

/** Whether a photo is one of those that are asked for. Of several targets `done` means all, everything else any. */
export function matchesFilter(photo: LibraryPhoto, filter: PhotoFilter, context: FilterContext): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'own':
      return photo.target !== null || photo.prompt !== null
    case 'refused':
      return targetsOf(photo, context.batch).some((target) => planFor(photo, target, context.batch).kind === 'refused')
    case 'unreadable':
      return photo.header === null || photo.error !== null
    case 'gone':
      return isGone(photo)
    default:
      return matchesState(photo, filter, context)
  }
}

function matchesState(
  photo: LibraryPhoto,
  filter: 'new' | 'working' | 'done' | 'failed',
  { latest, batch }: FilterContext,
): boolean {
  const states = targetsOf(photo, batch).map((target) => latestJob(latest, photo, target)?.state ?? null)
  switch (filter) {
    case 'new':
      return photo.header !== null && states.some((state) => state === null || state === 'cancelled')
    case 'working':
      return states.some((state) => state !== null && isOpen(state))
    case 'done':
      return states.every((state) => state === 'done')
    case 'failed':
      return states.includes('failed')
  }
}

function isOpen(state: JobState): boolean {
  return state === 'queued' || state === 'blocked' || isActive(state)
}
