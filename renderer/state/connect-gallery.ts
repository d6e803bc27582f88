import type { i18n as I18n } from 'i18next'
import { coalesce } from './coalesce'
import type { GalleryList, GalleryQuery } from './gallery-list'
import { currentId } from './results'
import type { Stores } from './stores'

/** Which results are to be shown, and in which order. */
export function galleryQuery({ view }: Pick<Stores, 'view'>, i18n: I18n): GalleryQuery {
  const { galleryBatch, galleryFilter, gallerySort } = view.getState()
  return { batch: galleryBatch, filter: galleryFilter, sort: gallerySort, locale: i18n.language }
}

interface Connected extends Pick<Stores, 'view' | 'queue' | 'marks'> {
  readonly gallery: GalleryList
}

/** The list of results is kept while it is seen, and made anew when the user comes to it. */
export function connectGallery({ gallery, view, queue, marks }: Connected, i18n: I18n): void {
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
      gallery.setQuery(galleryQuery({ view }, i18n))
      gallery.regather()
    } else if (
      now.galleryBatch !== before.galleryBatch ||
      now.galleryFilter !== before.galleryFilter ||
      now.gallerySort !== before.gallerySort
    ) {
      gallery.setQuery(galleryQuery({ view }, i18n))
    }
  })
  gallery.subscribe((now, before) => {
    if (now.ids !== before.ids) view.selectResults({ type: 'prune', before: before.ids, order: now.ids })
  })
}
