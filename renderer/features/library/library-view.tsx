import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { ViewFrame } from '../../components/view-frame'
import { useApp, useLibrary, useList, useSettings } from '../../state/hooks'
import { Inspector } from '../inspector/inspector'
import { TargetChips } from '../targets/target-chips'
import { EmptyLibrary } from './empty-library'
import { FilterChips } from './filter-chips'
import { FolderPanel } from './folder-panel'
import { ImportStrip } from './import-strip'
import { LibraryActions } from './library-actions'
import { LibrarySubtitle, LibraryTitle } from './library-title'
import classes from './library-view.module.css'
import { PhotoGrid } from './photo-grid'
import { PhotoList } from './photo-list'
import { PhotoMenu } from './photo-menu'
import { useActiveFilters } from './use-filter-words'

/** All photos, each in its canvas, and what shall become of them. */
export function LibraryView() {
  const loaded = useLibrary((state) => state.loaded)
  const empty = useLibrary((state) => state.photos.size === 0 && state.importing === null)
  return (
    <ViewFrame
      title={<LibraryTitle />}
      subtitle={<LibrarySubtitle />}
      tools={!empty && <TargetChips />}
      actions={<LibraryActions />}
      panel={<Inspector />}
    >
      {loaded && (empty ? <EmptyLibrary /> : <Photos />)}
      <ImportStrip />
    </ViewFrame>
  )
}

function Photos() {
  const folders = useSettings((state) => state.settings.library.folders)
  const layout = useSettings((state) => state.settings.library.layout)
  const nothing = useList((state) => state.ids.length === 0)
  const total = useLibrary((state) => state.photos.size)
  return (
    <div className={classes.place}>
      {folders && <FolderPanel />}
      <div className={classes.photos}>
        <FilterChips />
        <div className={classes.view}>
          {nothing && total > 0 ? <NothingMatches /> : layout === 'list' ? <PhotoList /> : <PhotoGrid />}
        </div>
      </div>
      <PhotoMenu />
    </div>
  )
}

/** What was asked, and the way back to everything. */
function NothingMatches() {
  const { t, i18n } = useTranslation()
  const app = useApp()
  const active = useActiveFilters()
  const total = useLibrary((state) => state.photos.size)
  const names = active.map(({ words }) => t('photoList.filter.quoted', { words }))
  const filters = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(names)
  return (
    <EmptyState
      title={t('photoList.filter.noneTitle')}
      body={t(active.length === 1 ? 'photoList.filter.noneOne' : 'photoList.filter.none', { filters, total })}
      action={<Button onClick={() => app.view.showPhotos('all')}>{t('library.showAll')}</Button>}
    />
  )
}
