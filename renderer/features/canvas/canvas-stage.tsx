import { useElementSize } from '@mantine/hooks'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target } from '../../../core/geometry'
import type { LibraryPhoto } from '../../../core/library'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { useRefusal } from '../../format/use-refusal'
import { ask } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { type Outcome, planFor } from '../../state/plans'
import { CanvasStrip } from './canvas-strip'
import classes from './canvas-view.module.css'
import { PhotoStrip } from './photo-strip'
import { StageRoom } from './stage-room'
import { useEdit } from './use-edit'
import { usePhotoKeys } from './use-nudge'

/** The large picture, the line of numbers below it, and the photos to go on with. */
export function CanvasStage({ photo }: { readonly photo: LibraryPhoto }) {
  const batch = useSettings((state) => state.settings.batch)
  const { ref, width, height } = useElementSize<HTMLDivElement>()
  const edit = useEdit(photo)
  const planOf = useCallback(
    (target: Target) => {
      const outcome = planFor(photo, target, batch)
      return outcome.kind === 'unreadable' ? null : drawnPlan(outcome)
    },
    [photo, batch],
  )
  usePhotoKeys(edit, planOf)
  const outcome = planFor(photo, edit.target, batch)
  if (outcome.kind === 'unreadable') return <Unreadable photo={photo} />
  const plan = drawnPlan(outcome)
  return (
    <div className={classes.view}>
      <div ref={ref} className={classes.stage}>
        {plan !== null && width > 0 && (
          <StageRoom
            photo={photo}
            plan={plan}
            isRefused={outcome.kind === 'refused'}
            room={{ width, height }}
            edit={edit}
            planOf={planOf}
          />
        )}
      </div>
      <CanvasStrip outcome={outcome} />
      <PhotoStrip current={photo.id} />
    </div>
  )
}

/** The canvas that is drawn: the one that will be made, or that was asked for. */
function drawnPlan(outcome: Exclude<Outcome, { kind: 'unreadable' }>) {
  return outcome.kind === 'planned' ? outcome.plan : outcome.wanted
}

function Unreadable({ photo }: { readonly photo: LibraryPhoto }) {
  const { t } = useTranslation()
  const app = useApp()
  const { title, detail } = useRefusal()(photo.error)
  return (
    <div className={classes.view}>
      <div className={classes.stage}>
        <EmptyState
          title={title}
          body={detail}
          action={
            <Button onClick={() => void ask(app.bridge.library.reveal({ id: photo.id }))}>{t('common.reveal')}</Button>
          }
        />
      </div>
      <PhotoStrip current={photo.id} />
    </div>
  )
}
