import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../../core/ipc/app'
import { builtInPresets } from '../../core/presets'
import type { Texts } from './texts/texts'

/** What menu items do. */
export interface MenuActions {
  /** Asks the page; what a command means depends on the view that is open. */
  readonly command: (command: MenuCommand) => void
  readonly addFolders: () => void
  readonly addPhotos: () => void
  readonly addSamples: () => void
  readonly showLog: () => void
}

export interface MenuSurroundings {
  readonly platform: NodeJS.Platform
  /** Run from a checkout: developer tools can be opened. */
  readonly development: boolean
}

type Item = MenuItemConstructorOptions

/** The application menu as each system expects it. It names every key that the page obeys. */
export function menuTemplate(texts: Texts, actions: MenuActions, surroundings: MenuSurroundings): Item[] {
  const mac = surroundings.platform === 'darwin'
  const t = texts.menu
  const line: Item = { type: 'separator' }
  const settings = pageItem(t.settings, 'view-settings', 'CmdOrCtrl+,')

  /** An item of which the page obeys the key itself, before any menu; a Mac's menu would take bare keys from fields. */
  function pageItem(label: string, command: MenuCommand, key?: string): Item {
    const shown = key !== undefined && (!mac || key.startsWith('CmdOrCtrl'))
    return {
      label,
      click: () => actions.command(command),
      ...(shown && { accelerator: key, registerAccelerator: false }),
    }
  }

  const appMenu: Item[] = [{ role: 'about', label: t.about }, line, settings, line]
  const file: Item[] = [
    { label: t.addFolders, accelerator: 'CmdOrCtrl+O', click: actions.addFolders },
    { label: t.addPhotos, accelerator: 'CmdOrCtrl+Shift+O', click: actions.addPhotos },
    { label: t.addSamples, click: actions.addSamples },
    line,
    pageItem(t.open, 'open', 'Enter'),
    pageItem(t.reveal, 'reveal', 'CmdOrCtrl+Shift+R'),
    line,
    ...only(mac, { role: 'close' }),
    ...only(!mac, settings, line, { role: 'quit', label: t.quit }),
  ]
  const edit: Item[] = [
    { role: 'undo' },
    { role: 'redo' },
    line,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    // On a Mac fields know Cmd+A only by this role; the page takes the key for photos first.
    ...only(mac, { role: 'selectAll' }),
    line,
    pageItem(t.selectAll, 'select-all', mac ? undefined : 'CmdOrCtrl+A'),
    pageItem(t.selectNone, 'select-none', 'Escape'),
    pageItem(t.invertSelection, 'invert-selection', 'CmdOrCtrl+Shift+I'),
    line,
    pageItem(t.find, 'find', 'CmdOrCtrl+F'),
  ]
  const photo: Item[] = [
    { label: t.shape, submenu: shapes(pageItem) },
    pageItem(t.resetTarget, 'reset-target'),
    line,
    pageItem(t.previous, 'previous', 'Left'),
    pageItem(t.next, 'next', 'Right'),
    pageItem(t.previousVariation, 'variation-previous', 'Up'),
    pageItem(t.nextVariation, 'variation-next', 'Down'),
    line,
    pageItem(t.remove, 'remove-selected', mac ? 'CmdOrCtrl+Backspace' : 'Delete'),
  ]
  const queue: Item[] = [
    pageItem(t.start, 'start', 'CmdOrCtrl+Enter'),
    pageItem(t.toggleRunning, 'toggle-running', 'CmdOrCtrl+P'),
  ]
  const view: Item[] = [
    pageItem(t.library, 'view-library', 'CmdOrCtrl+1'),
    pageItem(t.canvas, 'view-canvas', 'CmdOrCtrl+2'),
    pageItem(t.queue, 'view-queue', 'CmdOrCtrl+3'),
    pageItem(t.gallery, 'view-gallery', 'CmdOrCtrl+4'),
    line,
    pageItem(t.asGrid, 'library-grid', 'G'),
    pageItem(t.asList, 'library-list', 'L'),
    pageItem(t.folders, 'library-folders', 'F'),
    pageItem(t.clearFilters, 'clear-filters'),
    line,
    pageItem(t.largerPictures, 'zoom-thumbnails-in', 'CmdOrCtrl+Plus'),
    pageItem(t.smallerPictures, 'zoom-thumbnails-out', 'CmdOrCtrl+-'),
    line,
    { role: 'togglefullscreen', label: t.fullScreen },
    ...only(surroundings.development, line, { role: 'toggleDevTools' }),
  ]
  const help: Item[] = [
    pageItem(t.shortcuts, 'show-shortcuts', '?'),
    { label: t.showLog, click: actions.showLog },
    ...only(!mac, line, { role: 'about', label: t.about }),
  ]
  return [
    ...only(mac, { role: 'appMenu', submenu: [...appMenu, ...macAppItems(t.quit)] }),
    { label: t.file, submenu: file },
    { label: t.edit, submenu: edit },
    { label: t.photo, submenu: photo },
    { label: t.queue, submenu: queue },
    { label: t.view, submenu: view },
    ...only(mac, { role: 'windowMenu', label: t.window }),
    { role: 'help', label: t.help, submenu: help },
  ]
}

/** The items, where the condition holds. */
function only(condition: boolean, ...items: Item[]): Item[] {
  return condition ? items : []
}

function macAppItems(quit: string): Item[] {
  return [
    { role: 'services' },
    { type: 'separator' },
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    { type: 'separator' },
    { role: 'quit', label: quit },
  ]
}

const presetCommands = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** The presets that have a number key. */
function shapes(item: (label: string, command: MenuCommand, key: string) => Item): Item[] {
  return presetCommands.flatMap((number) => {
    const preset = builtInPresets[number - 1]
    if (preset?.shape.kind !== 'ratio') return []
    const { width, height } = preset.shape.ratio
    return [item(`${width}:${height}`, `preset-${number}`, String(number))]
  })
}
