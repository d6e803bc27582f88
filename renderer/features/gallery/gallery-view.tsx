import { IconFilterOff, IconPhotoCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isFinished } from '../../../core/job'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { FileName } from '../../components/file-name'
import { ViewFrame } from '../../components/view-frame'
import { useApp, useGallery, useQueue, useView } from '../../state/hooks'
import { isFiltering, noFilter } from '../../state/result-filter'
import { currentId } from '../../state/results'
import { CompareStage } from './compare-stage'
import { Filmstrip } from './filmstrip'
import { FilterBar } from './filter-bar'
import { GalleryActions } from './gallery-actions'
import classes from './gallery-view.module.css'
import { ResultGrid } from './result-grid'
import { ResultPanel } from './result-panel'
import { Stage } from './stage'
import { TrashDialog } from './trash-dialog'

/** What came out, each beside its original. */
export function GalleryView() {
  const total = useGallery((state) => state.counts.all)
  const filtering = useView((state) => isFiltering(state.galleryFilter))
  return total === 0 && !filtering ? <EmptyGallery /> : <FullGallery />
}

function FullGallery() {
  const { t } = useTranslation()
  const ids = useGallery((state) => state.ids)
  const items = useGallery((state) => state.items)
  const layout = useView((state) => state.galleryLayout)
  const selection = useView((state) => state.gallerySelection)
  const news = useView((state) => state.galleryNews)
  const trashing = useView((state) => state.trashing !== null)
  const id = currentId(ids, selection)
  const item = id === null ? undefined : items.get(id)
  const isGrid = layout === 'grid' || item === undefined
  return (
    <ViewFrame
      title={isGrid ? t('gallery.results') : <FileName name={item.name} />}
      subtitle={
        isGrid
          ? [
              t('gallery.shown', { count: ids.length }),
              ...(selection.ids.size > 1 ? [t('gallery.selected', { count: selection.ids.size })] : []),
            ].join(' · ')
          : t('gallery.position', { index: ids.indexOf(item.id) + 1, total: ids.length })
      }
      actions={<GalleryActions />}
      panel={item === undefined ? <div className={classes.noPanel} /> : <ResultPanel item={item} />}
    >
      <div className={classes.view}>
        <FilterBar />
        {item === undefined ? (
          <NothingShown />
        ) : layout === 'grid' ? (
          <ResultGrid />
        ) : layout === 'compare' ? (
          <CompareStage />
        ) : (
          <Stage key={item.id} item={item} />
        )}
        {layout !== 'grid' && item !== undefined && <Filmstrip current={item.id} />}
        <p role="status" aria-live="polite" className="visually-hidden" data-testid="gallery-news">
          {news}
        </p>
      </div>
      {trashing && <TrashDialog />}
    </ViewFrame>
  )
}

function NothingShown() {
  const { t } = useTranslation()
  const app = useApp()
  return (
    <EmptyState
      icon={<IconFilterOff size={40} stroke={1.2} aria-hidden />}
      title={t('gallery.nothingShown')}
      action={
        <Button onClick={() => app.view.setState({ galleryFilter: noFilter })}>{t('gallery.clearFilter')}</Button>
      }
    />
  )
}

function EmptyGallery() {
  const { t } = useTranslation()
  const app = useApp()
  const underWay = useQueue((state) =>
    state.summary === null
      ? 0
      : Object.entries(state.summary.counts).reduce(
          (sum, [name, count]) => (isFinished(name as Parameters<typeof isFinished>[0]) ? sum : sum + count),
          0,
        ),
  )
  return (
    <ViewFrame title={t('gallery.title')}>
      <EmptyState
        icon={<IconPhotoCheck size={40} stroke={1.2} aria-hidden />}
        title={t('gallery.empty')}
        body={underWay > 0 ? t('gallery.emptyWorking', { count: underWay }) : t('gallery.emptyHint')}
        action={
          <Button onClick={() => app.view.go(underWay > 0 ? 'queue' : 'library')}>
            {underWay > 0 ? t('bar.openQueue') : t('canvas.toLibrary')}
          </Button>
        }
      />
    </ViewFrame>
  )
}
