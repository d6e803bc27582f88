import { isInOverlay } from './typing'

/** The search field of the view that is open, marked by this attribute. */
export const searchFieldMark = { 'data-search-field': '' } as const

/** Puts the keyboard into the search field. */
export function findField(): void {
  const field = document.querySelector<HTMLInputElement>('[data-search-field]')
  field?.focus()
  field?.select()
}

/** Has a field that is being typed into take over what it holds, as leaving it does. */
export function takeTyping(): void {
  const { activeElement } = document
  if (activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement) activeElement.blur()
}

/** Whether nothing has the keyboard, or no more than the open view as a whole: then a list that comes may take it. */
export function isKeyboardFree(): boolean {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body || activeElement.matches('main')
}

/** Takes the keyboard from what opens a view, so that the view gets it; never from a dialog. */
export function leaveKeyboard(): void {
  const { activeElement } = document
  if (activeElement instanceof HTMLElement && !isInOverlay(activeElement)) activeElement.blur()
}
