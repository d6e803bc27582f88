import { setImmediate as nextTurn } from 'node:timers/promises'

/** Items taken in one go: a few milliseconds of work, and a transaction that is worth its price. */
export const sliceLength = 100

/** Calls `work` with some items at a time, and lets others have a turn in between. */
export async function inSlices<T>(items: readonly T[], work: (slice: readonly T[]) => void): Promise<void> {
  for (let at = 0; at < items.length; at += sliceLength) {
    if (at > 0) await nextTurn()
    work(items.slice(at, at + sliceLength))
  }
}
