import { join } from 'node:path'
import { app, type BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron'
import { photoExtensions } from '../../core/photo'
import type { ReportFormat } from '../../core/report'
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

/** Asks where a report goes, and whether a file that is there may be replaced; `null` when the dialog was closed. */
export async function saveReport(
  window: BrowserWindow | null,
  format: ReportFormat,
  { dialog: words }: Texts,
): Promise<string | null> {
  // The user's own day; Swedish writes it as ISO 8601 does.
  const day = new Date().toLocaleDateString('sv-SE')
  const options: SaveDialogOptions = {
    title: words.report,
    defaultPath: join(app.getPath('documents'), `outframe-${day}.${format}`),
    filters: [{ name: format.toUpperCase(), extensions: [format] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  }
  return save(window, options)
}

/** Lets the user choose a folder to watch; `null` when the picker was closed. */
export async function pickWatchFolder(window: BrowserWindow | null, { dialog: words }: Texts): Promise<string | null> {
  const [folder] = await open(window, { title: words.watch, properties: ['openDirectory'] })
  return folder ?? null
}

/** Lets the user choose a file of presets; `null` when the picker was closed. */
export async function pickPresetFile(window: BrowserWindow | null, { dialog: words }: Texts): Promise<string | null> {
  const filters = [{ name: words.presetsFilter, extensions: ['json'] }]
  const [file] = await open(window, { title: words.importPresets, properties: ['openFile'], filters })
  return file ?? null
}

/** Lets the user say where presets shall be written; `null` when the dialog was closed. The system asks before a file goes. */
export async function placePresetFile(window: BrowserWindow | null, { dialog: words }: Texts): Promise<string | null> {
  const options: SaveDialogOptions = {
    title: words.exportPresets,
    defaultPath: words.presetsFile,
    filters: [{ name: words.presetsFilter, extensions: ['json'] }],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  }
  return save(window, options)
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

async function save(window: BrowserWindow | null, options: SaveDialogOptions): Promise<string | null> {
  const chosen = window ? await dialog.showSaveDialog(window, options) : await dialog.showSaveDialog(options)
  return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath
}
