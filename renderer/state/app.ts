import type { i18n as I18n } from 'i18next'
import type { Bridge } from '../../core/ipc/bridge'
import { unwrap } from '../../core/ipc/result'
import { doorIds } from '../../core/service/doors'
import { createAccessStore } from './access-store'
import { createCanvasZoom } from './canvas-zoom'
import { createHistory } from './history'
import { importReport } from './import-report'
import { createLibraryList } from './library-list'
import { createLibraryStore } from './library-store'
import { notify } from './notices'
import { createQueueStore } from './queue-store'
import { createSettingsStore, type SettingsState } from './settings-store'
import { createSync } from './sync'
import { createUnknownCharges } from './unknown-charges'
import { createViewStore } from './view-store'

/** Everything the window knows, and its way to main. One per window. */
export type App = ReturnType<typeof createApp>

/** Builds the stores, connects them to each other and to main's pushes. Call `load` once for the first snapshots. */
export function createApp(bridge: Bridge, i18n: I18n, initial: SettingsState, onError: (error: unknown) => void) {
  const library = createLibraryStore()
  const queue = createQueueStore()
  const view = createViewStore()
  const history = createHistory()
  const canvas = createCanvasZoom()
  const access = createAccessStore()
  const charges = createUnknownCharges(async () => unwrap(await bridge.queue.unknownCharges()), onError)
  const settings = createSettingsStore(initial, async (change) => unwrap(await bridge.settings.update(change)))

  const query = () => {
    const { search, filter, sort } = view.getState()
    return { search, filter, sort, locale: i18n.language }
  }
  const list = createLibraryList(library, query(), () => ({
    latest: queue.getState().latest,
    batch: settings.getState().settings.batch,
  }))
  connectList()
  connectDoors()
  library.subscribe((now, before) => {
    const report = before.importing !== null && now.importing === null ? importReport(before.importing, i18n.t) : null
    if (report !== null) notify(report)
  })

  const librarySync = createSync({
    fetch: async () => unwrap(await bridge.library.snapshot()),
    replace: library.replace,
    apply: library.apply,
    onError,
  })
  const queueSync = createSync({
    fetch: async () => unwrap(await bridge.queue.snapshot()),
    replace: queue.replace,
    apply: queue.apply,
    onError,
  })
  bridge.on.libraryPatch(librarySync.push)
  bridge.on.queuePatch(queueSync.push)
  bridge.on.settingsChanged(settings.receive)
  bridge.on.accessChanged(access.receive)

  function connectList() {
    view.subscribe((now, before) => {
      if (now.search !== before.search || now.filter !== before.filter || now.sort !== before.sort)
        list.setQuery(query())
    })
    i18n.on('languageChanged', () => list.setQuery(query()))
    queue.subscribe((now, before) => {
      if (now.lineUp !== before.lineUp && dependsOnJobs()) list.refilter()
    })
    settings.subscribe((now, before) => {
      if (now.settings.batch !== before.settings.batch && view.getState().filter === 'refused') list.refilter()
    })
    list.subscribe((now, before) => {
      if (now.ids !== before.ids) view.select({ type: 'prune', before: before.ids, order: now.ids })
    })
  }

  function connectDoors() {
    queue.subscribe((now, before) =>
      charges.count(now.summary?.unknownCharges ?? 0, before.summary?.unknownCharges ?? 0),
    )
    settings.subscribe((now, before) => {
      for (const door of doorIds) {
        if (now.settings.doors[door].endpoint !== before.settings.doors[door].endpoint) access.forget(door)
      }
    })
  }

  async function loadKeys(): Promise<void> {
    try {
      access.receive(unwrap(await bridge.access.list()))
    } catch (error) {
      onError(error)
    }
  }

  function dependsOnJobs(): boolean {
    const { filter } = view.getState()
    return filter === 'new' || filter === 'working' || filter === 'done' || filter === 'failed'
  }

  return {
    bridge,
    i18n,
    library,
    queue,
    view,
    settings,
    list,
    access,
    charges,
    history,
    canvas,
    load: () => Promise.all([librarySync.load(), queueSync.load(), loadKeys()]),
  }
}
