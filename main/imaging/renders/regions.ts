import type { Rect } from '../../../core/geometry/types'
import { sharedArea } from '../rects'

/** A pass' result by what becomes of it. */
export interface Regions {
  /** The photo and the input: stay as they are. */
  readonly kept: readonly Rect[]
  /** Not known yet: painted. */
  readonly fresh: readonly Rect[]
  /** Painted by passes before, but not a part of the input: blended. */
  readonly shared: readonly Rect[]
}

/**
 * Cuts a pass' result into regions.
 * @param painted the results of the passes before.
 */
export function regionsOf(input: Rect, result: Rect, photo: Rect, painted: readonly Rect[]): Regions {
  const isKept = (x: number, y: number) => isInside(input, x, y) || isInside(photo, x, y)
  const isPainted = (x: number, y: number) => painted.some((area) => isInside(area, x, y))
  const borders = [input, photo, ...painted]
  return {
    kept: [input, photo],
    fresh: partsOf(result, borders, (x, y) => !isKept(x, y) && !isPainted(x, y)),
    shared: partsOf(result, borders, (x, y) => !isKept(x, y) && isPainted(x, y)),
  }
}

/** How long, px, each side of a rectangle meets any of `others`. */
export function contactsOf(area: Rect, others: readonly Rect[]): Record<'left' | 'right' | 'top' | 'bottom', number> {
  const { left, top, width, height } = area
  const contact = (beside: Rect) => others.reduce((sum, other) => sum + sharedArea(beside, other), 0)
  return {
    left: contact({ left: left - 1, top, width: 1, height }),
    right: contact({ left: left + width, top, width: 1, height }),
    top: contact({ left, top: top - 1, width, height: 1 }),
    bottom: contact({ left, top: top + height, width, height: 1 }),
  }
}

/** The parts of an area in which something holds that can only change at `borders`: spans of rows, as tall as they go. */
function partsOf(area: Rect, borders: readonly Rect[], holds: (x: number, y: number) => boolean): readonly Rect[] {
  const columns = stopsWithin(
    area.left,
    area.width,
    borders.flatMap(({ left, width }) => [left, left + width]),
  )
  const rows = stopsWithin(
    area.top,
    area.height,
    borders.flatMap(({ top, height }) => [top, top + height]),
  )
  const done: Rect[] = []
  let open: Rect[] = []
  for (const [top, bottom] of pairs(rows)) {
    const spans = joined(pairs(columns).filter(([left]) => holds(left, top)))
    const grown = spans.map(([left, right]) => {
      const above = open.find((part) => part.left === left && part.width === right - left)
      return { left, top: above?.top ?? top, width: right - left, height: bottom - (above?.top ?? top) }
    })
    done.push(...open.filter((part) => !grown.some(({ left, top }) => left === part.left && top === part.top)))
    open = grown
  }
  return [...done, ...open]
}

/** Both ends of a side, and which of `stops` lie between them, in order. */
function stopsWithin(start: number, length: number, stops: readonly number[]): readonly number[] {
  const inside = stops.filter((stop) => stop > start && stop < start + length)
  return [...new Set([start, ...inside, start + length])].sort((a, b) => a - b)
}

type Span = readonly [from: number, to: number]

function pairs(stops: readonly number[]): Span[] {
  return stops.slice(1).map((to, i) => [stops[i] ?? to, to])
}

/** Spans in order, those that meet as one. */
function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = []
  for (const [from, to] of spans) {
    const last = all.at(-1)
    if (last?.[1] === from) all.splice(-1, 1, [last[0], to])
    else all.push([from, to])
  }
  return all
}

/** Whether the px right of `x` and below `y` is in a rectangle. */
function isInside({ left, top, width, height }: Rect, x: number, y: number): boolean {
  return x >= left && x < left + width && y >= top && y < top + height
}
