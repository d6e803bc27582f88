import { useEffect } from 'react'
import { type Plan, placePhoto, type Side, stepEdge, type Target } from '../../../core/geometry'
import { isInOverlay, usesKey } from '../../state/typing'
import type { Edit } from './use-edit'

/** Px that a key moves by, and with Shift. */
const steps = { plain: 1, shift: 10 } as const

const ways: Readonly<Record<string, { readonly left: number; readonly top: number }>> = {
  ArrowLeft: { left: -1, top: 0 },
  ArrowRight: { left: 1, top: 0 },
  ArrowUp: { left: 0, top: -1 },
  ArrowDown: { left: 0, top: 1 },
}

/** Which way a key moves an edge: outward, inward, or not. */
const outward: Readonly<Record<Side, readonly [out: string, back: string]>> = {
  left: ['ArrowLeft', 'ArrowRight'],
  right: ['ArrowRight', 'ArrowLeft'],
  top: ['ArrowUp', 'ArrowDown'],
  bottom: ['ArrowDown', 'ArrowUp'],
}

/** A key press, as far as it is looked at here. */
type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>

/** Moves the photo with the arrow keys, wherever the keyboard is, unless something there uses them itself. */
export function usePhotoKeys(edit: Edit, planOf: (target: Target) => Plan | null): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const way = ways[event.key]
      if (way === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (isInOverlay(event.target) || usesKey(event.target, event.key) || isInList(event.target)) return
      event.preventDefault()
      const px = event.shiftKey ? steps.shift : steps.plain
      edit.step((target) => {
        const plan = planOf(target)
        if (plan === null) return target
        const { left, top } = plan.original
        const next = placePhoto(target, plan, { left: left + way.left * px, top: top + way.top * px })
        return next
      })
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [edit, planOf])
}

function isInList(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="listbox"]') !== null
}

/** Moves an edge with the arrow keys across it; Home takes away what it adds. Answers whether the key was one of them. */
export function nudgeEdge(edit: Edit, planOf: (target: Target) => Plan | null, side: Side, press: Press): boolean {
  if (press.ctrlKey || press.metaKey) return false
  const [out, back] = outward[side]
  const sign = press.key === out ? 1 : press.key === back ? -1 : 0
  if (sign === 0) return ways[press.key] !== undefined
  const px = sign * (press.shiftKey ? steps.shift : steps.plain)
  edit.step((target) => {
    const plan = planOf(target)
    return plan === null ? target : stepEdge(target, plan, side, px, press.altKey)
  })
  return true
}
