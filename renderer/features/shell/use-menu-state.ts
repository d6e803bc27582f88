import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useApp, useView } from '../../state/hooks'
import { isTyping } from '../../state/typing'

/** Tells the application menu which view is open, and what can be taken back there, in the words of its items. */
export function useMenuState(): void {
  const { t } = useTranslation()
  const app = useApp()
  const view = useView((state) => state.view)
  const typing = useIsTyping()
  const done = useStore(app.history, (state) => state.done.at(-1)?.label ?? null)
  const undone = useStore(app.history, (state) => state.undone.at(-1)?.label ?? null)
  const undo = done === null ? null : t('history.undo', { step: t(`history.steps.${done}`) })
  const redo = undone === null ? null : t('history.redo', { step: t(`history.steps.${undone}`) })
  useEffect(() => {
    // In a field it is the field's own typing that is taken back.
    const about = (item: string | null) => (typing ? 'typing' : item === null ? null : { item })
    void app.bridge.app.menuView({ view, undo: about(undo), redo: about(redo) })
  }, [app, view, typing, undo, redo])
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
