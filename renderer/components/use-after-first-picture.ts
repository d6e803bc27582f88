import { startTransition, useEffect, useState } from 'react'

let shown = false

/** Calls back when the window's first picture is on the screen, at once if it is. To be called by an effect. */
export function afterFirstPicture(callback: () => void): void {
  if (shown) {
    callback()
    return
  }
  new PerformanceObserver((paints, observer) => {
    if (paints.getEntriesByName('first-contentful-paint').length === 0) return
    observer.disconnect()
    shown = true
    callback()
  }).observe({ type: 'paint', buffered: true })
}

/**
 * Whether the window's first picture is on the screen. What is not needed to begin (a panel full of fields takes as long
 * as all the rest) waits for that once, at the start of the program.
 */
export function useAfterFirstPicture(): boolean {
  const [after, setAfter] = useState(shown)
  useEffect(() => {
    if (!after) afterFirstPicture(() => startTransition(() => setAfter(true)))
  }, [after])
  return after
}
