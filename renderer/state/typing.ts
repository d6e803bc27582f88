/** Whether keys that reach this element are meant as text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('textarea, select, [contenteditable="true"]') !== null) return true
  const input = target.closest('input')
  return input !== null && !['checkbox', 'radio', 'range', 'button'].includes(input.type)
}

/** Whether an element does something of its own with Space, Enter, arrows and the like. */
export function isControl(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  return (
    target.closest('button, a[href], input, select, textarea, [role="slider"], [role="radio"], [role="menu"]') !== null
  )
}

/** Whether a menu, a dialog or a list of options is open above the window and has the keyboard. */
export function isInOverlay(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="menu"], [role="dialog"], [role="listbox"]') !== null
}
