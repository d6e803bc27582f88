import type { RefObject } from 'react'
import { clamp } from '../../../core/geometry/rounding'
import { scrollSteadily } from '../../components/steady-scroll'

/** How near to an edge the pointer makes the list scroll, px. */
const edge = 48
/** For each px that the pointer is nearer, px a second. */
const perPx = 30
/** px a second. */
const fastest = 1440

/** Scrolls a list while the pointer is near its upper or lower edge; answers with the function that ends it. */
export function edgeScroll(scroller: RefObject<HTMLElement | null>, pointerY: () => number, onScroll: () => void) {
  const speed = (view: HTMLElement) => {
    const { top, bottom } = view.getBoundingClientRect()
    const above = Math.max(0, top + edge - pointerY())
    const below = Math.max(0, pointerY() - (bottom - edge))
    return clamp((above > 0 ? -above : below) * perPx, -fastest, fastest)
  }
  return scrollSteadily(() => scroller.current, speed, onScroll)
}
