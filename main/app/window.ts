import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import type { FirstLook } from './first-look'
import type { Kept } from './kept/kept'
import { smallestWindow, windowPlacement } from './placement'

/** The page's ground in each theme (renderer/theme): what is seen before the page is. */
const ground = { dark: '#1b1b1b', light: '#f4f4f4' } as const

/** Makes the window where it was, and has it show itself with its first picture. */
export function createWindow({ bounds, maximized }: Pick<FirstLook, 'bounds' | 'maximized'>): BrowserWindow {
  const screens = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea)
  const window = new BrowserWindow({
    ...windowPlacement(bounds, screens),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'Outframe',
    // Windows and macOS take the icon of the executable.
    ...(process.platform === 'linux' && { icon: iconFile() }),
    backgroundColor: groundNow(),
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(app.getAppPath(), 'out/preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools: !app.isPackaged,
      // Elsewhere Chromium would fetch dictionaries from the network; a Mac has its own.
      spellcheck: process.platform === 'darwin',
    },
  })
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })
  const paint = () => window.setBackgroundColor(groundNow())
  nativeTheme.on('updated', paint)
  window.on('closed', () => nativeTheme.off('updated', paint))
  return window
}

/** Remembers where the window is, from now on. */
export function keepPlace(window: BrowserWindow, kept: Kept['window']): void {
  const keep = () => kept.set({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  window.on('resize', keep)
  window.on('move', keep)
  window.on('close', keep)
}

function iconFile(): string {
  return app.isPackaged ? join(process.resourcesPath, 'window.png') : join(app.getAppPath(), 'assets/icons/window.png')
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
