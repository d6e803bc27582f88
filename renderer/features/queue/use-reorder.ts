import { type KeyboardEvent, type PointerEvent, type RefObject, useMemo, useState } from 'react'
import { useApp } from '../../state/hooks'
import { listJobs, neighbourPlace } from '../../state/job-list'
import { jobsMeant, moveJobs } from '../../state/queue-actions'
import { edgeScroll } from './edge-scroll'

/** What a row needs to be moved by hand and by keyboard. */
export interface Reorder {
  /** The jobs that are being dragged. */
  readonly dragged: ReadonlySet<string>
  /** The job that they would stand before; `end` behind the last. */
  readonly before: string | 'end' | null
  readonly moveBy: (id: string, by: 1 | -1) => void
  readonly onKeyDown: (id: string, event: KeyboardEvent) => void
  readonly start: (id: string, event: PointerEvent<HTMLElement>) => void
}

interface Drag {
  readonly ids: ReadonlySet<string>
  readonly before: string | 'end' | null
}

const noDrag: Drag = { ids: new Set(), before: null }

/** Moves waiting jobs, all that are selected at once; `ids` are those on the screen, in order. */
export function useReorder(ids: readonly string[], scroller: RefObject<HTMLElement | null>): Reorder {
  const app = useApp()
  const [drag, setDrag] = useState(noDrag)

  return useMemo(() => {
    const jobs = () => app.queue.getState().jobs
    /** Waiting jobs in their order; with an id only those that are moved among each other, of its priority. */
    const waiting = (like: string) => {
      const priority = jobs().get(like)?.priority
      return listJobs(jobs().values(), 'waiting').filter((id) => jobs().get(id)?.priority === priority)
    }
    const meant = (id: string) => {
      const wanted = new Set(jobsMeant(app, id))
      return listJobs(jobs().values(), 'waiting').filter((each) => wanted.has(each))
    }
    const moveBy = (id: string, by: 1 | -1) => {
      const moving = meant(id)
      const before = neighbourPlace(waiting(id), moving, by)
      if (before !== undefined) void moveJobs(app, moving, before)
    }
    const start = (id: string, event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return
      const moving = meant(id)
      const set = new Set(moving)
      let [before, x, y]: [Drag['before'], number, number] = [null, event.clientX, event.clientY]
      const look = () => {
        before = placeAt(x, y, ids)
        setDrag({ ids: set, before })
      }
      // The row that was taken hold of may leave the page while the list scrolls: the window listens, not the row.
      const stopScrolling = edgeScroll(scroller, () => y, look)
      const onMove = (moved: globalThis.PointerEvent) => {
        x = moved.clientX
        y = moved.clientY
        look()
      }
      const end = (ended: Event) => {
        stopScrolling()
        window.removeEventListener('pointermove', onMove)
        for (const type of endings) window.removeEventListener(type, end)
        setDrag(noDrag)
        const dropped = ended.type === 'pointerup' && before !== null && !(before !== 'end' && set.has(before))
        if (dropped) void moveJobs(app, moving, before === 'end' ? null : before)
      }
      window.addEventListener('pointermove', onMove)
      for (const type of endings) window.addEventListener(type, end)
    }
    const onKeyDown = (id: string, event: KeyboardEvent) => {
      if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
      event.preventDefault()
      moveBy(id, event.key === 'ArrowUp' ? -1 : 1)
    }
    return { dragged: drag.ids, before: drag.before, moveBy, start, onKeyDown }
  }, [app, ids, drag, scroller])
}

const endings = ['pointerup', 'pointercancel', 'blur'] as const

/** The job whose upper half, or the one after whose lower half, is under the pointer. */
function placeAt(x: number, y: number, ids: readonly string[]): string | 'end' | null {
  const row = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-job]')
  const id = row?.dataset.job
  if (row == null || id === undefined) return null
  const { top, height } = row.getBoundingClientRect()
  if (y < top + height / 2) return id
  return ids[ids.indexOf(id) + 1] ?? 'end'
}
