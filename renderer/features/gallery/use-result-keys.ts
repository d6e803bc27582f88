import { type KeyboardEvent, useEffectEvent, useLayoutEffect } from 'react'
import { setLayout } from '../../state/gallery-commands'
import { useApp } from '../../state/hooks'
import { currentId } from '../../state/results'
import { isMoveKey, moveInGrid } from '../library/grid-geometry'

interface Grid {
  readonly count: number
  readonly columns: number
  readonly pageRows: number
}

/** Arrow keys in the grid of results, as in a file manager; Space shows one large, with Ctrl or Cmd it selects. */
export function useResultKeys(grid: Grid, showIndex: (index: number) => void) {
  const app = useApp()
  const showFocus = useEffectEvent(() => {
    const { ids } = app.gallery.getState()
    const current = currentId(ids, app.view.getState().gallerySelection)
    if (current !== null) showIndex(ids.indexOf(current))
  })
  useLayoutEffect(() => showFocus(), [])

  return (event: KeyboardEvent) => {
    const { ids } = app.gallery.getState()
    const focus = currentId(ids, app.view.getState().gallerySelection)
    if (focus === null) return
    const held = event.ctrlKey || event.metaKey
    if (event.key === ' ') {
      event.preventDefault()
      if (held) app.view.selectResults({ type: 'toggle', id: focus })
      else setLayout(app, 'loupe')
    }
    if (!isMoveKey(event.key) || event.altKey) return
    const to = moveInGrid(ids.indexOf(focus), event.key, grid)
    const id = ids[to]
    if (id === undefined) return
    event.preventDefault()
    if (event.shiftKey) app.view.selectResults({ type: 'extend', id, order: ids })
    else app.view.selectResults({ type: held ? 'focus' : 'only', id })
    showIndex(to)
  }
}
