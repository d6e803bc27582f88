import { IconArrowLeft, IconArrowRight, IconGrid3x3, IconLayoutGrid } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LibraryPhoto } from '../../../core/library'
import { Button, IconButton } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { FileName } from '../../components/file-name'
import { ViewFrame } from '../../components/view-frame'
import { runCommand } from '../../state/commands'
import { useApp, useLibrary, useList, useView } from '../../state/hooks'
import { Inspector } from '../inspector/inspector'
import { useKeyLabel } from '../shell/use-key-label'
import { TargetChips } from '../targets/target-chips'
import { CanvasStage } from './canvas-stage'

/** One photo, large, in its canvas. */
export function CanvasView() {
  const { t } = useTranslation()
  const app = useApp()
  const ids = useList((state) => state.ids)
  const focus = useView((state) => state.selection.focus)
  const id = focus ?? ids[0]
  const photo = useLibrary((state) => (id === undefined ? undefined : state.photos.get(id)))
  const [thirds, setThirds] = useState(false)
  const backKey = useKeyLabel('view-library')
  if (photo === undefined || id === undefined) {
    return (
      <ViewFrame title={t('views.canvas')} panel={<Inspector />}>
        <EmptyState
          title={t('canvas.none')}
          body={t('canvas.noneHint')}
          action={<Button onClick={() => app.view.go('library')}>{t('canvas.toLibrary')}</Button>}
        />
      </ViewFrame>
    )
  }
  return (
    <ViewFrame
      title={<FileName name={photo.name} />}
      subtitle={t('canvas.position', { index: ids.indexOf(id) + 1, total: ids.length })}
      tools={<TargetChips />}
      actions={
        <>
          <IconButton
            label={t('canvas.thirds')}
            active={thirds}
            aria-pressed={thirds}
            onClick={() => setThirds(!thirds)}
          >
            <IconGrid3x3 size={16} stroke={1.6} aria-hidden />
          </IconButton>
          <IconButton label={t('canvas.back')} keys={backKey} onClick={() => app.view.go('library')}>
            <IconLayoutGrid size={16} stroke={1.6} aria-hidden />
          </IconButton>
          <Neighbours photo={photo} ids={ids} />
        </>
      }
      panel={<Inspector />}
    >
      <CanvasStage key={id} photo={photo} thirds={thirds} />
    </ViewFrame>
  )
}

function Neighbours({ photo, ids }: { readonly photo: LibraryPhoto; readonly ids: readonly string[] }) {
  const { t } = useTranslation()
  const app = useApp()
  const [previous, next] = [useKeyLabel('previous'), useKeyLabel('next')]
  const at = ids.indexOf(photo.id)
  return (
    <>
      <IconButton
        label={t('common.previous')}
        keys={previous}
        disabled={at <= 0}
        onClick={() => runCommand(app, 'previous')}
      >
        <IconArrowLeft size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton
        label={t('common.next')}
        keys={next}
        disabled={at === ids.length - 1}
        onClick={() => runCommand(app, 'next')}
      >
        <IconArrowRight size={16} stroke={1.6} aria-hidden />
      </IconButton>
    </>
  )
}
