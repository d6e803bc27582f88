/** Whether keys that reach this element are meant as text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('textarea, select, [contenteditable="true"]') !== null) return true
  const input = target.closest('input')
  return input !== null && !['checkbox', 'radio', 'range', 'button'].includes(input.type)
}

const pressed: readonly string[] = [' ', 'Enter', 'Delete', 'Backspace']
const moved: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']

/** An item of a strip is shown once it has the keyboard: Enter is for what is done with it. */
const strip = '[role="option"]'

/**
 * Whether an element does something of its own with a key: buttons with Space and Enter, sliders and choices with arrows.
 * `held`: with Ctrl or Cmd, which only fields know.
 */
export function usesKey(target: EventTarget | null, key: string, held = false): boolean {
  if (!(target instanceof Element)) return false
  if (isTyping(target)) return true
  if (key === 'Enter' && target.closest(strip) !== null) return false
  if (!held && pressed.includes(key) && target.closest('button, a[href], input') !== null) return true
  return moved.includes(key) && target.closest('input, [role="slider"], [role="radiogroup"]') !== null
}

/** The menu or dialog, open above the window, that an element is in. */
export function overlayOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[role="menu"], [role="dialog"]') : null
}

/** Whether a menu or a dialog is open above the window and has the keyboard. */
export function isInOverlay(target: EventTarget | null): boolean {
  return overlayOf(target) !== null
}
