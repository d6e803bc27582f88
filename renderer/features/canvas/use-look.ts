import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { runCommand } from '../../state/commands'
import { useApp } from '../../state/hooks'
import { isInOverlay, isTyping, usesKey } from '../../state/typing'

/** Wheel px that make the view twice as near. */
const wheelPerDoubling = 350

/** Lines of a wheel that counts in lines, px. */
const lineHeight = 24

/**
 * Looks around in the canvas: the wheel moves it, with Ctrl it comes nearer; dragging empty space, or anything while
 * Space is held, moves it. Space that was only pressed leads back to the library.
 * @param inset CSS px left around a canvas that fits.
 */
export function useLook(room: RefObject<HTMLElement | null>, inset: number) {
  const app = useApp()
  const hand = useRef<{ readonly pointer: number; x: number; y: number } | null>(null)
  const space = useRef<{ moved: boolean } | null>(null)
  /** The pointer moved over the canvas since the focus did: Space is meant for what it points at, not for a button. */
  const isHandHere = useRef(false)
  const [isGrabbing, setGrabbing] = useState(false)

  useEffect(() => {
    const element = room.current
    if (element === null) return
    // React's own wheel listener cannot keep the page from zooming.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeight : 1
      if (event.ctrlKey || event.metaKey) app.canvas.zoomBy(2 ** ((-event.deltaY * unit) / wheelPerDoubling))
      else if (event.shiftKey) app.canvas.pan({ x: -event.deltaY * unit, y: -event.deltaX * unit })
      else app.canvas.pan({ x: -event.deltaX * unit, y: -event.deltaY * unit })
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [app, room])

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== ' ' || isInOverlay(event.target) || isTyping(event.target)) return
      if (usesKey(event.target, ' ') && !isHandHere.current) return
      event.preventDefault()
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
      space.current = { moved: false }
      setGrabbing(true)
    }
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.key !== ' ' || space.current === null) return
      const { moved } = space.current
      space.current = null
      setGrabbing(false)
      if (!moved) runCommand(app, 'view-library')
    }
    const onBlur = () => {
      space.current = null
      setGrabbing(false)
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    window.addEventListener('keyup', onKeyUp)
    const onFocus = () => {
      isHandHere.current = false
    }
    window.addEventListener('blur', onBlur)
    window.addEventListener('focusin', onFocus)
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true })
      window.removeEventListener('keyup', onKeyUp)
      window.removeEventListener('blur', onBlur)
      window.removeEventListener('focusin', onFocus)
    }
  }, [app])

  return {
    isGrabbing,
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0 && event.button !== 1) return
      event.currentTarget.setPointerCapture(event.pointerId)
      hand.current = { pointer: event.pointerId, x: event.clientX, y: event.clientY }
      if (space.current !== null) space.current.moved = true
    },
    onPointerMove({ clientX, clientY, pointerId }: PointerEvent) {
      isHandHere.current = true
      const box = room.current?.getBoundingClientRect()
      if (box !== undefined) app.canvas.point({ x: clientX - box.left - inset, y: clientY - box.top - inset })
      const from = hand.current
      if (from === null || from.pointer !== pointerId) return
      app.canvas.pan({ x: clientX - from.x, y: clientY - from.y })
      hand.current = { pointer: pointerId, x: clientX, y: clientY }
    },
    onPointerUp() {
      hand.current = null
    },
    onPointerLeave() {
      isHandHere.current = false
      app.canvas.point(null)
    },
  }
}
