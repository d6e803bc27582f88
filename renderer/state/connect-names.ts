import type { LibraryList } from './library-list'
import type { NameCheck, NameQuestion } from './name-check'
import { scopeToStart } from './scope'
import type { Stores } from './stores'

interface Asked extends Pick<Stores, 'library' | 'view' | 'settings'> {
  readonly list: LibraryList
}

/** What names are to be checked for; `null`: nothing. */
export function namesToCheck({ library, view, settings, list }: Asked): NameQuestion | null {
  const { photos, importing } = library.getState()
  if (photos.size === 0 || importing !== null) return null
  const chosen = scopeToStart(view.getState().selection.ids, list.getState().ids, photos)
  return chosen.length === 0 ? null : { photos: chosen, settings: settings.getState().settings.batch }
}

interface Connected extends Asked, Pick<Stores, 'queue'> {
  readonly names: NameCheck
}

/** Names depend on the batch, on what is chosen, and on what is on disk: that is looked at again when work has ended. */
export function connectNames({ names, library, view, settings, list, queue }: Connected): void {
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
