import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { EngineId } from '../../core/limits'
import { useApp } from './hooks'
import { emptySelection, reduceSelection, type Selection, type SelectionAction } from './selection'

export const queueTabs = ['jobs', 'history'] as const
export type QueueTab = (typeof queueTabs)[number]

/** Where the user is in the queue; nothing of it outlives the window. */
export interface QueueViewState {
  readonly tab: QueueTab
  readonly search: string
  /** The only batch whose jobs are shown; `null`: all. */
  readonly batch: string | null
  /** The only engine whose jobs are shown; `null`: all. */
  readonly engine: EngineId | null
  readonly selection: Selection
  /** The jobs that are shown, in order: what a range is taken from. */
  readonly shown: readonly string[]
}

export function createQueueView() {
  const store = createStore<QueueViewState>(() => ({
    tab: 'jobs',
    search: '',
    batch: null,
    engine: null,
    selection: emptySelection,
    shown: [],
  }))
  return {
    ...store,
    select: (action: SelectionAction) =>
      store.setState((state) => ({ selection: reduceSelection(state.selection, action) })),
    /** Shows the jobs of one batch and nothing else. */
    showBatch: (batch: string) =>
      store.setState({ tab: 'jobs', batch, search: '', engine: null, selection: emptySelection }),
    showAll: () => store.setState({ search: '', batch: null, engine: null }),
  }
}

/** A part of where the user is in the queue. */
export function useQueueView<T>(select: (state: QueueViewState) => T): T {
  return useStore(useApp().queueView, select)
}
