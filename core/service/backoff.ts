/** A wait that grows: `baseMs` at first, twice as long each time, at most `maxMs`. */
export interface Backoff {
  readonly baseMs: number
  readonly maxMs: number
}

/** Longest part that chance adds to a wait, so that many that failed together do not come back together. */
const jitter = 0.25

/**
 * How long to wait before try number `tries + 1`, ms. Never shorter than the plain wait: a service that asks for one
 * second gets at least that.
 * @param tries failures so far, 1 or more
 * @param random 0 <= x < 1
 */
export function backoffMs({ baseMs, maxMs }: Backoff, tries: number, random: number): number {
  const plain = Math.min(maxMs, baseMs * 2 ** Math.min(tries - 1, 30))
  return plain * (1 + jitter * random)
}
