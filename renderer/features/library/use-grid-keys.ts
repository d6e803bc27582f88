import { type KeyboardEvent, useMemo } from 'react'
import type { GridShape } from '../../components/grid-geometry'
import { type RovingList, useRovingKeys } from '../../components/roving-keys'
import type { App } from '../../state/app'
import { useApp } from '../../state/hooks'
import { openPhotoMenu } from './use-menu-opener'

/** The keys of the photos' grid and list: those of every grid, and the ones that open the menu. */
export function useGridKeys(shape: GridShape, showIndex: (index: number) => void) {
  const app = useApp()
  const list = useMemo(() => listOfPhotos(app), [app])
  const rove = useRovingKeys(list, shape, showIndex)
  return (event: KeyboardEvent) => {
    // The headings of a list's columns have keys of their own.
    if (event.target instanceof Element && event.target.closest('[role="columnheader"]') !== null) return
    if (rove(event)) return
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault()
      openPhotoMenu(app, event.target, null)
    }
  }
}

/** The photos that are shown, as a list that keys move in. */
export function listOfPhotos(app: App): RovingList {
  return {
    ids: () => app.list.getState().ids,
    indexOf: app.list.indexOf,
    focus: () => app.view.getState().selection.focus,
    select: app.view.select,
  }
}
