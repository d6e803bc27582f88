import { createStore } from 'zustand/vanilla'
import type { history as texts } from '../i18n/en/history'

/** What a change was, by the words there are for it. */
export type HistoryLabel = keyof typeof texts.history.steps

/**
 * Whether a step worked. One that did not may the next time, and stays; of one that is `gone` nothing is left that it
 * could change: it leaves the history, and the one before it is meant.
 */
export type StepOutcome = boolean | 'gone'

/** A change that can be taken back, and made again. */
export interface HistoryStep {
  readonly label: HistoryLabel
  readonly undo: () => Promise<StepOutcome>
  readonly redo: () => Promise<StepOutcome>
  /**
   * What it changed, where it is one of a kind that come in runs, such as a number that is typed: steps that change the
   * same and follow each other at once are one. Absent: it stands alone.
   */
  readonly run?: readonly string[]
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
  const changing = new Set<Promise<unknown>>()

  const inTurn = (work: () => Promise<HistoryOutcome>): Promise<HistoryOutcome> => {
    const turn = last.then(async () => {
      await Promise.allSettled(changing)
      return work()
    })
    last = turn.catch(() => undefined)
    return turn
  }

  /** Does the last step of a list, and puts it on the other one. */
  const takeStep = async (
    from: keyof HistoryState,
    work: (step: HistoryStep) => Promise<StepOutcome>,
  ): Promise<HistoryOutcome> => {
    const to = from === 'done' ? 'undone' : 'done'
    for (;;) {
      const step = store.getState()[from].at(-1)
      if (step === undefined) return { kind: 'nothing' }
      const outcome = await work(step)
      if (outcome === false) return { kind: 'failed' }
      store.setState((state) => ({
        ...state,
        [from]: state[from].filter((other) => other !== step),
        ...(outcome === true && { [to]: [...state[to], step] }),
      }))
      if (outcome === true) return { kind: 'done', step }
    }
  }

  return {
    ...store,
    /**
     * A change that is being made, and will be remembered: whoever takes the last one back before main has answered means
     * this one. Answers with the same promise.
     */
    changing<T>(change: Promise<T>): Promise<T> {
      const isOver = () => changing.delete(change)
      changing.add(change)
      change.then(isOver, isOver)
      return change
    },
    /** Remembers a change that was made just now. What had been undone cannot be redone any more. */
    record: (step: HistoryStep) => {
      const { done, undone } = store.getState()
      const before = done.at(-1)
      const at = now()
      const goesOn = undone.length === 0 && before !== undefined && at - recordedAt < runPause
      const joined = goesOn && changeTheSame(step, before) ? { ...step, undo: before.undo } : null
      recordedAt = at
      store.setState({ done: [...(joined ? done.slice(0, -1) : done), joined ?? step].slice(-mostSteps), undone: [] })
    },
    undo: () =>
      inTurn(() =>
        takeStep('done', async (step) => {
          const outcome = await step.undo()
          recordedAt = Number.NEGATIVE_INFINITY
          return outcome
        }),
      ),
    redo: () => inTurn(() => takeStep('undone', (step) => step.redo())),
  }
}

function changeTheSame({ run }: HistoryStep, { run: before }: HistoryStep): boolean {
  if (run === undefined || before === undefined) return false
  return run.length === before.length && run.every((each, at) => each === before[at])
}

export type History = ReturnType<typeof createHistory>
