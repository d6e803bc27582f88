import { useEffect, useState } from 'react'

/**
 * Whole seconds until a time (ms since 1970), counted down while it is shown; `null` when there is nothing to wait for
 * or it is over.
 */
export function useSecondsLeft(until: number | null): number | null {
  const [now, setNow] = useState(Date.now)
  const ends = until ?? 0
  useEffect(() => {
    if (ends <= Date.now()) return
    setNow(Date.now())
    const timer = setInterval(() => {
      setNow(Date.now())
      if (Date.now() >= ends) clearInterval(timer)
    }, 1000)
    return () => clearInterval(timer)
  }, [ends])
  return secondsLeft(until, now)
}

/** Rounded up: the last second is "1 s", not "0 s". */
export function secondsLeft(until: number | null, now: number): number | null {
  return until === null || until <= now ? null : Math.ceil((until - now) / 1000)
}
