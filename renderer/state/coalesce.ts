/** How long changes are collected before a list that depends on them is made anew, ms. */
const restMs = 200

/** Calls `work` once for all calls within a while, at the end of it. */
export function coalesce(work: () => void): () => void {
  let waiting = false
  return () => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      work()
    }, restMs)
  }
}
