import type { Clock } from './types'

/**
 * Time by a clock that may be set: what it is put forward counts, what it is put back does not. Waits end when they
 * should, and nothing that was stored lies in the future of this process.
 * @param wall ms since 1970
 * @param elapsed ms of a clock that cannot be set
 */
export function steadyTime(wall: () => number, elapsed: () => number): () => number {
  let [time, at] = [wall(), elapsed()]
  return () => {
    const now = elapsed()
    time = Math.max(wall(), time + now - at)
    at = now
    return Math.floor(time)
  }
}

/** The system's clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: steadyTime(
    () => Date.now(),
    () => performance.now(),
  ),
  after(ms, call) {
    const timer = setTimeout(call, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
