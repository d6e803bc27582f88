import { startTransition, useEffect, useState } from 'react'

let shown = false

/**
 * Whether the window's first picture has been drawn. What is not needed to begin (a panel full of fields takes as long
 * as all the rest) waits for that once, at the start of the program.
 */
export function useAfterFirstPicture(): boolean {
  const [after, setAfter] = useState(shown)
  useEffect(() => {
    if (after) return
    // Twice: the first frame is the one that draws the picture, the second one comes after it.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        shown = true
        startTransition(() => setAfter(true))
      }),
    )
  }, [after])
  return after
}
