import { app, type BrowserWindow, Notification, powerSaveBlocker } from 'electron'
import type { Attention } from './attention'
import { type Ended, endWords } from './batch-end'
import type { Texts } from './texts/texts'
import { showWindow } from './window'

export interface DesktopParts {
  readonly window: () => BrowserWindow | null
  readonly texts: () => Texts
  /** Whether the user wants the computer kept awake for work. */
  readonly keepAwake: () => boolean
  /** Somebody clicked what was said of a batch. */
  readonly onBatch: (batch: string) => void
}

/** Shows on the desktop what the queue does: task bar, badge, wakefulness, one word at the end of each batch. */
export class Desktop {
  readonly #parts: DesktopParts
  #blocker: number | null = null
  #awake = false
  #badge = 0
  /** Kept, so that a click on one finds it: what nobody holds may be collected. */
  readonly #shown = new Set<Notification>()

  constructor(parts: DesktopParts) {
    this.#parts = parts
  }

  show({ progress, paused, awake, open }: Attention): void {
    this.#parts.window()?.setProgressBar(progress ?? -1, { mode: paused ? 'paused' : 'normal' })
    // Where there is no dock with badges (Windows, most of Linux) nothing comes of it.
    if (open !== this.#badge) app.setBadgeCount(open)
    this.#badge = open
    this.#awake = awake
    this.follow()
  }

  /** Keeps the computer awake, or lets it sleep, as the setting has it now. */
  follow(): void {
    if (this.#awake && this.#parts.keepAwake()) {
      // The screen may go dark, the work goes on.
      this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    } else if (this.#blocker !== null) {
      powerSaveBlocker.stop(this.#blocker)
      this.#blocker = null
    }
  }

  /** Says how a batch ended to somebody who looks elsewhere. */
  notify(ended: Ended): void {
    if (this.#parts.window()?.isFocused() || !Notification.isSupported()) return
    const { notification: words } = this.#parts.texts()
    const notification = new Notification({ title: words.title, body: endWords(ended, words) })
    this.#shown.add(notification)
    notification.on('close', () => this.#shown.delete(notification))
    notification.on('click', () => {
      this.#shown.delete(notification)
      const window = this.#parts.window()
      if (window) showWindow(window)
      this.#parts.onBatch(ended.batch)
    })
    notification.show()
  }
}
