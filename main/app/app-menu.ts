import { app, dialog, Menu, shell } from 'electron'
import { toErrorInfo } from '../../core/errors'
import type { MenuCommand } from '../../core/ipc/app'
import type { Context } from './context'
import { libraryHandlers } from './ipc/library-handlers'
import { type MenuActions, menuTemplate } from './menu'
import { menuIsMadeBy, menuState } from './menu-view'

/** Sets the application menu in the language of the window; `command` tells the page what was chosen. */
export function setAppMenu(context: Context, command: (command: MenuCommand) => void): void {
  const library = libraryHandlers(context)
  const attempt = (act: () => unknown) => {
    Promise.resolve(act()).catch((error: unknown) => {
      context.log.error('A menu item failed', error)
      dialog.showErrorBox('Outframe', toErrorInfo(error).message)
    })
  }
  const actions: MenuActions = {
    command,
    addFolders: () => attempt(() => library['library:pick']({ what: 'folders' })),
    addPhotos: () => attempt(() => library['library:pick']({ what: 'files' })),
    addSamples: () => attempt(() => library['library:add-samples'](undefined)),
    showLog: () => shell.showItemInFolder(context.log.file),
  }
  const make = () => {
    const surroundings = { platform: process.platform, development: !app.isPackaged, state: menuState() }
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(context.texts(), actions, surroundings)))
  }
  menuIsMadeBy(make)
  make()
}
