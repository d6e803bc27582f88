/** So long nothing scrolls before pictures are let go, ms. */
const rest = 1500
/** Less than this is not worth it, px: about ten screens. */
const far = 10_000

/**
 * Has the pictures that have scrolled past let go once scrolling rests. Chromium keeps them until its own limits, which
 * are made for pages, not for ten thousand photos; those on the screen stay. `clear` is Electron's `webFrame.clearCache`.
 */
export function letGoAfterScrolling(window: EventTarget, clear: () => void): void {
  const tops = new WeakMap<EventTarget, number>()
  let distance = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const onScroll = ({ target }: Event) => {
    if (target === null || !('scrollTop' in target)) return
    const top = Number(target.scrollTop)
    distance += Math.abs(top - (tops.get(target) ?? top))
    tops.set(target, top)
    if (distance < far) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      distance = 0
      clear()
    }, rest)
  }
  window.addEventListener('scroll', onScroll, { capture: true, passive: true })
}
