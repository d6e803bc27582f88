import { clamp } from '../../../core/geometry/rounding'
import { type ColumnWidths, columnWidthRange, type ListColumnName, type SortKey } from '../../../core/settings'

/** A column of the list. */
export interface ListColumn {
  readonly name: ListColumnName
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
  { name: 'name', sort: 'name', least: 120, grows: 4 },
  { name: 'folder', sort: 'path', least: 56, grows: 3 },
  { name: 'size', sort: 'size', least: 88, grows: 0, numeric: true, largestFirst: true },
  { name: 'megapixels', sort: 'size', least: 40, grows: 0, numeric: true, largestFirst: true },
  { name: 'ratio', sort: 'ratio', least: 46, grows: 0, numeric: true },
  { name: 'taken', sort: 'taken', least: 86, grows: 1 },
  { name: 'canvas', sort: 'canvas', least: 134, grows: 2, largestFirst: true },
  { name: 'area', sort: 'area', least: 44, grows: 0, numeric: true, largestFirst: true },
  { name: 'state', sort: 'state', least: 100, grows: 1 },
  { name: 'rating', sort: 'rating', least: 52, grows: 0, largestFirst: true },
]

/** CSS px. */
const listGap = 8
const listPadding = 12

/** CSS px. */
export const listRowHeight = 40
export const listHeadHeight = 30

/** Which columns go where there is no room for all, the least important first; what a photo is called and becomes stays. */
const folding: readonly ListColumn['name'][] = ['megapixels', 'area', 'ratio', 'folder', 'taken', 'size']

const folds: readonly (readonly ListColumn[])[] = [null, ...folding].map((last) => {
  const gone = last === null ? [] : folding.slice(0, folding.indexOf(last) + 1)
  return listColumns.filter(({ name }) => !gone.includes(name))
})

/**
 * As many columns as fit into a width, CSS px, if nobody had made any wider; always the same array for the same columns. A
 * column that is pulled wider sends none away: the list scrolls sideways then.
 */
export function columnsFor(width: number): readonly ListColumn[] {
  const columns = folds.find((each) => leastWidthOf(each, {}) <= width) ?? folds.at(-1)
  if (columns === undefined) throw new Error('Expected at least one way to fold the list')
  return columns
}

/** Narrower than this the list scrolls sideways, CSS px. */
export function leastWidthOf(columns: readonly ListColumn[], widths: ColumnWidths): number {
  const all = columns.reduce((sum, { name, least }) => sum + (widths[name] ?? least), 0)
  return all + (columns.length - 1) * listGap + 2 * listPadding
}

/** The columns as CSS lays them out; `natural` is as wide as what is in it. */
export function templateOf(columns: readonly ListColumn[], widths: ColumnWidths, natural?: ListColumnName): string {
  return columns
    .map(({ name, least, grows }) => {
      if (name === natural) return 'max-content'
      const own = widths[name]
      if (own !== undefined) return `${own}px`
      return grows === 0 ? `${least}px` : `minmax(${least}px, ${grows}fr)`
    })
    .join(' ')
}

/** Whether a column's width can be chosen; a picture is as wide as pictures are. */
export function isResizable({ name }: ListColumn): boolean {
  return name !== 'picture'
}

/** The nearest width that a column may have, CSS px. */
export function columnWidth(wanted: number): number {
  return clamp(Math.round(wanted), columnWidthRange.min, columnWidthRange.max)
}

/** What a press on a heading asks for: its order, or, when that is there already, the other way round. */
export function orderAfterPress(
  column: Pick<ListColumn, 'sort' | 'largestFirst'>,
  now: { readonly sort: SortKey; readonly descending: boolean },
): { readonly sort: SortKey; readonly descending: boolean } {
  if (column.sort === null) return now
  if (column.sort === now.sort) return { sort: now.sort, descending: !now.descending }
  return { sort: column.sort, descending: column.largestFirst ?? false }
}
