import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import type { Kept } from './kept/kept'
import { smallestWindow, windowPlacement } from './placement'

/** The page's ground in each theme (renderer/theme): what is seen before the page is. */
const ground = { dark: '#1b1b1b', light: '#f4f4f4' } as const

export interface WindowOptions {
  readonly kept: Kept['window']
  /** Absolute path of the built preload script. */
  readonly preload: string
  readonly development: boolean
}

/** Makes the window, which shows itself with its first picture. Its place is remembered. */
export function createWindow({ kept, preload, development }: WindowOptions): BrowserWindow {
  const screens = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea)
  const window = new BrowserWindow({
    ...windowPlacement(kept.value.bounds, screens),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'Outframe',
    // Windows and macOS take the icon of the executable.
    ...(process.platform === 'linux' && { icon: iconFile() }),
    backgroundColor: groundNow(),
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools: development,
      // Elsewhere Chromium would fetch dictionaries from the network; a Mac has its own.
      spellcheck: process.platform === 'darwin',
    },
  })
  window.once('ready-to-show', () => {
    if (kept.value.maximized) window.maximize()
    window.show()
  })
  const keep = () => kept.set({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  window.on('resize', keep)
  window.on('move', keep)
  window.on('close', keep)
  const paint = () => window.setBackgroundColor(groundNow())
  nativeTheme.on('updated', paint)
  window.on('closed', () => nativeTheme.off('updated', paint))
  return window
}

function iconFile(): string {
  return app.isPackaged ? join(process.resourcesPath, 'icon.png') : join(app.getAppPath(), 'assets/icons/icon.png')
}

function groundNow(): string {
  return nativeTheme.shouldUseDarkColors ? ground.dark : ground.light
}

/** Brings the window to the front, for somebody who started the program once more. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
