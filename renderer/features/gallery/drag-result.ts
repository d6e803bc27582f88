import type { DragEvent } from 'react'
import { ask } from '../../state/actions'
import type { App } from '../../state/app'
import { resultRef } from '../../state/marks-store'

/** Most files that are dragged at once. */
const mostDragged = 1000

/** Hands a drag over to the system, which carries the files to other programs: the selected ones if this is one of them. */
export function dragResult(app: App, event: DragEvent, id: string): void {
  event.preventDefault()
  const { ids } = app.view.getState().gallerySelection
  const order = app.gallery.getState().ids
  const dragged = ids.has(id) ? order.filter((each) => ids.has(each)).slice(0, mostDragged) : [id]
  void ask(app.bridge.gallery.drag({ results: dragged.map(resultRef) }))
}
