import type { i18n as I18n } from 'i18next'
import type { Bridge } from '../../core/ipc/bridge'
import { unwrap } from '../../core/ipc/result'
import { doorIds } from '../../core/service/doors'
import { createAccessStore } from './access-store'
import { createCanvasZoom } from './canvas-zoom'
import { showEarly } from './early-bridge'
import { createFolderIndex } from './folder-index'
import { nearestFolder } from './folder-tree'
import { createGalleryList } from './gallery-list'
import { createHistory } from './history'
import { importReport } from './import-report'
import { createLibraryList } from './library-list'
import { createLibraryStore } from './library-store'
import { createMarksStore } from './marks-store'
import { createNameCheck } from './name-check'
import { notify } from './notices'
import { createQueueStore } from './queue-store'
import { createQueueView } from './queue-view'
import { currentId } from './results'
import { scopeToStart } from './scope'
import { createSettingsStore, type SettingsState } from './settings-store'
import { showEndedBatch } from './show-batch'
import { createSync } from './sync'
import { createUnknownCharges } from './unknown-charges'
import { createViewStore } from './view-store'
import { arrivalReport } from './watch-report'
import { createWatchStore } from './watch-store'

/** Everything the window knows, and its way to main. One per window. */
export type App = ReturnType<typeof createApp>

