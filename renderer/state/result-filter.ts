import type { ColourLabel, Mark } from '../../core/gallery'
import type { EngineId } from '../../core/limits'

export const flagFilters = ['all', 'picked', 'rejected', 'unmarked'] as const
export type FlagFilter = (typeof flagFilters)[number]

/** Which results are shown; all of it has to hold. */
export interface ResultFilter {
  readonly flag: FlagFilter
  /** At least so many. */
  readonly stars: number
  readonly colour: ColourLabel | null
  readonly engine: EngineId | null
  /** Part of the file's name or the prompt. */
  readonly text: string
}

export const noFilter: ResultFilter = { flag: 'all', stars: 0, colour: null, engine: null, text: '' }

export const resultSorts = ['order', 'name', 'stars', 'newest'] as const
export type ResultSort = (typeof resultSorts)[number]

/** One finished file, as far as lists are made of it. */
export interface ResultItem {
  readonly id: string
  readonly job: string
  readonly variation: number
  readonly path: string
  /** The file's name. */
  readonly name: string
  /** Name and prompt, lower case. */
  readonly text: string
  readonly engine: EngineId
  readonly finishedAt: number
}

/** How many results there are of each kind, whatever else is filtered. */
export type FlagCounts = Readonly<Record<FlagFilter, number>>

/** The kind of a mark. `unmarked`: no flag; stars and colours are no flag. */
export function flagOf({ flag }: Mark): Exclude<FlagFilter, 'all'> {
  return flag ?? 'unmarked'
}

/** Whether a result is shown. */
export function isShown(item: ResultItem, mark: Mark, filter: ResultFilter): boolean {
  return (
    (filter.flag === 'all' || filter.flag === flagOf(mark)) &&
    mark.stars >= filter.stars &&
    (filter.colour === null || filter.colour === mark.colour) &&
    (filter.engine === null || filter.engine === item.engine) &&
    (filter.text === '' || item.text.includes(filter.text.toLowerCase()))
  )
}

/** Whether anything is filtered out by a filter. */
export function isFiltering({ flag, stars, colour, engine, text }: ResultFilter): boolean {
  return flag !== 'all' || stars > 0 || colour !== null || engine !== null || text !== ''
}
