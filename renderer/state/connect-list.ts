import type { i18n as I18n } from 'i18next'
import { coalesce } from './coalesce'
import type { FolderIndex } from './folder-index'
import { nearestFolder } from './folder-tree'
import type { LibraryList, ListQuery } from './library-list'
import type { Stores } from './stores'

type Asked = Pick<Stores, 'view' | 'settings'>

/** Which photos are to be shown, and in which order. */
export function libraryQuery({ view, settings }: Asked, i18n: I18n): ListQuery {
  const { search, filter, traits, folder } = view.getState()
  const { sort, descending, subfolders } = settings.getState().settings.library
  return { search, filter, traits, folder, subfolders, sort, descending, locale: i18n.language }
}

interface Connected extends Asked, Pick<Stores, 'queue'> {
  readonly list: LibraryList
  readonly folders: FolderIndex
}

/** Keeps the list of photos as it is asked for, and what is chosen within what is shown. */
export function connectList({ list, folders, view, settings, queue }: Connected, i18n: I18n): void {
  const requery = () => list.setQuery(libraryQuery({ view, settings }, i18n))
  const refresh = coalesce(list.refresh)
  view.subscribe((now, before) => {
    const asked = ['search', 'filter', 'traits', 'folder'] as const
    if (asked.some((name) => now[name] !== before[name])) requery()
    if (now.shownTarget !== before.shownTarget && (list.dependsOnPlans() || list.dependsOnJobs())) list.refresh()
  })
  i18n.on('languageChanged', requery)
  queue.subscribe((now, before) => {
    if (now.lineUp !== before.lineUp && list.dependsOnJobs()) refresh()
  })
  settings.subscribe((now, before) => {
    if (now.settings.library !== before.settings.library) requery()
    if (now.settings.batch !== before.settings.batch && (list.dependsOnPlans() || list.dependsOnJobs())) list.refresh()
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
