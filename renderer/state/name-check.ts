import { createStore } from 'zustand/vanilla'
import type { Bridge } from '../../core/ipc/bridge'
import type { NameReport } from '../../core/queue'
import type { BatchSettings } from '../../core/settings'

/** Photos by id, or all there are. */
export type NamedSelection = readonly string[] | 'all'

export interface NameCheckState {
  /** What Start would do with names; `null`: not known (yet). */
  readonly report: NameReport | null
}

/** A pause after the last change before main is asked, ms: it plans the whole batch for it. */
const settleMs = 500

/** What a check is about. */
export interface NameQuestion {
  readonly photos: NamedSelection
  readonly settings: BatchSettings
}

type Check = Bridge['output']['checkNames']

/**
 * Asks main how many names are taken, some time after what matters for it has changed. What it last said stays until it
 * says something else, so that nothing jumps while somebody types.
 *
 * @param what What to ask about now; `null`: there is nothing to ask.
 */
export function createNameCheck(check: Check, what: () => NameQuestion | null) {
  const store = createStore<NameCheckState>(() => ({ report: null }))
  let timer: ReturnType<typeof setTimeout> | null = null
  /** Main answers the latest question only, and a Start waits for its own. */
  let starting = false
  let asked = 0

  const refresh = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(() => void ask(), settleMs)
  }

  const send = ({ photos, settings }: NameQuestion) =>
    check({ photos: photos === 'all' ? photos : [...photos], settings })

  const ask = async (): Promise<void> => {
    timer = null
    if (starting) {
      refresh()
      return
    }
    asked++
    const question = asked
    const about = what()
    const report = about === null ? null : await answerOf(() => send(about))
    if (question === asked) store.setState({ report })
  }

  return {
    ...store,
    /** Something changed that names depend on. */
    refresh,
    /** Asks at once, for a Start. */
    async now(about: NameQuestion): ReturnType<Check> {
      asked++
      starting = true
      try {
        return await send(about)
      } finally {
        starting = false
      }
    },
  }
}

/** What cannot be had is no news: Start says what is wrong. */
async function answerOf(send: () => ReturnType<Check>): Promise<NameReport | null> {
  try {
    const answer = await send()
    return answer.ok ? answer.value : null
  } catch {
    return null
  }
}

export type NameCheck = ReturnType<typeof createNameCheck>
