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
