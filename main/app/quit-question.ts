import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron'
import { quitDetail, type UnderWay } from './quit-words'
import type { Texts } from './texts/texts'

/** Asks whether the program shall end while jobs are under way. */
export async function askToQuit(
  window: BrowserWindow | null,
  underWay: UnderWay,
  { quit: words }: Texts,
): Promise<{ readonly quit: boolean; readonly dontAskAgain: boolean }> {
  const options: MessageBoxOptions = {
    type: 'question',
    message: words.question,
    detail: quitDetail(underWay, words),
    buttons: [words.leave, words.stay],
    defaultId: 1,
    cancelId: 1,
    checkboxLabel: words.dontAsk,
    noLink: true,
  }
  const { response, checkboxChecked } = window
    ? await dialog.showMessageBox(window, options)
    : await dialog.showMessageBox(options)
  return { quit: response === 0, dontAskAgain: response === 0 && checkboxChecked }
}
