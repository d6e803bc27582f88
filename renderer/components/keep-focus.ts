const focusable = 'button:not(:disabled), input:not(:disabled), select, textarea, a[href], [tabindex="0"]'

/**
 * A ref of lists whose items can go while the keyboard is in one of them: it goes on in the item that took the place.
 */
export function keepFocus(list: HTMLElement | null): (() => void) | undefined {
  if (list === null) return
  let place = -1
  const onFocusIn = ({ target }: FocusEvent) => {
    place = [...list.children].findIndex((item) => target instanceof Node && item.contains(target))
  }
  const onFocusOut = ({ relatedTarget }: FocusEvent) => {
    // An element that goes leaves the keyboard to nobody, and a menu is still about the item that it was opened at.
    const stays = relatedTarget === null || (relatedTarget instanceof Element && relatedTarget.closest('[role="menu"]'))
    if (!stays) place = -1
  }
  const observer = new MutationObserver(() => {
    if (place < 0 || document.activeElement !== document.body) return
    const item = list.children[Math.min(place, list.children.length - 1)]
    item?.querySelector<HTMLElement>(focusable)?.focus({ preventScroll: true })
  })
  list.addEventListener('focusin', onFocusIn)
  list.addEventListener('focusout', onFocusOut)
  observer.observe(list, { childList: true })
  return () => {
    list.removeEventListener('focusin', onFocusIn)
    list.removeEventListener('focusout', onFocusOut)
    observer.disconnect()
  }
}
