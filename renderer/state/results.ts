import type { JobView } from '../../core/queue'
import type { App } from './app'
import type { ResultItem } from './result-filter'
import type { Selection } from './selection'

/** Most results that are compared. */
export const mostCompared = 4

/** A finished file with its job as it is now. */
export interface Result {
  readonly item: ResultItem
  readonly job: JobView
}

/** The result that is shown or has the keyboard: where the focus is, else the first. */
export function currentId(ids: readonly string[], { focus }: Pick<Selection, 'focus'>): string | null {
  return focus !== null && ids.includes(focus) ? focus : (ids[0] ?? null)
}

/** The result that is shown in the gallery. */
export function currentResult(app: App): Result | null {
  const id = currentId(app.gallery.getState().ids, app.view.getState().gallerySelection)
  return id === null ? null : resultOf(app, id)
}

/** A result by its id; `null`: it is not there any more. */
export function resultOf(app: App, id: string): Result | null {
  const item = app.gallery.getState().items.get(id)
  const job = item && app.queue.getState().jobs.get(item.job)
  return item && job ? { item, job } : null
}

/**
 * The results that are compared, in order: the selected ones if the current one is among them, for keys concern that; of
 * many those up to it. Else the current one and the one after it.
 */
export function comparedIds(ids: readonly string[], selection: Selection): readonly string[] {
  const current = currentId(ids, selection)
  const selected = ids.filter((id) => selection.ids.has(id))
  const among = current === null ? -1 : selected.indexOf(current)
  if (selected.length >= 2 && among >= 0) {
    const end = Math.max(mostCompared, among + 1)
    return selected.slice(end - mostCompared, end)
  }
  const at = current === null ? 0 : ids.indexOf(current)
  const from = Math.max(0, Math.min(at, ids.length - 2))
  return ids.slice(from, from + 2)
}

/**
 * What an action concerns: in the grid all that are selected, else the one that is shown. `null` focus and no selection:
 * the first.
 */
export function scopedIds(app: App): readonly string[] {
  const { ids } = app.gallery.getState()
  const { galleryLayout, gallerySelection } = app.view.getState()
  if (galleryLayout === 'grid') {
    const selected = ids.filter((id) => gallerySelection.ids.has(id))
    if (selected.length > 0) return selected
  }
  const current = currentId(ids, gallerySelection)
  return current === null ? [] : [current]
}

/** Shows a result by itself. In a comparison the others stay: it becomes the active one, or takes that one's place. */
export function showResult(app: App, id: string): void {
  const { galleryLayout, gallerySelection } = app.view.getState()
  if (galleryLayout !== 'compare') {
    app.view.selectResults({ type: 'only', id })
    return
  }
  const { ids } = app.gallery.getState()
  const compared = comparedIds(ids, gallerySelection)
  const current = currentId(ids, gallerySelection)
  const kept = compared.includes(id) ? compared : [...compared.filter((other) => other !== current), id]
  app.view.setState({ gallerySelection: { ...gallerySelection, ids: new Set(kept), focus: id } })
}

/** Shows the result before or after the present one; in a comparison the neighbour among those compared is active. */
export function stepResult(app: App, by: 1 | -1): void {
  const { ids } = app.gallery.getState()
  const { galleryLayout, gallerySelection } = app.view.getState()
  const line = galleryLayout === 'compare' ? comparedIds(ids, gallerySelection) : ids
  const current = currentId(ids, gallerySelection)
  const next = current === null ? undefined : line[line.indexOf(current) + by]
  if (next !== undefined) showResult(app, next)
}

/** Shows another variation of the same photo, round and round; those that are filtered out are passed over. */
export function stepVariation(app: App, by: 1 | -1): void {
  const current = currentResult(app)
  if (current === null) return
  const { ids, items } = app.gallery.getState()
  const line = ids.filter((id) => items.get(id)?.job === current.job.id)
  const next = line[(line.indexOf(current.item.id) + by + line.length) % line.length]
  if (next !== undefined) showResult(app, next)
}
