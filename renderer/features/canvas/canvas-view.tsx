import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { FileName } from '../../components/file-name'
import { ViewFrame } from '../../components/view-frame'
import { useApp, useLibrary, useList, useView } from '../../state/hooks'
import { Inspector } from '../inspector/inspector'
import { TargetChips } from '../targets/target-chips'
import { CanvasStage } from './canvas-stage'
import { CanvasTools } from './canvas-tools'

/** One photo, large, in its canvas. */
export function CanvasView() {
  const { t } = useTranslation()
  const app = useApp()
  const ids = useList((state) => state.ids)
  const focus = useView((state) => state.selection.focus)
  const id = focus ?? ids[0]
  const total = useLibrary((state) => state.photos.size)
  const photo = useLibrary((state) => (id === undefined ? undefined : state.photos.get(id)))
  if (photo === undefined || id === undefined) {
    return (
      <ViewFrame title={t('views.canvas')} panel={<Inspector />}>
        {total > 0 ? (
          <EmptyState
            title={t('photoList.filter.noneTitle')}
            body={t('canvas.hidden', { count: total })}
            action={<Button onClick={() => app.view.showPhotos('all')}>{t('library.showAll')}</Button>}
          />
        ) : (
          <EmptyState
            title={t('canvas.none')}
            body={t('canvas.noneHint')}
            action={<Button onClick={() => app.view.go('library')}>{t('canvas.toLibrary')}</Button>}
          />
        )}
      </ViewFrame>
    )
  }
  return (
    <ViewFrame
      title={<FileName name={photo.name} />}
      subtitle={t('canvas.position', { index: ids.indexOf(id) + 1, total: ids.length })}
      tools={<TargetChips />}
      actions={<CanvasTools photo={photo} ids={ids} />}
      panel={<Inspector />}
    >
      <CanvasStage key={id} photo={photo} />
    </ViewFrame>
  )
}
