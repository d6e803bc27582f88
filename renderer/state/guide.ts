import type { Target } from '../../core/geometry'
import { defaultTarget } from '../../core/settings'
import { sameTarget } from '../../core/targets'
import { updateSettings } from './actions'
import type { App } from './app'

export const guideSteps = ['add', 'shape', 'start'] as const
export type GuideStep = (typeof guideSteps)[number]

/** What tells how far somebody is. */
interface Progress {
  readonly photos: number
  readonly jobs: number
  readonly target: Target
}

/** The steps that are behind the user. A shape is set from the beginning: who starts without another one has chosen it. */
export function stepsDone({ photos, jobs, target }: Progress): ReadonlySet<GuideStep> {
  const done = new Set<GuideStep>()
  if (photos > 0) done.add('add')
  if (photos > 0 && !sameTarget(target, defaultTarget)) done.add('shape')
  if (jobs > 0) {
    done.add('shape')
    done.add('start')
  }
  return done
}

/** Opens the guide at the first start of all, once: where nothing is in library and queue yet. */
export function offerGuide(app: App): void {
  if (app.settings.getState().settings.guideSeen) return
  const { loaded, photos } = app.library.getState()
  if (loaded && photos.size === 0 && app.queue.getState().jobs.size === 0) app.view.setState({ guide: true })
  void updateSettings(app, { guideSeen: true })
}
