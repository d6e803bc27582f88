import type { i18n as I18n } from 'i18next'
import type { Bridge } from '../../core/ipc/bridge'
import { unwrap } from '../../core/ipc/result'
import { doorIds } from '../../core/service/doors'
import { createAccessStore } from './access-store'
import { showEarly } from './early-bridge'
import { createFolderIndex } from './folder-index'
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
  const access = createAccessStore()
  const charges = createUnknownCharges(async () => unwrap(await bridge.queue.unknownCharges()), onError)
  const settings = createSettingsStore(initial, async (change) => unwrap(await bridge.settings.update(change)))

  const query = () => {
    const { search, filter, traits, folder } = view.getState()
    const { sort, descending, subfolders } = settings.getState().settings.library
    return { search, filter, traits, folder, subfolders, sort, descending, locale: i18n.language }
  }
  const list = createLibraryList(library, query(), () => ({
    latest: queue.getState().latest,
    batch: settings.getState().settings.batch,
  }))
  const folders = createFolderIndex(library)
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
    const refresh = coalesce(list.refresh)
    view.subscribe((now, before) => {
      const asked = ['search', 'filter', 'traits', 'folder'] as const
      if (asked.some((name) => now[name] !== before[name])) list.setQuery(query())
    })
    i18n.on('languageChanged', () => list.setQuery(query()))
    queue.subscribe((now, before) => {
      if (now.lineUp !== before.lineUp && list.dependsOnJobs()) refresh()
    })
    settings.subscribe((now, before) => {
      if (now.settings.library !== before.settings.library) list.setQuery(query())
      if (now.settings.batch !== before.settings.batch && list.dependsOnPlans()) list.refresh()
    })
    list.subscribe((now, before) => {
      if (now.ids !== before.ids) view.select({ type: 'prune', before: before.ids, order: now.ids })
    })
    // A folder whose photos have all been removed is not in the tree any more.
    folders.subscribe(({ tops }) => {
      const { folder } = view.getState()
      if (folder !== null && tops.size === 0) view.setState({ folder: null })
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

  return {
    bridge: showEarly(bridge, library, librarySync.load),
    i18n,
    library,
    queue,
    view,
    settings,
    list,
    folders,
    access,
    charges,
    history,
    load: () => Promise.all([librarySync.load(), queueSync.load(), loadKeys()]),
  }
}

/** How long changes of the queue are collected before a list that depends on them is made anew, ms. */
const queueRest = 200

/** Calls `work` once for all calls within a while, at the end of it. */
function coalesce(work: () => void): () => void {
  let waiting = false
  return () => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      work()
    }, queueRest)
  }
}
