import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useApp, useView } from '../../state/hooks'
import { isTyping } from '../../state/typing'

/** Tells the application menu which view is open, and what can be taken back there. */
export function useMenuState(): void {
  const app = useApp()
  const view = useView((state) => state.view)
  const typing = useIsTyping()
  const done = useStore(app.history, (state) => state.done.at(-1)?.label ?? null)
  const undone = useStore(app.history, (state) => state.undone.at(-1)?.label ?? null)
  // In a field it is the field's own typing that is taken back.
  const undo = typing ? 'typing' : done
  const redo = typing ? 'typing' : undone
  useEffect(() => void app.bridge.app.menuView({ view, undo, redo }), [app, view, undo, redo])
}

/** Whether a field has the keyboard. */
function useIsTyping(): boolean {
  const [typing, setTyping] = useState(false)
  useEffect(() => {
    const look = () => setTyping(isTyping(document.activeElement))
    look()
    document.addEventListener('focusin', look)
    document.addEventListener('focusout', look)
    return () => {
      document.removeEventListener('focusin', look)
      document.removeEventListener('focusout', look)
    }
  }, [])
  return typing
}
