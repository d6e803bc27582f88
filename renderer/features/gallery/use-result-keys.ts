import { type KeyboardEvent, useEffect, useMemo } from 'react'
import { type RovingList, useRovingKeys } from '../../components/roving-keys'
import type { VirtualGridState } from '../../components/use-virtual-grid'
import type { App } from '../../state/app'
import { setLayout } from '../../state/gallery-commands'
import { useApp } from '../../state/hooks'
import { currentId } from '../../state/results'

/** The keys of the grid of results: those of every grid; Space shows a result large, a mark goes on to the next one. */
export function useResultKeys({ shape, showIndex, scroller }: VirtualGridState, focus: string | null) {
  const app = useApp()
  const list = useMemo(() => listOfResults(app), [app])
  const rove = useRovingKeys(list, shape, showIndex)
  // Keys that are no grid's own move the focus, too, as marks do: what the keyboard is at stays in view. What a click has
  // chosen is in view already, and must not move under a second click.
  useEffect(() => {
    const active = document.activeElement
    const byKeys = active !== null && scroller.current?.contains(active) === true && active.matches(':focus-visible')
    if (focus !== null && byKeys) showIndex(list.indexOf(focus))
  }, [focus, list, scroller, showIndex])

  return (event: KeyboardEvent) => {
    if (rove(event) || event.key !== ' ') return
    event.preventDefault()
    setLayout(app, 'loupe')
  }
}

/** The results that are shown, as a list that keys move in. */
export function listOfResults(app: App): RovingList {
  const ids = () => app.gallery.getState().ids
  return {
    ids,
    indexOf: (id) => ids().indexOf(id),
    focus: () => currentId(ids(), app.view.getState().gallerySelection),
    select: app.view.selectResults,
  }
}
