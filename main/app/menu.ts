import type { MenuItemConstructorOptions } from 'electron'
import { colourLabels } from '../../core/gallery'
import type { MenuCommand } from '../../core/ipc/app'
import { isOffered, type MenuState } from '../../core/menu-views'
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
  /** What does not work as it is is not offered. */
  readonly state: MenuState
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
      id: command,
      label,
      enabled: isOffered(command, surroundings.state),
      click: () => actions.command(command),
      ...(shown && { accelerator: key, registerAccelerator: false }),
    }
  }

  const appMenu: Item[] = [pageItem(t.about, 'show-about'), line, settings, line]
  const file: Item[] = [
    { label: t.addFolders, accelerator: 'CmdOrCtrl+O', click: actions.addFolders },
    { label: t.addPhotos, accelerator: 'CmdOrCtrl+Shift+O', click: actions.addPhotos },
    { label: t.addSamples, click: actions.addSamples },
    line,
    pageItem(t.open, 'open', 'Enter'),
    pageItem(t.reveal, 'reveal', 'CmdOrCtrl+Shift+R'),
    line,
    ...only(mac, { role: 'close', label: t.close }),
    ...only(!mac, settings, line, { role: 'quit', label: t.quit }),
  ]
  const edit: Item[] = [
    // Of photos, or of the field that is being typed in: the page knows.
    pageItem(takeBackLabel(t, 'undo', surroundings.state), 'undo', 'CmdOrCtrl+Z'),
    pageItem(takeBackLabel(t, 'redo', surroundings.state), 'redo', 'CmdOrCtrl+Shift+Z'),
    line,
    { role: 'cut', label: t.cut },
    { role: 'copy', label: t.copy },
    { role: 'paste', label: t.paste },
    // On a Mac fields know Cmd+A only by this role; the page takes the key for photos first.
    ...only(mac, { role: 'selectAll', label: t.selectText }),
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
    pageItem(t.copySettings, 'copy-settings', 'CmdOrCtrl+Shift+C'),
    pageItem(t.pasteSettings, 'paste-settings', 'CmdOrCtrl+Shift+V'),
    line,
    pageItem(t.previous, 'previous', 'PageUp'),
    pageItem(t.next, 'next', 'PageDown'),
    pageItem(t.first, 'first', 'Home'),
    pageItem(t.last, 'last', 'End'),
    pageItem(t.previousVariation, 'variation-previous', 'Up'),
    pageItem(t.nextVariation, 'variation-next', 'Down'),
    line,
    { label: t.result, submenu: resultItems(t, pageItem) },
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
    pageItem(t.galleryGrid, 'gallery-grid', 'G'),
    pageItem(t.galleryLoupe, 'gallery-loupe', 'E'),
    pageItem(t.galleryCompare, 'gallery-compare', 'C'),
    pageItem(t.gallerySide, 'gallery-side', 'S'),
    pageItem(t.zoomSeam, 'zoom-seam', 'Z'),
    line,
    pageItem(t.asGrid, 'library-grid', 'G'),
    pageItem(t.asList, 'library-list', 'L'),
    pageItem(t.folders, 'library-folders', 'F'),
    pageItem(t.clearFilters, 'clear-filters'),
    line,
    pageItem(t.largerPictures, 'zoom-thumbnails-in', 'CmdOrCtrl+Plus'),
    pageItem(t.smallerPictures, 'zoom-thumbnails-out', 'CmdOrCtrl+-'),
    line,
    pageItem(t.zoomIn, 'canvas-zoom-in', 'Plus'),
    pageItem(t.zoomOut, 'canvas-zoom-out', '-'),
    pageItem(t.zoomActual, 'canvas-actual', 'Z'),
    pageItem(t.zoomFit, 'canvas-fit', '0'),
    pageItem(t.preview, 'canvas-preview', 'P'),
    line,
    { role: 'togglefullscreen', label: t.fullScreen },
    ...only(surroundings.development, line, { role: 'toggleDevTools' }),
  ]
  const help: Item[] = [
    pageItem(t.shortcuts, 'show-shortcuts', '?'),
    pageItem(t.guide, 'show-guide'),
    line,
    pageItem(t.log, 'show-log'),
    { label: t.showLog, click: actions.showLog },
    pageItem(t.diagnostics, 'copy-diagnostics'),
    ...only(!mac, line, pageItem(t.about, 'show-about')),
  ]
  return [
    ...only(mac, { role: 'appMenu', submenu: [...appMenu, ...macAppItems(t)] }),
    { label: t.file, submenu: file },
    { label: t.edit, submenu: edit },
    { label: t.photo, submenu: photo },
    { label: t.queue, submenu: queue },
    { label: t.view, submenu: view },
    ...only(mac, { role: 'windowMenu', label: t.window, submenu: macWindowItems(t) }),
    { role: 'help', label: t.help, submenu: help },
  ]
}

/** With the change that is meant, where it is one: in the page's words. On Linux and Windows `&` marks a letter. */
function takeBackLabel(t: Texts['menu'], way: 'undo' | 'redo', { [way]: about }: MenuState): string {
  return about === null || about === 'typing' ? t[way] : about.item.replaceAll('&', '&&')
}

/** The items, where the condition holds. */
function only(condition: boolean, ...items: Item[]): Item[] {
  return condition ? items : []
}

function macAppItems(t: Texts['menu']): Item[] {
  return [
    { role: 'services', label: t.services },
    { type: 'separator' },
    { role: 'hide', label: t.hide },
    { role: 'hideOthers', label: t.hideOthers },
    { role: 'unhide', label: t.unhide },
    { type: 'separator' },
    { role: 'quit', label: t.quit },
  ]
}

function macWindowItems(t: Texts['menu']): Item[] {
  return [
    { role: 'minimize', label: t.minimize },
    { role: 'zoom', label: t.zoom },
    { type: 'separator' },
    { role: 'front', label: t.front },
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

/** What is done with results. Digits are the presets' keys in the menu; in the gallery they are stars and colours. */
function resultItems(t: Texts['menu'], item: (label: string, command: MenuCommand, key?: string) => Item): Item[] {
  return [
    item(t.pick, 'mark-pick', 'P'),
    item(t.reject, 'mark-reject', 'X'),
    item(t.unmark, 'mark-clear', 'U'),
    { type: 'separator' },
    ...([0, 1, 2, 3, 4, 5] as const).map((stars) => item(t.stars(stars), `stars-${stars}`)),
    { type: 'separator' },
    ...colourLabels.map((colour) => item(t[colour], `colour-${colour}`)),
    { type: 'separator' },
    item(t.autoAdvance, 'auto-advance'),
    item(t.copyResult, 'copy-result'),
    item(t.trashResult, 'trash-result', 'CmdOrCtrl+Delete'),
  ]
}
