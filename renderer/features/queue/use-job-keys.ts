import { type KeyboardEvent, useCallback } from 'react'
import type { App } from '../../state/app'
import { useApp } from '../../state/hooks'
import { choicesFor, clearJobs } from '../../state/queue-actions'
import type { Reorder } from './use-reorder'

/** How far Page Up and Page Down go, rows. */
const page = 10

/**
 * The keys of the list: arrows move, Shift extends, Alt moves the job; all, none, off the list. On a button of a row the
 * plain arrows alone are the list's.
 */
export function useJobKeys(ids: readonly string[], reorder: Reorder, show: (index: number) => void) {
  const app = useApp()
  return useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      if (!(event.target instanceof HTMLElement)) return
      // What floats above the rows is none of them, though React passes its keys on.
      const isButton = event.target.closest('button') !== null && event.target.closest('[data-job]') !== null
      if (event.target.dataset.select === undefined && !(isButton && isPlainArrow(event))) return
      const { selection } = app.queueView.getState()
      const at = selection.focus === null ? -1 : ids.indexOf(selection.focus)
      if (event.altKey && selection.focus !== null) return reorder.onKeyDown(selection.focus, event)
      const to = rowFor(event.key, at, ids.length)
      const id = to === null ? undefined : ids[to]
      if (to === null || id === undefined) return command(app, event, ids)
      event.preventDefault()
      app.queueView.select(event.shiftKey ? { type: 'extend', id, order: ids } : { type: 'focus', id })
      show(to)
    },
    [app, ids, reorder, show],
  )
}

function isPlainArrow({ key, altKey, shiftKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return (key === 'ArrowUp' || key === 'ArrowDown') && !altKey && !shiftKey && !ctrlKey && !metaKey
}

/** All, none, off the list. */
function command(app: App, event: KeyboardEvent, ids: readonly string[]): void {
  const { selection } = app.queueView.getState()
  if (event.key === 'a' && (event.ctrlKey || event.metaKey)) app.queueView.select({ type: 'all', order: ids })
  else if (event.key === 'Escape') app.queueView.select({ type: 'none' })
  else if (event.key === 'Delete') void clearJobs(app, choicesFor(app, [...selection.ids]).clear)
  else return
  event.preventDefault()
}

/** Which row of a list a key goes to from the one at `at`; `null`: it is no such key. */
export function rowFor(key: string, at: number, count: number): number | null {
  const inside = (index: number) => Math.max(0, Math.min(count - 1, index))
  switch (key) {
    case 'ArrowUp':
      return inside(at - 1)
    case 'ArrowDown':
      return inside(at + 1)
    case 'PageUp':
      return inside(at - page)
    case 'PageDown':
      return inside(at + page)
    case 'Home':
      return 0
    case 'End':
      return inside(count - 1)
    default:
      return null
  }
}
