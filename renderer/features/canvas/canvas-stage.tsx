import { useElementSize } from '@mantine/hooks'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target } from '../../../core/geometry'
import type { LibraryPhoto } from '../../../core/library'
import { targetAt, targetsOf } from '../../../core/targets'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { useRefusal } from '../../format/use-refusal'
import { ask } from '../../state/actions'
import { useApp, useSettings, useView } from '../../state/hooks'
import { type Outcome, planFor } from '../../state/plans'
import { CanvasStrip } from './canvas-strip'
import classes from './canvas-view.module.css'
import { LargeFigure } from './large-figure'

interface CanvasStageProps {
  readonly photo: LibraryPhoto
  /** Lines of thirds over the canvas. */
  readonly thirds: boolean
}

/** The large picture and the line of numbers below it. */
export function CanvasStage({ photo, thirds }: CanvasStageProps) {
  const app = useApp()
  const batch = useSettings((state) => state.settings.batch)
  const { ref, width, height } = useElementSize<HTMLDivElement>()
  const own = targetAt(
    targetsOf(photo, batch),
    useView((state) => state.shownTarget),
  )
  const dragged = useView((state) => state.dragged)
  const setDragged = (target: Target | null) => app.view.setState({ dragged: target })
  // What was dragged holds until main's answer has come, or another photo is shown.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new target is what ends it
  useEffect(() => () => app.view.setState({ dragged: null }), [app, own])

  const shown = dragged ?? own
  const outcome: Outcome = planFor(photo, shown, batch)
  if (outcome.kind === 'unreadable') return <Unreadable photo={photo} />
  const plan = outcome.kind === 'planned' ? outcome.plan : outcome.wanted
  return (
    <div className={classes.view}>
      <div className={classes.stage}>
        <div ref={ref} className={classes.room}>
          {plan !== null && width > 0 && (
            <LargeFigure
              photo={photo}
              plan={plan}
              target={shown}
              room={{ width, height }}
              refused={outcome.kind === 'refused'}
              thirds={thirds}
              onDrag={setDragged}
            />
          )}
        </div>
      </div>
      <CanvasStrip photo={photo} outcome={outcome} />
    </div>
  )
}

function Unreadable({ photo }: { readonly photo: LibraryPhoto }) {
  const { t } = useTranslation()
  const app = useApp()
  const { title, detail } = useRefusal()(photo.error)
  return (
    <EmptyState
      title={title}
      body={detail}
      action={
        <Button onClick={() => void ask(app, app.bridge.library.reveal({ id: photo.id }))}>{t('common.reveal')}</Button>
      }
    />
  )
}
