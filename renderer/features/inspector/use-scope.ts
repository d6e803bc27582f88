import { useMemo } from 'react'
import type { Target } from '../../../core/geometry'
import type { LibraryPhoto } from '../../../core/library'
import type { BatchSettings } from '../../../core/settings'
import { targetAt, targetsOf } from '../../../core/targets'
import { chooseTarget, scopeOf } from '../../state/actions'
import { keepLast } from '../../state/groups'
import { useApp, useList, useSettings, useView } from '../../state/hooks'
import type { LibraryState } from '../../state/library-store'
import { sharedTarget, sharedTargets } from '../../state/scope'
import { useAfterPaint } from '../../state/use-after-paint'

/** What the inspector's target applies to, and what that is now. */
export interface Scope {
  /** `batch`: no photo is selected. */
  readonly kind: 'batch' | 'selection' | 'photo'
  readonly photos: readonly LibraryPhoto[]
  /** Of the targets of each, the shown one, if they share it; `null`: they have different ones. */
  readonly target: Target | null
  /** All their targets if they have the same ones, else the batch's: the shown one is one of them. */
  readonly targets: readonly [Target, ...Target[]]
  /** They have different lists of targets. */
  readonly mixed: boolean
  /** Place of the shown target in `targets`. */
  readonly shown: number
  /** What a change starts from: the shared target, else the batch's. */
  readonly base: Target
  /** How many have a target of their own. */
  readonly own: number
  readonly choose: (target: Target) => void
}

/** Of all photos in scope, what the inspector tells. Asked by several parts of it. */
const describe = keepLast(describeScope)

/**
 * Follows the selection; in Canvas, the photo that is shown. A moment later, so that ten thousand photos are seen to be
 * selected, or changed, before they are added up here; what is chosen goes to what is selected by then. The same object
 * until something of it changes.
 */
export function useScope(): Scope {
  const app = useApp()
  const view = useView((state) => state.view)
  const selected = useAfterPaint(app.view, (state) => state.selection.ids)
  const focus = useView((state) => state.selection.focus)
  const first = useList((state) => (view === 'canvas' ? state.ids[0] : null))
  const batch = useSettings((state) => state.settings.batch)
  const shownTarget = useView((state) => state.shownTarget)
  const current = view === 'canvas' ? (focus ?? first) : null
  const none = view === 'canvas' ? current === undefined : selected.size === 0
  // Without a selection an import of thousands of photos concerns the batch's target not at all.
  const content = useAfterPaint(app.library, (state) => (none ? null : state.content))
  const dragged = useView((state) => state.dragged)
  const inCanvas = view === 'canvas'
  const told = describe(inCanvas, inCanvas ? current : selected, content, batch, shownTarget, dragged)
  return useMemo(
    () => ({ ...told, choose: (target: Target) => void chooseTarget(app, scopeOf(app), target) }),
    [app, told],
  )
}

/** @param chosen the photo that Canvas shows, else those that are selected. */
function describeScope(
  inCanvas: boolean,
  chosen: string | null | undefined | ReadonlySet<string>,
  content: LibraryState['content'] | null,
  batch: BatchSettings,
  shownTarget: number,
  dragged: Target | null,
): Omit<Scope, 'choose'> {
  const ids = typeof chosen === 'string' ? [chosen] : chosen == null ? [] : [...chosen]
  const kept = ids.flatMap((id) => content?.photos.get(id) ?? [])
  const photos = dragged === null ? kept : kept.map((photo) => ({ ...photo, target: dragged, moreTargets: [] }))
  const sharedList = sharedTargets(kept, batch)
  const targets = sharedList ?? targetsOf({ target: null }, batch)
  const shared = sharedTarget(photos, batch, shownTarget)
  return {
    kind: photos.length === 0 ? 'batch' : inCanvas ? 'photo' : 'selection',
    photos,
    target: shared,
    targets,
    mixed: sharedList === null,
    shown: Math.min(shownTarget, targets.length - 1),
    base: shared ?? targetAt(targets, shownTarget),
    own: photos.filter(({ target }) => target !== null).length,
  }
}
