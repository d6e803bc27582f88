import type { LibraryPhoto } from '../../core/library'
import type { EngineId } from '../../core/limits'
import type { PhotoFormat } from '../../core/photo'
import {
  type FilterContext,
  matchesFilter,
  matchesRating,
  type PhotoFilter,
  type PhotoQuery,
  photoFilters,
  type RatingFilter,
  ratingFilters,
  testsOf,
} from './photo-filter'
import { type Orientation, type RatioName, traitsOf } from './photo-traits'

/** How many photos each further choice would show, with everything else that is asked staying as it is. */
export interface Facets {
  readonly filter: ReadonlyMap<PhotoFilter, number>
  readonly ratios: ReadonlyMap<RatioName, number>
  readonly orientations: ReadonlyMap<Orientation, number>
  readonly rating: ReadonlyMap<RatingFilter, number>
  readonly engines: ReadonlyMap<EngineId, number>
  readonly formats: ReadonlyMap<PhotoFormat, number>
}

type FacetName = keyof Facets

/** What a photo counts for in each of them. */
const choicesOf: Readonly<
  Record<FacetName, (photo: LibraryPhoto, context: FilterContext) => readonly (string | number | undefined)[]>
> = {
  filter: (photo, context) => photoFilters.filter((each) => matchesFilter(photo, each, context)),
  ratios: (photo) => [traitsOf(photo).shape?.ratio],
  orientations: (photo) => [traitsOf(photo).shape?.orientation],
  rating: (photo) => ratingFilters.filter((each) => matchesRating(photo, each)),
  engines: (photo, { latest }) => [latest.get(photo.path)?.engine],
  formats: (photo) => [photo.header?.format],
}

const facetNames = ['filter', 'ratios', 'orientations', 'rating', 'engines', 'formats'] as const

/** Counts in one go over the photos: one that fails a single test still counts for the choices of that test. */
export function countFacets(photos: Iterable<LibraryPhoto>, query: PhotoQuery, context: FilterContext): Facets {
  const tests = [...testsOf(query, context)]
  const all = {
    filter: new Map(),
    ratios: new Map(),
    orientations: new Map(),
    rating: new Map(),
    engines: new Map(),
    formats: new Map(),
  }
  for (const photo of photos) {
    const failed = tests.filter(([, test]) => !test(photo)).map(([name]) => name)
    for (const name of countedFor(failed)) {
      for (const choice of choicesOf[name](photo, context)) if (choice !== undefined) count(all[name], choice)
    }
  }
  return all
}

function countedFor(failed: readonly string[]): readonly FacetName[] {
  return failed.length === 0 ? facetNames : failed.length === 1 ? facetNames.filter((name) => name === failed[0]) : []
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
