import type { Rect } from '../../../core/geometry/types'
import { contactsOf } from './regions'

/**
 * What two overlapping tiles have both painted: the one before is left of it, say, and right of it there is only the
 * later one. Positions in it are `across`, px from the earlier tile's side, and `along` it.
 */
export interface Strip {
  readonly area: Rect
  /** The axis on which it is crossed from the earlier tile to the later one. */
  readonly axis: 'x' | 'y'
  /** The later tile is at its left or top. */
  readonly isReversed: boolean
  /** Which of its ends touch what is known otherwise, where both tiles show the same. */
  readonly known: { readonly start: boolean; readonly end: boolean }
}

/**
 * How a shared area is crossed: toward the side where most of what only the later tile has painted lies; `null` when it
 * has painted nothing beside it.
 * @param fresh what only the later tile paints.
 * @param known what neither has painted.
 */
export function stripOf(area: Rect, fresh: readonly Rect[], known: readonly Rect[]): Strip | null {
  const contacts = contactsOf(area, fresh)
  const most = Math.max(...Object.values(contacts))
  if (most === 0) return null
  const ends = contactsOf(area, known)
  if (contacts.left === most || contacts.right === most) {
    const touching = { start: ends.top > 0, end: ends.bottom > 0 }
    return { area, axis: 'x', isReversed: contacts.left === most, known: touching }
  }
  const touching = { start: ends.left > 0, end: ends.right > 0 }
  return { area, axis: 'y', isReversed: contacts.top === most, known: touching }
}

/** How far it is across a strip, and how long it is, px. */
export function lengthsOf({ area, axis }: Strip): { readonly across: number; readonly along: number } {
  return axis === 'x' ? { across: area.width, along: area.height } : { across: area.height, along: area.width }
}
