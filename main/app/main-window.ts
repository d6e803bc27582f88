import { app, type BrowserWindow, type IpcMainInvokeEvent } from 'electron'
import type { PushChannel, PushPayload } from '../../core/ipc/contract'
import type { Kept } from './kept/kept'
import type { Log } from './log'
import { pageUrl } from './protocols/page-policy'
import { createWindow, keepPlace, showWindow } from './window'

export interface MainWindowParts {
  /** Where it was. */
  readonly place: Kept['window']
  readonly log: Log
  /** Whether somebody has to be asked before the program ends. */
  readonly asksBeforeQuit: () => boolean
  readonly onFocus: () => void
  /** Its page has ended by itself. */
  readonly onLost: (how: string) => void
}

/** The program's window. There may be none: a Mac's program outlives it. */
export class MainWindow {
  readonly #parts: MainWindowParts
  #window: BrowserWindow | null = null

  constructor(parts: MainWindowParts) {
    this.#parts = parts
  }

  /** `null`: it was closed. */
  get current(): BrowserWindow | null {
    return this.#window
  }

  /** Takes a window as the program's. */
  adopt(window: BrowserWindow): void {
    const { place, log, asksBeforeQuit, onFocus, onLost } = this.#parts
    this.#window = window
    keepPlace(window, place)
    // Where closing the window ends the program, it is asked the same way as quitting is.
    window.on('close', (event) => {
      if (process.platform === 'darwin' || !asksBeforeQuit()) return
      event.preventDefault()
      app.quit()
    })
    window.on('focus', onFocus)
    window.on('closed', () => {
      this.#window = null
    })
    window.webContents.on('did-fail-load', (_event, code, words, url) => {
      log.warn(`${url} was not loaded: ${words} (${code})`)
    })
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason !== 'clean-exit') onLost(`${reason} (${exitCode})`)
    })
    if (window.webContents.isCrashed()) onLost('before the program was there')
  }

  /** Brings it to the front; makes one with that page where it was closed. */
  show(url: string): void {
    if (this.#window) {
      showWindow(this.#window)
      return
    }
    this.adopt(createWindow(this.#parts.place.value))
    this.load(url)
  }

  load(url: string): void {
    // A page that fails to load is told by its own event.
    this.#window?.loadURL(url).catch(() => undefined)
  }

  push<C extends PushChannel>(channel: C, payload: PushPayload<C>): void {
    this.#window?.webContents.send(channel, payload)
  }

  /** Only its own page may ask; not a frame in it, not another page. */
  isTrusted({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
    return sender === this.#window?.webContents && senderFrame === sender.mainFrame && senderFrame.url === pageUrl
  }

  destroy(): void {
    this.#window?.destroy()
  }
}
