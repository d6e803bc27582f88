import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { ViewFrame } from '../../components/view-frame'
import { useApp, useLibrary, useList } from '../../state/hooks'
import { Inspector } from '../inspector/inspector'
import { TargetChips } from '../targets/target-chips'
import { EmptyLibrary } from './empty-library'
import { ImportStrip } from './import-strip'
import { LibraryActions } from './library-actions'
import { LibrarySubtitle, LibraryTitle } from './library-title'
import { PhotoGrid } from './photo-grid'

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
  const { t } = useTranslation()
  const app = useApp()
  const shown = useList((state) => state.ids.length)
  const total = useLibrary((state) => state.photos.size)
  if (shown > 0 || total === 0) return <PhotoGrid />
  return (
    <EmptyState
      title={t('library.nothingMatches')}
      action={<Button onClick={() => app.view.setState({ search: '', filter: 'all' })}>{t('library.showAll')}</Button>}
    />
  )
}
