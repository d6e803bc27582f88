import { Menu, type MenuItem } from 'electron'
import { menuCommandSchema } from '../../core/ipc/app'
import { isOffered, type MenuState } from '../../core/menu-views'

/** As the page told last; the menu is made anew in another language, and then for this. */
let told: MenuState = { view: 'library', undo: null, redo: null }
let makeAnew: () => void = () => undefined

export function menuState(): MenuState {
  return told
}

/** How the menu is made anew: names of items can be set in no other way. */
export function menuIsMadeBy(make: () => void): void {
  makeAnew = make
}

/** Has the application menu offer what works, and nothing else, and name what would be taken back. */
export function offerInMenu(state: MenuState): void {
  const before = told
  told = state
  if (named(before.undo) !== named(state.undo) || named(before.redo) !== named(state.redo)) {
    makeAnew()
    return
  }
  for (const item of itemsOf(Menu.getApplicationMenu())) {
    const command = menuCommandSchema.safeParse(item.id)
    if (command.success) item.enabled = isOffered(command.data, state)
  }
}

/** The words of the item; what is typed has none of its own. */
function named(about: MenuState['undo']): string | null {
  return about === null || about === 'typing' ? null : about.item
}

function itemsOf(menu: Menu | null): readonly MenuItem[] {
  return (menu?.items ?? []).flatMap((item) => (item.submenu ? itemsOf(item.submenu) : [item]))
}
