import { setImmediate as nextTurn } from 'node:timers/promises'

/** Longest stretch of work before others get a turn, ms: a frame at 60 Hz is 16. */
const stretch = 10

/** For long loops on main: `await breathe()` in each round keeps the event loop free. */
export function breather(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < stretch) return
    await nextTurn()
    since = performance.now()
  }
}
