/**
 * Which photos are selected, which one has the focus, and where a range started. A pure reducer over ids: the order of
 * the photos as they are shown comes with each action that needs it.
 */
export interface Selection {
  readonly ids: ReadonlySet<string>
  /** Where the keyboard is. */
  readonly focus: string | null
  /** Where Shift extends from. */
  readonly anchor: string | null
  /** Were selected when a filter hid them: they are again when they come back, unless the user has selected since. */
  readonly hidden: ReadonlySet<string>
}

const none: ReadonlySet<string> = new Set()

export const emptySelection: Selection = { ids: none, focus: null, anchor: null, hidden: none }

export type SelectionAction =
  /** A plain click or arrow key: this one only. */
  | { readonly type: 'only'; readonly id: string }
  /** Ctrl/Cmd click: adds or takes away one. */
  | { readonly type: 'toggle'; readonly id: string }
  /** Shift click or Shift arrow: everything from the anchor to this one. `add` keeps what was selected besides. */
  | { readonly type: 'extend'; readonly id: string; readonly order: readonly string[]; readonly add?: boolean }
  /** Moves the focus and leaves the selection. */
  | { readonly type: 'focus'; readonly id: string }
  /** A rubber band: what it holds, besides what is kept. `anchor` is where it began, `focus` where it ends. */
  | {
      readonly type: 'band'
      readonly ids: readonly string[]
      readonly kept: ReadonlySet<string>
      readonly anchor: string | null
      readonly focus: string | null
    }
  | { readonly type: 'all'; readonly order: readonly string[] }
  | { readonly type: 'none' }
  | { readonly type: 'invert'; readonly order: readonly string[] }
  /** Other photos are shown: what left the view leaves the selection, and the focus moves to a neighbour. */
  | { readonly type: 'prune'; readonly before: readonly string[]; readonly order: readonly string[] }

export function reduceSelection(selection: Selection, action: SelectionAction): Selection {
  switch (action.type) {
    case 'only':
      return { ids: new Set([action.id]), focus: action.id, anchor: action.id, hidden: none }
    case 'toggle': {
      const ids = new Set(selection.ids)
      if (!ids.delete(action.id)) ids.add(action.id)
      return { ids, focus: action.id, anchor: action.id, hidden: none }
    }
    case 'extend':
      return extend(selection, action.id, action.order, action.add ?? false)
    case 'focus':
      return { ...selection, focus: action.id }
    case 'band':
      return {
        ids: new Set([...action.kept, ...action.ids]),
        focus: action.focus ?? selection.focus,
        anchor: action.anchor ?? selection.anchor,
        hidden: none,
      }
    case 'all':
      return { ...selection, ids: new Set(action.order), hidden: none }
    case 'none':
      return { ...selection, ids: none, hidden: none }
    case 'invert':
      return { ...selection, ids: new Set(action.order.filter((id) => !selection.ids.has(id))), hidden: none }
    case 'prune':
      return prune(selection, action.before, action.order)
  }
}

function extend(selection: Selection, id: string, order: readonly string[], add: boolean): Selection {
  const to = order.indexOf(id)
  if (to < 0) return selection
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor)
  const start = from < 0 ? to : from
  const range = order.slice(Math.min(start, to), Math.max(start, to) + 1)
  return {
    ids: new Set(add ? [...selection.ids, ...range] : range),
    focus: id,
    anchor: order[start] ?? id,
    hidden: none,
  }
}

function prune(selection: Selection, before: readonly string[], order: readonly string[]): Selection {
  const { ids, focus, anchor, hidden } = selection
  if (ids.size === 0 && hidden.size === 0 && focus === null && anchor === null) return selection
  const shown = new Set(order)
  const lost = [...ids].filter((id) => !shown.has(id))
  const back = [...hidden].filter((id) => shown.has(id))
  const focusLost = focus !== null && !shown.has(focus)
  const anchorLost = anchor !== null && !shown.has(anchor)
  if (lost.length === 0 && back.length === 0 && !focusLost && !anchorLost) return selection
  const next = focusLost ? neighbour(focus, before, shown) : focus
  const changed = lost.length > 0 || back.length > 0
  return {
    ids: changed ? new Set([...ids, ...back].filter((id) => shown.has(id))) : ids,
    focus: next,
    anchor: anchorLost ? next : anchor,
    hidden: changed ? new Set([...hidden, ...lost].filter((id) => !shown.has(id))) : hidden,
  }
}

/** The nearest id after, else before, that is still shown. */
function neighbour(id: string | null, before: readonly string[], shown: ReadonlySet<string>): string | null {
  const at = id === null ? -1 : before.indexOf(id)
  if (at < 0) return null
  for (let index = at + 1; index < before.length; index++) {
    const candidate = before[index]
    if (candidate !== undefined && shown.has(candidate)) return candidate
  }
  for (let index = at - 1; index >= 0; index--) {
    const candidate = before[index]
    if (candidate !== undefined && shown.has(candidate)) return candidate
  }
  return null
}
