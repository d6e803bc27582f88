import { type MouseEvent, useEffect, useRef } from 'react'
import { useApp, useView } from '../../state/hooks'

/** What every view does with one of its photos: selection and focus, by pointer and by keys. `id` is the photo's. */
export function usePhotoCell(id: string) {
  const app = useApp()
  const selected = useView((state) => state.selection.ids.has(id))
  const focused = useView((state) => state.selection.focus === id)
  const ref = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (focused && ref.current !== null && mayTakeFocus(ref.current)) ref.current.focus({ preventScroll: true })
  }, [focused])

  return {
    ref,
    tabIndex: focused ? 0 : -1,
    'aria-selected': selected,
    'data-photo': id,
    onClick: (event: MouseEvent) => {
      const add = event.ctrlKey || event.metaKey
      if (event.shiftKey) app.view.select({ type: 'extend', id, order: app.list.getState().ids, add })
      else app.view.select({ type: add ? 'toggle' : 'only', id })
    },
    onDoubleClick: () => app.view.go('canvas'),
  } as const
}

/** The keyboard follows from cell to cell, and comes back to the grid from a view that is gone; never out of a field. */
function mayTakeFocus(cell: HTMLElement): boolean {
  const active = document.activeElement
  return active === null || active === document.body || (cell.closest('[role="grid"]')?.contains(active) ?? false)
}
