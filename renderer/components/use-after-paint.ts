import { startTransition, useEffect, useRef, useState } from 'react'

/**
 * A value as it was when the screen was last painted. For what takes as long as there are many photos: `useDeferredValue`
 * begins that as soon as React is done with what is urgent, which is before it can be seen; this begins after. Of values
 * that come quicker than frames, each frame has the newest.
 */
export function useAfterPaint<T>(value: T): T {
  const [painted, setPainted] = useState<{ readonly value: T }>({ value })
  const newest = useRef(value)
  const cancel = useRef<(() => void) | null>(null)
  useEffect(() => {
    newest.current = value
    if (Object.is(painted.value, value) || cancel.current !== null) return
    cancel.current = afterPaint(() => {
      cancel.current = null
      startTransition(() => setPainted({ value: newest.current }))
    })
  }, [value, painted])
  useEffect(
    () => () => {
      cancel.current?.()
      cancel.current = null
    },
    [],
  )
  return painted.value
}

/** Calls back once what is to be drawn now is on the screen; answers with what takes that back. */
function afterPaint(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  // A frame's callbacks run before it is painted, timers after.
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(work)
  })
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}
