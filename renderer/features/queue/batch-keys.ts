import type { KeyboardEvent } from 'react'
import { rowFor } from './use-job-keys'

/**
 * The keys of the history, on the buttons of its rows: arrows go to the same button of another row, or to the next one
 * that can be pressed there; Tab goes through a row's own.
 */
export function moveAmongBatches(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget: list, altKey, shiftKey, ctrlKey, metaKey } = event
  if (!(target instanceof HTMLElement) || altKey || shiftKey || ctrlKey || metaKey) return
  const rows = [...list.children]
  const from = rows.findIndex((row) => row.contains(target))
  // A menu floats above the rows and is none of them, though React passes its keys on.
  const to = from < 0 ? null : rowFor(event.key, from, rows.length)
  if (to === null) return
  event.preventDefault()
  const place = buttonsOf(rows[from]).indexOf(target)
  const button = buttonsOf(rows[to]).find((each, index) => index >= place && !each.matches(':disabled'))
  button?.focus({ preventScroll: true })
  rows[to]?.scrollIntoView({ block: 'nearest' })
}

const buttonsOf = (row: Element | undefined) => [...(row?.querySelectorAll<HTMLElement>('button') ?? [])]
