import { Menu, type MenuItem } from 'electron'
import { menuCommandSchema } from '../../core/ipc/app'
import { type View, worksIn } from '../../core/menu-views'

/** The one that is open; the menu is made anew in another language, and then for this. */
let open: View = 'library'

export function menuView(): View {
  return open
}

/** Has the application menu offer what works in a view, and nothing else. */
export function offerInMenu(view: View): void {
  open = view
  for (const item of itemsOf(Menu.getApplicationMenu())) {
    const command = menuCommandSchema.safeParse(item.id)
    if (command.success) item.enabled = worksIn(command.data, view)
  }
}

function itemsOf(menu: Menu | null): readonly MenuItem[] {
  return (menu?.items ?? []).flatMap((item) => (item.submenu ? itemsOf(item.submenu) : [item]))
}
