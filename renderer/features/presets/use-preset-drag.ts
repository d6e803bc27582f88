import { type PointerEvent, useState } from 'react'
import { useApp } from '../../state/hooks'
import { reorderPreset } from '../../state/preset-changes'

/** A preset that is being dragged, and what it would stand before; `end`: behind the last. */
interface Drag {
  readonly id: string
  readonly before: string | 'end' | null
}

/** Moves presets of the list by hand: `start` belongs to a row's grip. */
export function usePresetDrag(ids: readonly string[]) {
  const app = useApp()
  const [drag, setDrag] = useState<Drag | null>(null)
  const start = (id: string, event: PointerEvent<HTMLElement>) => {
    const grip = event.currentTarget
    const stop = new AbortController()
    let before: Drag['before'] = null
    grip.setPointerCapture(event.pointerId)
    const onMove = ({ clientX, clientY }: globalThis.PointerEvent) => {
      before = placeAt(clientX, clientY, ids)
      setDrag({ id, before })
    }
    const onEnd = ({ type }: Event) => {
      stop.abort()
      setDrag(null)
      if (type === 'pointerup' && before !== null) void reorderPreset(app, id, before === 'end' ? null : before)
    }
    grip.addEventListener('pointermove', onMove, { signal: stop.signal })
    grip.addEventListener('pointerup', onEnd, { signal: stop.signal })
    grip.addEventListener('pointercancel', onEnd, { signal: stop.signal })
  }
  return { drag, start }
}

/** The preset whose upper half, or the one after whose lower half, is under the pointer. */
function placeAt(x: number, y: number, ids: readonly string[]): string | 'end' | null {
  const row = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-preset]')
  const id = row?.dataset.preset
  if (row == null || id === undefined) return null
  const { top, height } = row.getBoundingClientRect()
  return y < top + height / 2 ? id : (ids[ids.indexOf(id) + 1] ?? 'end')
}
