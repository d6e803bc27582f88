import type { SortKey } from '../../../core/settings'

/** A column of the list. */
export interface ListColumn {
  readonly name:
    | 'picture'
    | 'name'
    | 'folder'
    | 'size'
    | 'megapixels'
    | 'ratio'
    | 'taken'
    | 'canvas'
    | 'area'
    | 'state'
    | 'rating'
  /** What its heading sorts by; `null`: nothing. */
  readonly sort: SortKey | null
  /** Least width, CSS px. */
  readonly least: number
  /** Its part of the room that is left over. */
  readonly grows: number
  /** Numbers stand at the right. */
  readonly numeric?: boolean
  /** Sorted by it for the first time, the largest come first. */
  readonly largestFirst?: boolean
}

export const listColumns: readonly ListColumn[] = [
  { name: 'picture', sort: null, least: 48, grows: 0 },
  { name: 'name', sort: 'name', least: 128, grows: 4 },
  { name: 'folder', sort: 'path', least: 64, grows: 3 },
  { name: 'size', sort: 'size', least: 88, grows: 0, numeric: true, largestFirst: true },
  { name: 'megapixels', sort: 'size', least: 40, grows: 0, numeric: true, largestFirst: true },
  { name: 'ratio', sort: 'ratio', least: 46, grows: 0, numeric: true },
  { name: 'taken', sort: 'taken', least: 78, grows: 1 },
  { name: 'canvas', sort: 'canvas', least: 134, grows: 2, largestFirst: true },
  { name: 'area', sort: 'area', least: 44, grows: 0, numeric: true, largestFirst: true },
  { name: 'state', sort: 'state', least: 92, grows: 1 },
  { name: 'rating', sort: 'rating', least: 52, grows: 0, largestFirst: true },
]

/** CSS px. */
export const listGap = 8
export const listPadding = 12
export const listRowHeight = 40
export const listHeadHeight = 30

/** The columns as CSS lays them out. */
export const listTemplate = listColumns
  .map(({ least, grows }) => (grows === 0 ? `${least}px` : `minmax(${least}px, ${grows}fr)`))
  .join(' ')

/** Narrower than this the list scrolls sideways, CSS px. */
export const listLeastWidth =
  listColumns.reduce((sum, { least }) => sum + least, 0) + (listColumns.length - 1) * listGap + 2 * listPadding

/** What a press on a heading asks for: its order, or, when that is there already, the other way round. */
export function orderAfterPress(
  column: Pick<ListColumn, 'sort' | 'largestFirst'>,
  now: { readonly sort: SortKey; readonly descending: boolean },
): { readonly sort: SortKey; readonly descending: boolean } {
  if (column.sort === null) return now
  if (column.sort === now.sort) return { sort: now.sort, descending: !now.descending }
  return { sort: column.sort, descending: column.largestFirst ?? false }
}
