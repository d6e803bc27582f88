/**
 * For questions whose answers may come back in another order. Call it when asking; what it gives tells once the answer is
 * here whether that is still news: false when a later question has been answered before.
 */
export function inOrder(): () => () => boolean {
  let asked = 0
  let answered = 0
  return () => {
    const turn = ++asked
    return () => {
      if (turn < answered) return false
      answered = turn
      return true
    }
  }
}
