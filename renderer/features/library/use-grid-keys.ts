import { type KeyboardEvent, useEffectEvent, useLayoutEffect } from 'react'
import type { App } from '../../state/app'
import { useApp } from '../../state/hooks'
import { isMoveKey, type MoveKey, moveInGrid } from './grid-geometry'
import { openPhotoMenu } from './use-menu-opener'

interface Grid {
  readonly count: number
  readonly columns: number
  readonly pageRows: number
}

/** Arrow keys in the grid: move, extend with Shift, only look with Ctrl or Cmd, whose Space then selects. */
export function useGridKeys(grid: Grid, showIndex: (index: number) => void) {
  const app = useApp()
  // When the grid appears; later the focus is brought into view by the key that moves it.
  const showFocus = useEffectEvent(() => {
    const { focus } = app.view.getState().selection
    const index = focus === null ? -1 : app.list.indexOf(focus)
    if (index >= 0) showIndex(index)
  })
  useLayoutEffect(() => showFocus(), [])

  return (event: KeyboardEvent) => {
    // The headings of a list's columns have keys of their own.
    if (event.target instanceof Element && event.target.closest('[role="columnheader"]') !== null) return
    if (isMoveKey(event.key)) {
      if (!event.altKey) move(app, event, event.key, grid, showIndex)
    } else if (event.key === ' ' && isCommand(event)) {
      const { focus } = app.view.getState().selection
      event.preventDefault()
      if (focus !== null) app.view.select({ type: 'toggle', id: focus })
    } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault()
      openPhotoMenu(app, event.target, null)
    }
  }
}

function move(app: App, event: KeyboardEvent, key: MoveKey, grid: Grid, showIndex: (index: number) => void): void {
  const { ids } = app.list.getState()
  const { focus } = app.view.getState().selection
  const from = focus === null ? -1 : app.list.indexOf(focus)
  const to = from < 0 && key !== 'End' ? 0 : moveInGrid(from, key, grid)
  const id = ids[to]
  if (id === undefined) return
  event.preventDefault()
  if (event.shiftKey) app.view.select({ type: 'extend', id, order: ids, add: isCommand(event) })
  else if (isCommand(event)) app.view.select({ type: 'focus', id })
  else app.view.select({ type: 'only', id })
  showIndex(to)
}

const isCommand = (event: KeyboardEvent) => event.ctrlKey || event.metaKey
