import { cancelled } from '../../shared/cancel'
import type { Clock } from '../types'

/**
 * Waits `ms` by a clock.
 * @throws {AppError} `cancelled` by the signal
 */
export function waitFor(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      stop()
      signal.removeEventListener('abort', end)
      if (signal.aborted) reject(cancelled())
      else resolve()
    }
    const stop = clock.after(Math.max(0, ms), end)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
}
