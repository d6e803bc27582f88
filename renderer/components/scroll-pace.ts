/** Faster than this nobody sees pictures, CSS px a second: about five rows of the grid. */
const fast = 1500
/** Without a scroll for this long everything stands still, ms. */
const rest = 150

const last: { target: EventTarget | null; top: number; at: number; speed: number } = {
  target: null,
  top: 0,
  at: Number.NEGATIVE_INFINITY,
  speed: 0,
}
let listening = false

/**
 * Whether photos fly past just now. Pictures asked for then would be made for nobody, and making them takes the time of
 * the frames. A single jump, as keys make, is no flight.
 */
export function isFlying(): boolean {
  if (!listening) {
    listening = true
    window.addEventListener('scroll', onScroll, { capture: true, passive: true })
  }
  return last.speed > fast && performance.now() - last.at < rest
}

function onScroll({ target }: Event): void {
  if (!(target instanceof Element)) return
  const now = performance.now()
  const { scrollTop } = target
  last.speed = paceOf(last, { target, top: scrollTop, at: now })
  last.target = target
  last.top = scrollTop
  last.at = now
}

interface Place {
  readonly target: EventTarget | null
  /** CSS px. */
  readonly top: number
  /** ms. */
  readonly at: number
}

/** How fast something scrolled between two places, CSS px a second; 0 after a rest or in another scroller. */
export function paceOf(before: Place, now: Place): number {
  const time = now.at - before.at
  if (before.target !== now.target || time > rest) return 0
  return (1000 * Math.abs(now.top - before.top)) / Math.max(1, time)
}
