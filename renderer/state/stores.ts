import type { Bridge } from '../../core/ipc/bridge'
import { unwrap } from '../../core/ipc/result'
import { createAccessStore } from './access-store'
import { createCanvasZoom } from './canvas-zoom'
import { createHistory } from './history'
import { createLibraryStore } from './library-store'
import { createMarksStore } from './marks-store'
import { createQueueStore } from './queue-store'
import { createQueueView } from './queue-view'
import { createSettingsStore, type SettingsState } from './settings-store'
import { createUnknownCharges } from './unknown-charges'
import { createViewStore } from './view-store'
import { createWatchStore } from './watch-store'

/** What main tells and what the user has chosen, each in a store that knows of no other. */
export type Stores = ReturnType<typeof createStores>

/** Makes them, with nothing in them but the settings. Those that main is written through are given its bridge. */
export function createStores(bridge: Bridge, initial: SettingsState, onError: (error: unknown) => void) {
  return {
    library: createLibraryStore(),
    queue: createQueueStore(),
    view: createViewStore(),
    queueView: createQueueView(),
    history: createHistory(),
    marks: createMarksStore(),
    canvas: createCanvasZoom(),
    access: createAccessStore(),
    watching: createWatchStore(),
    charges: createUnknownCharges(async () => unwrap(await bridge.queue.unknownCharges()), onError),
    settings: createSettingsStore(initial, async (change) => unwrap(await bridge.settings.update(change))),
  }
}
