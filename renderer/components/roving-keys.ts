import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
} from 'react'
import { isKeyboardFree } from '../state/focus'
import type { SelectionAction } from '../state/selection'
import { type GridShape, isMoveKey, moveInGrid } from './grid-geometry'

/** A list of which one item has the keyboard and any may be selected, as it is at the moment. */
export interface RovingList {
  readonly ids: () => readonly string[]
  /** -1: it is not in the list. */
  readonly indexOf: (id: string) => number
  readonly focus: () => string | null
  readonly select: (action: SelectionAction) => void
}

/**
 * The keys of a grid or a list, as in a file manager: arrows move, extend with Shift, only look with Ctrl or Cmd, whose
 * Space then selects. Answers whether a key was one of these. `showIndex` brings an item into view; it is called for the
 * one with the focus when the grid appears, too.
 */
export function useRovingKeys(list: RovingList, shape: GridShape, showIndex: (index: number) => void) {
  // When the grid appears; later the focus is brought into view by the key that moves it.
  const showFocus = useEffectEvent(() => {
    const focus = list.focus()
    const index = focus === null ? -1 : list.indexOf(focus)
    if (index >= 0) showIndex(index)
  })
  useLayoutEffect(() => showFocus(), [])

  return (event: KeyboardEvent): boolean => {
    const focus = list.focus()
    if (event.key === ' ' && isCommand(event)) {
      event.preventDefault()
      if (focus !== null) list.select({ type: 'toggle', id: focus })
      return true
    }
    if (!isMoveKey(event.key) || event.altKey) return false
    const from = focus === null ? -1 : list.indexOf(focus)
    const to = from < 0 && event.key !== 'End' ? 0 : moveInGrid(from, event.key, shape)
    const id = list.ids()[to]
    if (id !== undefined) {
      event.preventDefault()
      move(list, id, event)
      showIndex(to)
    }
    return true
  }
}

function move(list: RovingList, id: string, event: KeyboardEvent): void {
  if (event.shiftKey) list.select({ type: 'extend', id, order: list.ids(), add: isCommand(event) })
  else list.select({ type: isCommand(event) ? 'focus' : 'only', id })
}

/** The list has the keyboard as soon as it is there, before any of its items has. A ref's element comes with the first picture. */
export function useKeyboardOnArrival(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (list.current?.tabIndex === 0 && isKeyboardFree()) list.current.focus({ preventScroll: true })
  }, [list])
}

/** What an item of such a list needs to be found by keys, and to be selected by the pointer. */
export function useRovingItem(id: string, { ids, select }: Pick<RovingList, 'ids' | 'select'>, focused: boolean) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (focused && ref.current !== null && mayTakeFocus(ref.current)) ref.current.focus({ preventScroll: true })
  }, [focused])
  return {
    ref,
    tabIndex: focused ? 0 : -1,
    onClick: (event: MouseEvent) => {
      const add = isCommand(event)
      if (event.shiftKey) select({ type: 'extend', id, order: ids(), add })
      else select({ type: add ? 'toggle' : 'only', id })
    },
  } as const
}

/** The keyboard follows from item to item, and comes back to the grid from a view that is gone; never out of a field. */
function mayTakeFocus(item: HTMLElement): boolean {
  return isKeyboardFree() || (item.closest('[role="grid"]')?.contains(document.activeElement) ?? false)
}

const isCommand = (event: KeyboardEvent | MouseEvent) => event.ctrlKey || event.metaKey
