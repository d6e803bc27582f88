/** The longest time between two frames that counts, ms: after a stall a view goes on, and does not leap. */
const longest = 100

/**
 * Turns a speed into whole px, frame by frame, so that a view scrolls as fast whatever the screen's frame rate. Answers with
 * the function that is asked at each frame: `speed` in px a second, `at` in ms.
 */
export function createPace(): (speed: number, at: number) => number {
  let before: number | null = null
  let rest = 0
  return (speed, at) => {
    const ms = before === null ? 0 : Math.min(longest, at - before)
    before = at
    const wanted = speed === 0 ? 0 : rest + (speed * ms) / 1000
    const whole = Math.trunc(wanted)
    rest = wanted - whole
    return whole
  }
}

/**
 * Scrolls a view for as long as something is dragged, and calls `onScroll` when it has moved; `speed` is asked at each
 * frame, px a second, negative is up. Answers with the function that ends it.
 */
export function scrollSteadily(
  view: () => HTMLElement | null,
  speed: (view: HTMLElement) => number,
  onScroll: () => void,
): () => void {
  const pace = createPace()
  const step = (at: number) => {
    const element = view()
    const by = element === null ? 0 : pace(speed(element), at)
    if (element !== null && by !== 0) {
      const { scrollTop } = element
      element.scrollTop += by
      if (element.scrollTop !== scrollTop) onScroll()
    }
    frame = requestAnimationFrame(step)
  }
  let frame = requestAnimationFrame(step)
  return () => cancelAnimationFrame(frame)
}
