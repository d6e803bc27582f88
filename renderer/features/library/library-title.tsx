import { useTranslation } from 'react-i18next'
import { baseName, safeName } from '../../format/names'
import { useApp, useLibrary, useList, useView } from '../../state/hooks'

/** The folder's name when all photos come from one that was added, else "All photos". */
export function LibraryTitle() {
  const { t } = useTranslation()
  const app = useApp()
  const folders = useList((state) => state.folders)
  const first = useList((state) => state.ids[0])
  const photo = first === undefined ? undefined : app.library.getState().photos.get(first)
  const named = folders === 1 && photo !== undefined && photo.link === null && photo.root !== photo.path
  if (!named) return t('library.all')
  const name = safeName(baseName(photo.root))
  // Where it is cut, the pointer has all of it.
  return <span title={name}>{name}</span>
}

/** How many photos there are, or how many of them are selected. */
export function LibrarySubtitle() {
  const { t } = useTranslation()
  const total = useLibrary((state) => state.photos.size)
  const shown = useList((state) => state.ids.length)
  const folders = useList((state) => state.folders)
  const selected = useView((state) => state.selection.ids.size)
  if (total === 0) return null
  if (selected > 0) return t('library.selected', { selected, total: shown })
  const photos = t('format.photos', { count: shown })
  return folders > 1 ? `${photos} · ${t('format.folders', { count: folders })}` : photos
}
