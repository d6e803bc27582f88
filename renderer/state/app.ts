import type { i18n as I18n } from 'i18next'
import type { Bridge } from '../../core/ipc/bridge'
import { connectDoors } from './connect-doors'
import { connectGallery, galleryQuery } from './connect-gallery'
import { connectList, libraryQuery } from './connect-list'
import { connectMain } from './connect-main'
import { connectNames, namesToCheck } from './connect-names'
import { showEarly } from './early-bridge'
import { createFolderIndex } from './folder-index'
import { createGalleryList } from './gallery-list'
import { importReport } from './import-report'
import { createLibraryList } from './library-list'
import { createNameCheck } from './name-check'
import { notify } from './notices'
import type { SettingsState } from './settings-store'
import { createStores } from './stores'

/** Everything the window knows, and its way to main. One per window. */
export type App = ReturnType<typeof createApp>

/** Builds the stores, connects them to each other and to main's pushes. Call `load` once for the first snapshots. */
export function createApp(bridge: Bridge, i18n: I18n, initial: SettingsState, onError: (error: unknown) => void) {
  const stores = createStores(bridge, initial, onError)
  const { library, queue, view, settings, marks } = stores
  const list = createLibraryList(library, libraryQuery(stores, i18n), () => ({
    latest: queue.getState().latest,
    batch: settings.getState().settings.batch,
    shown: view.getState().shownTarget,
  }))
  const names = createNameCheck(
    (question) => bridge.output.checkNames(question),
    () => namesToCheck({ ...stores, list }),
  )
  const gallery = createGalleryList(queue.getState, marks.getState, galleryQuery(stores, i18n))
  const folders = createFolderIndex(library)
  const all = { ...stores, list, names, gallery, folders }
  connectList(all, i18n)
  connectDoors(all)
  connectNames(all)
  connectGallery(all, i18n)
  library.subscribe((now, before) => {
    const report = before.importing !== null && now.importing === null ? importReport(before.importing) : null
    if (report !== null) notify(report)
  })
  const { load, loadLibrary, loadMarks } = connectMain(stores, { bridge, onError })
  return { ...all, bridge: showEarly(bridge, library, loadLibrary), i18n, load, loadMarks }
}
