import { isSameMark, type Mark, type MarkAction, reduceMark } from '../../core/gallery'
import { describeMark } from '../format/marks'
import { ask } from './actions'
import type { App } from './app'
import { markOf, resultRef } from './marks-store'
import { scopedIds } from './results'

interface MarkedId {
  readonly id: string
  readonly mark: Mark
}

/** Marks what is selected in the grid, else the result that is shown; then goes on to the next one if that is wanted. */
export function markResults(app: App, action: MarkAction): void {
  const ids = scopedIds(app)
  const { marks } = app.marks.getState()
  const before = ids.map((id): MarkedId => ({ id, mark: markOf(marks, id).mark }))
  const after = before.map(({ id, mark }): MarkedId => ({ id, mark: reduceMark(mark, action) }))
  const [only] = after
  if (only === undefined) return
  const next = after.length === 1 ? nextAfter(app, only.id) : null
  if (after.some(({ mark }, index) => !isSameMark(mark, before[index]?.mark ?? mark))) {
    void setMarks(app, after)
    app.history.record({
      label: 'rating',
      undo: () => setMarksAndShow(app, before),
      redo: () => setMarksAndShow(app, after),
    })
  }
  announceMarks(app, after)
  if (next !== null) app.view.selectResults({ type: 'only', id: next })
}

/** The result that follows, as the list was before the mark: the marked one may leave it. `null`: it stays. */
function nextAfter(app: App, id: string): string | null {
  const { galleryLayout, capsLock } = app.view.getState()
  const goesOn = capsLock || app.settings.getState().settings.autoAdvance
  if (galleryLayout === 'compare' || !goesOn) return null
  const { ids } = app.gallery.getState()
  return ids[ids.indexOf(id) + 1] ?? null
}

/** Shows marks at once and has main keep them; answers whether it did. What it refuses is taken back. */
async function setMarks(app: App, marks: readonly MarkedId[]): Promise<boolean> {
  const landed = app.marks.anticipate(marks)
  const set = marks.map(({ id, mark }) => ({ ...resultRef(id), mark }))
  const answer = await ask(app.bridge.marks.set({ marks: set }))
  landed()
  if (answer === null) void app.loadMarks()
  return answer !== null
}

async function setMarksAndShow(app: App, marks: readonly MarkedId[]): Promise<boolean> {
  const worked = await setMarks(app, marks)
  const [first] = marks
  const { ids } = app.gallery.getState()
  if (worked && first !== undefined && ids.includes(first.id)) app.view.selectResults({ type: 'only', id: first.id })
  if (worked) announceMarks(app, marks)
  return worked
}

/** Tells a screen reader what results are marked as now. */
export function announceMarks(app: App, marks: readonly MarkedId[]): void {
  const [first] = marks
  if (first === undefined) return
  const { t } = app.i18n
  const name = app.gallery.getState().items.get(first.id)?.name ?? ''
  const galleryNews =
    marks.length === 1
      ? describeMark(t, name, first.mark)
      : t('gallery.marks.many', { count: marks.length, text: describeMark(t, '', first.mark) })
  app.view.setState({ galleryNews })
}
