import { createStore } from 'zustand/vanilla'
import type { en } from '../i18n/en'

/** What a change was, for "Undo …": a key under `history.steps` in the language files. */
export type HistoryLabel = keyof (typeof en)['history']['steps']

/** A change that can be taken back. Both ways answer whether they worked; one that did not leaves the history as it was. */
export interface HistoryStep {
  readonly label: HistoryLabel
  readonly undo: () => Promise<boolean>
  readonly redo: () => Promise<boolean>
}

export interface HistoryState {
  /** The oldest first. */
  readonly done: readonly HistoryStep[]
  /** The one undone last comes last. */
  readonly undone: readonly HistoryStep[]
}

/** So many changes can be taken back. */
const mostSteps = 200

/**
 * What the user changed since the window opened, but for what was sent: nothing that has been handed to the queue is
 * taken back. Steps are undone and redone one after another.
 */
export function createHistory() {
  const store = createStore<HistoryState>(() => ({ done: [], undone: [] }))
  let last: Promise<unknown> = Promise.resolve()

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }

  return {
    ...store,
    /** Remembers a change that was made just now. What had been undone cannot be redone any more. */
    record: (step: HistoryStep) =>
      store.setState(({ done }) => ({ done: [...done, step].slice(-mostSteps), undone: [] })),
    undo: () =>
      inTurn(async () => {
        const step = store.getState().done.at(-1)
        if (step === undefined || !(await step.undo())) return
        store.setState(({ done, undone }) => ({
          done: done.filter((other) => other !== step),
          undone: [...undone, step],
        }))
      }),
    redo: () =>
      inTurn(async () => {
        const step = store.getState().undone.at(-1)
        if (step === undefined || !(await step.redo())) return
        store.setState(({ done, undone }) => ({
          done: [...done, step],
          undone: undone.filter((other) => other !== step),
        }))
      }),
  }
}

export type History = ReturnType<typeof createHistory>
