/** Shortest time between two looks, ms: somebody who changes windows all the time shall not keep a network drive busy. */
const shortest = 5000

/** Wraps a look at the disk: calls while one is under way, or soon after one, do nothing. */
export function lookAgain(
  look: () => Promise<void>,
  onError: (error: unknown) => void,
  now: () => number = () => performance.now(),
): () => void {
  let endedAt = Number.NEGATIVE_INFINITY
  let isLooking = false
  return () => {
    if (isLooking || now() - endedAt < shortest) return
    isLooking = true
    void look()
      .catch(onError)
      .finally(() => {
        isLooking = false
        endedAt = now()
      })
  }
}
