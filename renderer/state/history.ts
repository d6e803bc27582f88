import { createStore } from 'zustand/vanilla'
import type { en } from '../i18n/en'

/** What a change was, for "Undo …": a key under `history.steps` in the language files. */
export type HistoryLabel = keyof (typeof en)['history']['steps']

/** A change that can be taken back. Both ways answer whether they worked; one that did not leaves the history as it was. */
export interface HistoryStep {
  readonly label: HistoryLabel
  readonly undo: () => Promise<boolean>
  readonly redo: () => Promise<boolean>
  /** Steps of the same kind that follow each other at once are one, such as a number that is typed; absent: never. */
  readonly run?: string
}

/** What undoing or redoing came to. */
export type HistoryOutcome =
  | { readonly kind: 'done'; readonly step: HistoryStep }
  | { readonly kind: 'nothing' }
  /** It did not work, which the step has said; the history is as it was. */
  | { readonly kind: 'failed' }

export interface HistoryState {
  /** The oldest first. */
  readonly done: readonly HistoryStep[]
  /** The one undone last comes last. */
  readonly undone: readonly HistoryStep[]
}

/** So many changes can be taken back. */
const mostSteps = 200

/** A pause after which a change of the same kind is one of its own, ms. */
const runPause = 1000

/**
 * What the user changed since the window opened, but for what was sent: nothing that has been handed to the queue is
 * taken back. Steps are undone and redone one after another.
 */
export function createHistory(now: () => number = Date.now) {
  const store = createStore<HistoryState>(() => ({ done: [], undone: [] }))
  let last: Promise<unknown> = Promise.resolve()
  let recordedAt = Number.NEGATIVE_INFINITY

  const inTurn = (work: () => Promise<HistoryOutcome>): Promise<HistoryOutcome> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }

  return {
    ...store,
    /** Remembers a change that was made just now. What had been undone cannot be redone any more. */
    record: (step: HistoryStep) => {
      const { done, undone } = store.getState()
      const before = done.at(-1)
      const at = now()
      const goesOn = undone.length === 0 && step.run !== undefined && step.run === before?.run
      const joined = goesOn && before && at - recordedAt < runPause ? { ...step, undo: before.undo } : null
      recordedAt = at
      store.setState({ done: [...(joined ? done.slice(0, -1) : done), joined ?? step].slice(-mostSteps), undone: [] })
    },
    undo: () =>
      inTurn(async () => {
        const step = store.getState().done.at(-1)
        if (step === undefined) return { kind: 'nothing' }
        if (!(await step.undo())) return { kind: 'failed' }
        recordedAt = Number.NEGATIVE_INFINITY
        store.setState(({ done, undone }) => ({
          done: done.filter((other) => other !== step),
          undone: [...undone, step],
        }))
        return { kind: 'done', step }
      }),
    redo: () =>
      inTurn(async () => {
        const step = store.getState().undone.at(-1)
        if (step === undefined) return { kind: 'nothing' }
        if (!(await step.redo())) return { kind: 'failed' }
        store.setState(({ done, undone }) => ({
          done: [...done, step],
          undone: undone.filter((other) => other !== step),
        }))
        return { kind: 'done', step }
      }),
  }
}

export type History = ReturnType<typeof createHistory>
