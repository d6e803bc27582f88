import { createStore } from 'zustand/vanilla'
import type { UnknownCharge } from '../../core/queue'

/**
 * The requests of which nobody knows whether they were charged. Main says only how many there are; the list with its
 * evidence is asked for whenever that number changes, and after each choice.
 */
export function createUnknownCharges(
  fetch: () => Promise<readonly UnknownCharge[]>,
  onError: (error: unknown) => void,
) {
  const store = createStore<{ readonly charges: readonly UnknownCharge[] }>(() => ({ charges: [] }))
  let asked = 0
  let underWay = 0

  const load = async (): Promise<void> => {
    asked++
    underWay++
    const turn = asked
    try {
      const charges = await fetch()
      // An answer to an older question would bring back what has been settled meanwhile.
      if (turn === asked) store.setState({ charges: charges.toSorted((a, b) => a.sentAt - b.sentAt) })
    } catch (error) {
      if (turn === asked) onError(error)
    } finally {
      underWay--
    }
  }

  return {
    ...store,
    load,
    /**
     * How many there are, as main last said it. One that is sent again is none for a moment: a list that was asked for just
     * then is asked for once more, though the number may be the same as before.
     */
    count(now: number, before: number): void {
      const { charges } = store.getState()
      if (now > 0) {
        if (now !== before || (underWay === 0 && charges.length !== now)) void load()
        return
      }
      if (now === before && charges.length === 0) return
      asked++
      store.setState({ charges: [] })
    },
  }
}
