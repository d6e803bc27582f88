import type { Bridge } from '../../core/ipc/bridge'
import type { OwnChange } from '../../core/library'
import type { LibraryStore } from './library-store'

/**
 * The bridge, with what the user gives to photos shown before main has stored it: ten thousand photos take main and the
 * way back a second. `reload` asks main how things are, after a change that it refused.
 */
export function showEarly(bridge: Bridge, library: LibraryStore, reload: () => Promise<void>): Bridge {
  async function early<T extends { readonly ok: boolean }>(
    changes: readonly OwnChange[],
    send: () => Promise<T>,
  ): Promise<T> {
    library.assume(changes)
    let taken = false
    try {
      const answer = await send()
      taken = answer.ok
      return answer
    } finally {
      if (!taken) await reload()
    }
  }
  return {
    ...bridge,
    library: {
      ...bridge.library,
      setOwn: (input) => early(input.changes, () => bridge.library.setOwn(input)),
    },
  }
}
