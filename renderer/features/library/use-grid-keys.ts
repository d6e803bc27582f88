import { type KeyboardEvent, useEffectEvent, useLayoutEffect } from 'react'
import { useApp } from '../../state/hooks'
import { type MoveKey, moveInGrid } from './grid-geometry'

const moveKeys: readonly string[] = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
] satisfies MoveKey[]

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
    const index = focus === null ? -1 : app.list.getState().ids.indexOf(focus)
    if (index >= 0) showIndex(index)
  })
  useLayoutEffect(() => showFocus(), [])

  return (event: KeyboardEvent) => {
    const { ids } = app.list.getState()
    const { focus } = app.view.getState().selection
    if (event.key === ' ' && (event.ctrlKey || event.metaKey) && focus !== null) {
      event.preventDefault()
      app.view.select({ type: 'toggle', id: focus })
    }
    if (!isMoveKey(event.key) || event.altKey) return
    const from = focus === null ? -1 : ids.indexOf(focus)
    const to = from < 0 ? 0 : moveInGrid(from, event.key, grid)
    const id = ids[to]
    if (id === undefined) return
    event.preventDefault()
    if (event.shiftKey) app.view.select({ type: 'extend', id, order: ids })
    else if (event.ctrlKey || event.metaKey) app.view.select({ type: 'focus', id })
    else app.view.select({ type: 'only', id })
    showIndex(to)
  }
}

function isMoveKey(key: string): key is MoveKey {
  return moveKeys.includes(key)
}
