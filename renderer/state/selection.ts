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
}

export const emptySelection: Selection = { ids: new Set(), focus: null, anchor: null }

export type SelectionAction =
  /** A plain click or arrow key: this one only. */
  | { readonly type: 'only'; readonly id: string }
  /** Ctrl/Cmd click: adds or takes away one. */
  | { readonly type: 'toggle'; readonly id: string }
  /** Shift click or Shift arrow: everything from the anchor to this one. `add` keeps what was selected besides. */
  | { readonly type: 'extend'; readonly id: string; readonly order: readonly string[]; readonly add?: boolean }
  /** Moves the focus and leaves the selection. */
  | { readonly type: 'focus'; readonly id: string }
  | { readonly type: 'all'; readonly order: readonly string[] }
  | { readonly type: 'none' }
  | { readonly type: 'invert'; readonly order: readonly string[] }
  /** Photos left the view: they leave the selection, and the focus moves to a neighbour. */
  | { readonly type: 'prune'; readonly before: readonly string[]; readonly order: readonly string[] }

export function reduceSelection(selection: Selection, action: SelectionAction): Selection {
  switch (action.type) {
    case 'only':
      return { ids: new Set([action.id]), focus: action.id, anchor: action.id }
    case 'toggle': {
      const ids = new Set(selection.ids)
      if (!ids.delete(action.id)) ids.add(action.id)
      return { ids, focus: action.id, anchor: action.id }
    }
    case 'extend':
      return extend(selection, action.id, action.order, action.add ?? false)
    case 'focus':
      return { ...selection, focus: action.id }
    case 'all':
      return { ...selection, ids: new Set(action.order) }
    case 'none':
      return { ...selection, ids: new Set() }
    case 'invert':
      return { ...selection, ids: new Set(action.order.filter((id) => !selection.ids.has(id))) }
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
  }
}

function prune(selection: Selection, before: readonly string[], order: readonly string[]): Selection {
  const shown = new Set(order)
  const lost = [...selection.ids].some((id) => !shown.has(id))
  const focusLost = selection.focus !== null && !shown.has(selection.focus)
  const anchorLost = selection.anchor !== null && !shown.has(selection.anchor)
  if (!lost && !focusLost && !anchorLost) return selection
  const focus = focusLost ? neighbour(selection.focus, before, shown) : selection.focus
  return {
    ids: lost ? new Set([...selection.ids].filter((id) => shown.has(id))) : selection.ids,
    focus,
    anchor: anchorLost ? focus : selection.anchor,
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