/** Builds the stores, connects them to each other and to main's pushes. Call `load` once for the first snapshots. */
export function createApp(bridge: Bridge, i18n: I18n, initial: SettingsState, onError: (error: unknown) => void) {
  const library = createLibraryStore()
  const queue = createQueueStore()
  const view = createViewStore()
  const queueView = createQueueView()
  const history = createHistory()
  const marks = createMarksStore()
  const canvas = createCanvasZoom()
  const access = createAccessStore()
  const watching = createWatchStore()
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
    shown: view.getState().shownTarget,
  }))
  const names = createNameCheck((question) => bridge.output.checkNames(question), namesToCheck)
  const galleryQuery = () => {
    const { galleryBatch, galleryFilter, gallerySort } = view.getState()
    return { batch: galleryBatch, filter: galleryFilter, sort: gallerySort, locale: i18n.language }
  }
  const gallery = createGalleryList(queue.getState, marks.getState, galleryQuery())
  const folders = createFolderIndex(library)
  connectList()
  connectDoors()
  connectNames()
  connectGallery()
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
  const marksSync = createSync({
    fetch: async () => unwrap(await bridge.marks.snapshot()),
    replace: marks.replace,
    apply: marks.apply,
    onError,
  })
  bridge.on.marksPatch(marksSync.push)
  bridge.on.libraryPatch(librarySync.push)
  bridge.on.queuePatch(queueSync.push)
  bridge.on.queueShowBatch(({ batch }) => showEndedBatch({ queue, view, queueView }, batch))
  bridge.on.settingsChanged(settings.receive)
  bridge.on.accessChanged(access.receive)
  bridge.on.watchChanged(watching.receive)
  bridge.on.watchArrived((arrival) => {
    notify(arrivalReport(arrival, settings.getState().settings.batch.engine, i18n.t))
  })

  function connectList() {
    const refresh = coalesce(list.refresh)
    view.subscribe((now, before) => {
      const asked = ['search', 'filter', 'traits', 'folder'] as const
      if (asked.some((name) => now[name] !== before[name])) list.setQuery(query())
      if (now.shownTarget !== before.shownTarget && (list.dependsOnPlans() || list.dependsOnJobs())) list.refresh()
    })
    i18n.on('languageChanged', () => list.setQuery(query()))
    queue.subscribe((now, before) => {
      if (now.lineUp !== before.lineUp && list.dependsOnJobs()) refresh()
    })
    settings.subscribe((now, before) => {
      if (now.settings.library !== before.settings.library) list.setQuery(query())
      if (now.settings.batch !== before.settings.batch && (list.dependsOnPlans() || list.dependsOnJobs()))
        list.refresh()
    })
    list.subscribe((now, before) => {
      if (now.ids !== before.ids) view.select({ type: 'prune', before: before.ids, order: now.ids })
    })
    // A folder whose photos have all been removed, or moved, is not in the tree any more.
    folders.subscribe((counts) => {
      const { folder } = view.getState()
      const shown = folder === null ? null : nearestFolder(counts, folder)
      if (shown !== folder) view.setState({ folder: shown })
    })
  }

  /** The list of results is kept while it is seen, and made anew when the user comes to it. */
  function connectGallery() {
    const isOpen = () => view.getState().view === 'gallery'
    const regather = coalesce(() => {
      if (!isOpen()) return
      const shown = currentId(gallery.getState().ids, view.getState().gallerySelection)
      gallery.regather()
      // What comes in does not take the place of what somebody looks at, chosen or not.
      const isChosen = view.getState().gallerySelection.focus !== null
      if (!isChosen && shown !== null) view.selectResults({ type: 'focus', id: shown })
    })
    queue.subscribe((now, before) => {
      if (isOpen() && (now.lineUp !== before.lineUp || now.batches !== before.batches)) regather()
    })
    marks.subscribe((now, before) => {
      if (isOpen() && now.version !== before.version) gallery.refilter()
    })
    view.subscribe((now, before) => {
      if (now.view === 'gallery' && before.view !== 'gallery') {
        gallery.setQuery(galleryQuery())
        gallery.regather()
      } else if (
        now.galleryBatch !== before.galleryBatch ||
        now.galleryFilter !== before.galleryFilter ||
        now.gallerySort !== before.gallerySort
      ) {
        gallery.setQuery(galleryQuery())
      }
    })
    gallery.subscribe((now, before) => {
      if (now.ids !== before.ids) view.selectResults({ type: 'prune', before: before.ids, order: now.ids })
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

  function namesToCheck() {
    const { photos, importing } = library.getState()
    if (photos.size === 0 || importing !== null) return null
    const chosen = scopeToStart(view.getState().selection.ids, list.getState().ids, photos)
    return chosen.length === 0 ? null : { photos: chosen, settings: settings.getState().settings.batch }
  }

  /** Names depend on the batch, on what is chosen, and on what is on disk: that is looked at again when work has ended. */
  function connectNames() {
    settings.subscribe((now, before) => {
      if (now.settings.batch !== before.settings.batch || now.presets !== before.presets) names.refresh()
    })
    view.subscribe((now, before) => {
      if (now.selection.ids !== before.selection.ids) names.refresh()
    })
    list.subscribe((now, before) => {
      const isFiltered = Math.min(now.ids.length, before.ids.length) < library.getState().photos.size
      if (now.ids !== before.ids && isFiltered && view.getState().selection.ids.size === 0) names.refresh()
    })
    library.subscribe((now, before) => {
      if (now.importing === null && (now.content !== before.content || before.importing !== null)) names.refresh()
    })
    queue.subscribe((now, before) => {
      const isDone = ({ finished, total }: typeof now.progress) => finished === total
      if (now.batches.length !== before.batches.length || isDone(now.progress) !== isDone(before.progress))
        names.refresh()
    })
  }

  async function loadKeys(): Promise<void> {
    try {
      access.receive(unwrap(await bridge.access.list()))
    } catch (error) {
      onError(error)
    }
  }

  async function loadWatching(): Promise<void> {
    try {
      watching.receive(unwrap(await bridge.watch.list()))
    } catch (error) {
      onError(error)
    }
  }

  /** Jobs were left at the last end: the window opens with them, unless the user has gone elsewhere by now. */
  function openWhereItWas(): void {
    const { summary } = queue.getState()
    if (summary === null || view.getState().view !== 'library') return
    if (summary.recovered !== null || summary.active + summary.counts.queued > 0) view.go('queue')
  }

  return {
    bridge: showEarly(bridge, library, librarySync.load),
    i18n,
    library,
    queue,
    view,
    queueView,
    settings,
    list,
    folders,
    access,
    charges,
    history,
    names,
    watching,
    marks,
    gallery,
    canvas,
    loadMarks: marksSync.load,
    load: async () => {
      const queue = queueSync.load().then(openWhereItWas)
      await Promise.all([librarySync.load(), queue, marksSync.load(), loadKeys(), loadWatching()])
    },
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
