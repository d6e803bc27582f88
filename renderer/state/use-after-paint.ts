import { startTransition, useEffect, useRef, useState } from 'react'
import type { StoreApi } from 'zustand/vanilla'

type Readable<S> = Pick<StoreApi<S>, 'getState' | 'subscribe'>

/**
 * What a store says, as it was when the screen was last painted: for what takes as long as there are many photos, or draws
 * much anew. A store's usual hook has it drawn before what the user did can be seen, and `useDeferredValue` right after
 * what is urgent, which is before that, too. Of what changes quicker than frames, each frame has the newest.
 */
export function useAfterPaint<S, T>(store: Readable<S>, select: (state: S) => T): T {
  const [painted, setPainted] = useState(() => ({ value: select(store.getState()) }))
  const newest = useRef({ select, value: painted.value, cancel: null as (() => void) | null })
  const look = useRef(() => {
    const { current } = newest
    const isOld = () => !Object.is(current.select(store.getState()), current.value)
    if (current.cancel !== null || !isOld()) return
    current.cancel = afterPaint(() => {
      current.cancel = null
      if (!isOld()) return
      current.value = current.select(store.getState())
      startTransition(() => setPainted({ value: current.value }))
    })
  })
  // What is asked for may be something else since it was drawn last.
  useEffect(() => {
    newest.current.select = select
    look.current()
  })
  useEffect(() => {
    const { current } = newest
    const unsubscribe = store.subscribe(look.current)
    return () => {
      unsubscribe()
      current.cancel?.()
      current.cancel = null
    }
  }, [store])
  return painted.value
}

/** What waits for the next frame to be painted. */
const waiting = new Set<() => void>()

/**
 * Calls back once what is to be drawn now is on the screen; answers with what takes that back. All who wait are called in
 * one go, so that what they draw belongs together.
 */
function afterPaint(work: () => void): () => void {
  // A frame's callbacks run before it is painted, timers after.
  if (waiting.size === 0) requestAnimationFrame(() => setTimeout(callAll))
  waiting.add(work)
  return () => waiting.delete(work)
}

function callAll(): void {
  const works = [...waiting]
  waiting.clear()
  for (const work of works) work()
}
