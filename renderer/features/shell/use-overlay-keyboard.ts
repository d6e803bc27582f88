import { useEffect } from 'react'
import { overlayOf } from '../../state/typing'

/**
 * A menu or a dialog that is open keeps the keyboard when what had it in there goes away or is disabled: Escape closes
 * it still, and keys do not reach the view behind.
 */
export function useOverlayKeyboard(): void {
  useEffect(() => {
    let overlay: HTMLElement | null = null
    const observer = new MutationObserver(() => {
      const { activeElement } = document
      const isLost = activeElement === document.body || activeElement?.matches(':disabled') === true
      if (isLost && overlay?.isConnected) overlay.focus({ preventScroll: true })
    })
    const onFocusIn = ({ target }: FocusEvent) => {
      const now = overlayOf(target)
      if (now === overlay) return
      overlay = now
      observer.disconnect()
      if (now !== null) observer.observe(now, { childList: true, subtree: true, attributeFilter: ['disabled'] })
    }
    document.addEventListener('focusin', onFocusIn)
    return () => {
      document.removeEventListener('focusin', onFocusIn)
      observer.disconnect()
    }
  }, [])
}
