import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron'
import { photoExtensions } from '../../core/photo'
import type { Texts } from './texts/texts'

/** Lets the user choose folders, or photos, with the system's picker; none when it was closed. */
export async function pickPhotos(
  window: BrowserWindow | null,
  what: 'folders' | 'files',
  { dialog: words }: Texts,
): Promise<readonly string[]> {
  const options: OpenDialogOptions =
    what === 'folders'
      ? { title: words.folders, properties: ['openDirectory', 'multiSelections'] }
      : {
          title: words.photos,
          properties: ['openFile', 'multiSelections'],
          filters: [{ name: words.photosFilter, extensions: Object.keys(photoExtensions) }],
        }
  return open(window, options)
}

/** Lets the user choose a folder for results; `null` when the picker was closed. */
export async function pickOutputFolder(window: BrowserWindow | null, { dialog: words }: Texts): Promise<string | null> {
  const [folder] = await open(window, {
    title: words.output,
    properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
  })
  return folder ?? null
}

/** Lets the user choose a program to open results with; `null` when the picker was closed. */
export async function pickProgram(window: BrowserWindow | null, { dialog: words }: Texts): Promise<string | null> {
  const [program] = await open(window, { title: words.program, properties: ['openFile', 'dontAddToRecent'] })
  return program ?? null
}

async function open(window: BrowserWindow | null, options: OpenDialogOptions): Promise<readonly string[]> {
  const chosen = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options)
  return chosen.filePaths
}
