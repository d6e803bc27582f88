import { createStore } from 'zustand/vanilla'
import type { WatchView } from '../../core/watch'

/** How watched folders are, by id, as main last said. One that is missing has not been looked at yet. */
export interface WatchState {
  readonly views: ReadonlyMap<string, WatchView>
}

export function createWatchStore() {
  const store = createStore<WatchState>(() => ({ views: new Map() }))
  return {
    ...store,
    receive(views: readonly WatchView[]): void {
      store.setState({ views: new Map(views.map((view) => [view.id, view])) })
    },
  }
}
