import { clamp } from '../../../core/geometry/rounding'
import { columnGap, type GridLayout, gridPadding, rowGap } from '../../components/grid-geometry'

/** What a rubber band spans: two corners, in the coordinates of what scrolls, CSS px. */
export interface Band {
  readonly fromX: number
  readonly fromY: number
  readonly toX: number
  readonly toY: number
}

/** The cells of a grid that a band touches, in order, by geometry alone: most of them are not in the page. */
export function cellsInBand(band: Band, layout: GridLayout, count: number): readonly number[] {
  const { columns, cellWidth, rowHeight } = layout
  const across = spansTouched(band.fromX, band.toX, cellWidth, columnGap, columns)
  const down = spansTouched(band.fromY, band.toY, rowHeight - rowGap, rowGap, Math.ceil(count / columns))
  const touched: number[] = []
  for (let row = down.first; row <= down.last; row++) {
    for (let column = across.first; column <= across.last; column++) {
      const index = row * columns + column
      if (index < count) touched.push(index)
    }
  }
  return touched
}

/** The rows of a list that a band touches, in order. `top` is where the first one begins. */
export function rowsInBand(band: Band, rowHeight: number, top: number, count: number): readonly number[] {
  const first = Math.max(0, Math.floor((Math.min(band.fromY, band.toY) - top) / rowHeight))
  const last = Math.min(count - 1, Math.floor((Math.max(band.fromY, band.toY) - top) / rowHeight))
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}

/** Which of `count` equal spans, with gaps between them and padding before, lie between two points. None: last < first. */
function spansTouched(a: number, b: number, span: number, gap: number, count: number) {
  const [from, to] = [Math.min(a, b) - gridPadding, Math.max(a, b) - gridPadding]
  const step = span + gap
  // A span is touched when its end is at or after `from` and its start at or before `to`.
  const first = Math.max(0, Math.ceil((from - span) / step))
  const last = Math.min(count - 1, Math.floor(to / step))
  return { first, last }
}

/** How near to an edge the pointer makes the view scroll, px. */
const scrollZone = 28
/** For each px that the pointer is in that zone or beyond it, px a second. */
const perPx = 20
/** px a second. */
const fastest = 2880

/** How fast to scroll for a pointer at `at` in a view of that height, px a second: the farther out, the faster. */
export function scrollSpeed(at: number, height: number): number {
  const beyond = at < scrollZone ? at - scrollZone : at > height - scrollZone ? at - (height - scrollZone) : 0
  return clamp(beyond * perPx, -fastest, fastest)
}

/** The photos that are selected while a band holds some of them. `indices` in order. */
export function bandIndices(
  indices: readonly number[],
  mode: 'replace' | 'add' | 'extend',
  anchor: number,
): readonly number[] {
  const [first] = indices
  const last = indices.at(-1)
  if (mode !== 'extend' || anchor < 0 || first === undefined || last === undefined) return indices
  const from = Math.min(anchor, first)
  return Array.from({ length: Math.max(anchor, last) - from + 1 }, (_, index) => from + index)
}
