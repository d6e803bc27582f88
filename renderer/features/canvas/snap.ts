import { placePhoto, type Side, type SidesPx, sidesPxOf, type Target, type Way } from '../../../core/geometry'
import type { Framed } from '../../state/canvas-zoom'

/** Places that the photo is drawn to while it is dragged: edges, thirds and the centre of the free space. */
const places = [0, 1 / 3, 0.5, 2 / 3, 1] as const

/** How near something must be to a place to be drawn to it, CSS px. */
export const snapDistance = 8

/** Where a drag has led: a target, and the places it was drawn to, 0..1 of the canvas; `null`: to none. */
export interface DraggedPhoto {
  readonly target: Target
  readonly snapped: { readonly x: number | null; readonly y: number | null }
}

/**
 * The photo after it was dragged by px of its own. `reach`: how near a place draws it, px; 0: not at all. An axis without
 * free space stays as it is.
 */
export function dragPhoto(target: Target, from: Framed, by: Way, reach: number): DraggedPhoto {
  const { photo, canvas, original } = from
  const x = dragAxis(original.left, by.x, canvas.width - photo.width, reach)
  const y = dragAxis(original.top, by.y, canvas.height - photo.height, reach)
  const next = placePhoto(target, from, { left: x.px, top: y.px })
  const snapped = { x: x.place, y: y.place }
  if (next.kind === 'margins') return { target: next, snapped }
  // A third is a third in every photo that the target is given to, which its px are not.
  const anchor = { x: x.place ?? next.anchor.x, y: y.place ?? next.anchor.y }
  return { target: { ...next, anchor }, snapped }
}

function dragAxis(start: number, by: number, space: number, reach: number): { px: number; place: number | null } {
  if (space <= 0 || by === 0) return { px: start, place: null }
  const px = Math.min(space, Math.max(0, start + by))
  const place = nearest(
    px,
    places.map((part) => part * space),
    reach,
  )
  return place === null ? { px, place } : { px: place, place: places.find((part) => part * space === place) ?? null }
}

/**
 * The way of dragged edges, drawn to where each has nothing to add, or as much as the edge across; and to the line at
 * which a pass ends. An edge that is drawn somewhere is named in `snapped`.
 */
export function snapEdges(
  from: Framed,
  edges: readonly Side[],
  by: Way,
  { reach, limit }: { readonly reach: number; readonly limit: SidesPx | null },
): { readonly by: Way; readonly snapped: readonly Side[] } {
  const now = sidesPxOf(from)
  const snapped: Side[] = []
  let { x, y } = by
  for (const edge of edges) {
    const isAcross = edge === 'left' || edge === 'right'
    const sign = edge === 'left' || edge === 'top' ? -1 : 1
    const wanted = now[edge] + sign * (isAcross ? x : y)
    // Rounded down: the last px that still is within one pass.
    const stops = [0, now[opposites[edge]], ...(limit === null ? [] : [Math.floor(limit[edge])])]
    const stop = nearest(wanted, stops, reach)
    if (stop === null) continue
    snapped.push(edge)
    if (isAcross) x = sign * (stop - now[edge])
    else y = sign * (stop - now[edge])
  }
  return { by: { x, y }, snapped }
}

const opposites: Readonly<Record<Side, Side>> = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' }

function nearest(value: number, stops: readonly number[], reach: number): number | null {
  const near = stops.filter((stop) => Math.abs(stop - value) <= reach && reach > 0)
  return near.toSorted((a, b) => Math.abs(a - value) - Math.abs(b - value))[0] ?? null
}
