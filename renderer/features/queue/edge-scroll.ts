import type { RefObject } from 'react'

/** How near to an edge the pointer makes the list scroll, px. */
const edge = 48
/** Fastest, px per frame. */
const most = 24

/** Scrolls a list while the pointer is near its upper or lower edge; answers with the function that ends it. */
export function edgeScroll(scroller: RefObject<HTMLElement | null>, pointerY: () => number, onScroll: () => void) {
  const step = () => {
    const element = scroller.current
    if (element !== null) {
      const { top, bottom } = element.getBoundingClientRect()
      const above = top + edge - pointerY()
      const below = pointerY() - (bottom - edge)
      const before = element.scrollTop
      if (above > 0) element.scrollTop -= Math.min(most, above / 2)
      else if (below > 0) element.scrollTop += Math.min(most, below / 2)
      if (element.scrollTop !== before) onScroll()
    }
    frame = requestAnimationFrame(step)
  }
  let frame = requestAnimationFrame(step)
  return () => cancelAnimationFrame(frame)
}
