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

  const load = async (): Promise<void> => {
    asked++
    const turn = asked
    try {
      const charges = await fetch()
      // An answer to an older question would bring back what has been settled meanwhile.
      if (turn === asked) store.setState({ charges: charges.toSorted((a, b) => a.sentAt - b.sentAt) })
    } catch (error) {
      if (turn === asked) onError(error)
    }
  }

  return {
    ...store,
    load,
    /** How many there are, as main last said it. */
    count(now: number, before: number): void {
      if (now === before) return
      if (now > 0) {
        void load()
        return
      }
      asked++
      store.setState({ charges: [] })
    },
  }
}
