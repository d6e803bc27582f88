import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { Target } from '../../../core/geometry'
import type { LibraryPhoto } from '../../../core/library'
import { targetAt, targetsOf } from '../../../core/targets'
import { chooseTarget } from '../../state/actions'
import { useApp, useSettings, useView } from '../../state/hooks'
import { keepEqualParts } from '../../state/settings-store'

/** A run of key presses is one change once no key came for so long, ms. */
const runPause = 600

/** How long main's answer is waited for before what it holds is shown again, ms. */
const answerPatience = 2000

/** The target of the photo in Canvas while it is worked on. */
export interface Edit {
  /** What is shown: what a hand or a key is making of it, else the photo's own or the batch's. */
  readonly target: Target
  /** Shows a target that is not chosen yet; `null`: the photo's own again. */
  readonly show: (target: Target | null) => void
  /** Chooses what is shown, or leaves things as they are. One step to be undone. */
  readonly choose: (target: Target) => void
  /** Shows a target and chooses it at the end of a run of such steps. */
  readonly step: (change: (target: Target) => Target) => void
}

/** Works on one photo's target: nothing but `choose` changes it, once for each drag or run of keys. */
export function useEdit(photo: LibraryPhoto): Edit {
  const app = useApp()
  const batch = useSettings((state) => state.settings.batch)
  const shown = useView((state) => state.shownTarget)
  const own = targetAt(targetsOf(photo, batch), shown)
  const dragged = useView((state) => state.dragged)
  const latest = useRef(own)
  latest.current = own
  const run = useRef<ReturnType<typeof setTimeout> | null>(null)

  const show = useCallback((target: Target | null) => app.view.setState({ dragged: target }), [app])
  const choose = useCallback(
    (target: Target) => {
      if (keepEqualParts(latest.current, target) === latest.current) {
        show(null)
        return
      }
      show(target)
      void chooseTarget(app, [photo.id], target).then(() => {
        setTimeout(() => {
          if (app.view.getState().dragged === target) show(null)
        }, answerPatience)
      })
    },
    [app, photo.id, show],
  )

  const endRun = useCallback(() => {
    if (run.current === null) return
    clearTimeout(run.current)
    run.current = null
    const { dragged } = app.view.getState()
    if (dragged !== null) choose(dragged)
  }, [app, choose])

  const step = useCallback(
    (change: (target: Target) => Target) => {
      const before = app.view.getState().dragged ?? latest.current
      const next = change(before)
      if (next !== before) show(next)
      if (run.current !== null) clearTimeout(run.current)
      run.current = setTimeout(endRun, runPause)
    },
    [app, show, endRun],
  )
  useEndOfRun(endRun)
  // What was dragged holds until main's answer has come, or another photo is shown. After the run has ended: it is chosen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new target is what ends it
  useEffect(() => () => show(null), [show, own])
  return useMemo(() => ({ target: dragged ?? own, show, choose, step }), [dragged, own, show, choose, step])
}

/** Whatever comes next works on the run's result: it ends with the next press of anything else, and with the view. */
function useEndOfRun(end: () => void): void {
  useEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (!key.startsWith('Arrow') && key !== 'Shift' && key !== 'Alt') end()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    window.addEventListener('pointerdown', end, { capture: true })
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true })
      window.removeEventListener('pointerdown', end, { capture: true })
      end()
    }
  }, [end])
}
