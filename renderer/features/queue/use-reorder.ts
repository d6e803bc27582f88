import { type KeyboardEvent, type PointerEvent, useMemo, useState } from 'react'
import { ask } from '../../state/actions'
import { useApp } from '../../state/hooks'
import { listJobs, neighbourPlace } from '../../state/job-list'

/** What a row needs to be moved by hand and by keyboard. */
export interface Reorder {
  /** The job that is being dragged. */
  readonly dragged: string | null
  /** The job that it would stand before; `end` behind the last. */
  readonly before: string | 'end' | null
  readonly moveBy: (id: string, by: 1 | -1) => void
  readonly toFront: (id: string) => void
  readonly onKeyDown: (id: string, event: KeyboardEvent) => void
  readonly start: (id: string, event: PointerEvent<HTMLElement>) => void
}

/** Moves waiting jobs; `ids` are those on the screen, in order. */
export function useReorder(ids: readonly string[]): Reorder {
  const app = useApp()
  const [drag, setDrag] = useState<{ id: string; before: string | 'end' | null } | null>(null)

  return useMemo(() => {
    const waiting = () => listJobs(app.queue.getState().jobs.values(), 'waiting')
    const move = (id: string, before: string | null) => void ask(app, app.bridge.queue.move({ jobs: [id], before }))
    const moveBy = (id: string, by: 1 | -1) => {
      const before = neighbourPlace(waiting(), id, by)
      if (before !== undefined) move(id, before)
    }
    const toFront = (id: string) => {
      const [first] = waiting()
      if (first !== undefined && first !== id) move(id, first)
    }
    const start = (id: string, event: PointerEvent<HTMLElement>) => {
      const grip = event.currentTarget
      let before: string | 'end' | null = null
      grip.setPointerCapture(event.pointerId)
      const onMove = ({ clientX, clientY }: globalThis.PointerEvent) => {
        before = placeAt(clientX, clientY, ids)
        setDrag({ id, before })
      }
      const end = (event: globalThis.PointerEvent) => {
        grip.removeEventListener('pointermove', onMove)
        grip.removeEventListener('pointerup', end)
        grip.removeEventListener('pointercancel', end)
        setDrag(null)
        if (event.type === 'pointerup' && before !== null && before !== id) move(id, before === 'end' ? null : before)
      }
      grip.addEventListener('pointermove', onMove)
      grip.addEventListener('pointerup', end)
      grip.addEventListener('pointercancel', end)
    }
    const onKeyDown = (id: string, event: KeyboardEvent) => {
      if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
      event.preventDefault()
      moveBy(id, event.key === 'ArrowUp' ? -1 : 1)
    }
    return { dragged: drag?.id ?? null, before: drag?.before ?? null, moveBy, toFront, start, onKeyDown }
  }, [app, ids, drag])
}

/** The job whose upper half, or the one after whose lower half, is under the pointer. */
function placeAt(x: number, y: number, ids: readonly string[]): string | 'end' | null {
  const row = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-job]')
  const id = row?.dataset.job
  if (row == null || id === undefined) return null
  const { top, height } = row.getBoundingClientRect()
  if (y < top + height / 2) return id
  return ids[ids.indexOf(id) + 1] ?? 'end'
}
