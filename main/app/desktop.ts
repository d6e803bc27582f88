import { type BrowserWindow, Notification, powerSaveBlocker } from 'electron'
import type { Attention, RunResult } from './attention'
import type { Texts } from './texts/texts'
import { showWindow } from './window'

/** Shows on the desktop what the queue does: task bar, wakefulness, one word at the end. */
export class Desktop {
  #blocker: number | null = null

  constructor(
    readonly window: () => BrowserWindow | null,
    readonly texts: () => Texts,
  ) {}

  show({ progress, paused, awake }: Attention): void {
    this.window()?.setProgressBar(progress ?? -1, { mode: paused ? 'paused' : 'normal' })
    if (awake) {
      // The screen may go dark, the work goes on.
      this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    } else if (this.#blocker !== null) {
      powerSaveBlocker.stop(this.#blocker)
      this.#blocker = null
    }
  }

  /** Says how a run ended to somebody who looks elsewhere. */
  notify({ done, failed, blocked }: RunResult): void {
    if (this.window()?.isFocused() || !Notification.isSupported()) return
    const { notification: words } = this.texts()
    const body = [
      ...(done > 0 ? [words.done(done)] : []),
      ...(failed > 0 ? [words.failed(failed)] : []),
      ...(blocked > 0 ? [words.blocked(blocked)] : []),
    ].join(' · ')
    const notification = new Notification({ title: words.title, body })
    notification.on('click', () => {
      const window = this.window()
      if (window) showWindow(window)
    })
    notification.show()
  }
}
