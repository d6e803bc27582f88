import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { access, constants, stat } from 'node:fs/promises'
import { basename, extname, isAbsolute } from 'node:path'
import type { BrowserWindow } from 'electron'
import { AppError } from '../../core/errors'
import { type Editor, mostEditors } from '../../core/gallery'
import { causeOf } from '../shared/cause-of'
import { pickProgram } from './dialogs'
import type { Kept } from './kept/kept'
import type { Texts } from './texts/texts'

/**
 * Lets the user choose a program, and adds it to the list; the oldest of too many goes.
 * @throws {AppError} `bad-request` when it is nothing that can be started
 */
export async function addEditor(editors: Kept['editors'], window: BrowserWindow | null, texts: Texts): Promise<void> {
  const path = await pickProgram(window, texts)
  if (path === null) return
  await requireProgram(path)
  editors.set({ editors: withEditor(editors.value.editors, path) })
}

/** The list with a program at its end, each once. */
export function withEditor(editors: readonly Editor[], path: string): readonly Editor[] {
  const added: Editor = { id: randomUUID(), name: basename(path, extname(path)), path }
  return [...editors.filter((other) => other.path !== path), added].slice(-mostEditors)
}

export function withoutEditor(editors: readonly Editor[], id: string): readonly Editor[] {
  return editors.filter((editor) => editor.id !== id)
}

/** How a program is started with a file. Never through a shell: the file's name is one argument, whatever is in it. */
export function commandFor(
  program: string,
  file: string,
  platform: NodeJS.Platform,
): { readonly command: string; readonly args: readonly string[] } {
  // A Mac's program is a folder, which `open` starts.
  if (platform === 'darwin' && program.endsWith('.app'))
    return { command: '/usr/bin/open', args: ['-a', program, file] }
  return { command: program, args: [file] }
}

/**
 * Opens a file in a program of the user's choice, which lives on by itself.
 * @throws {AppError} `file-missing` when the file or the program is not there, `bad-request` when it cannot be started
 */
export async function openIn({ path, name }: Editor, file: string): Promise<void> {
  await requireProgram(path)
  await access(file).catch((error: unknown) => {
    throw new AppError('file-missing', `There is nothing at ${file} (any more).`, { cause: error })
  })
  const { command, args } = commandFor(path, file, process.platform)
  await new Promise<void>((resolve, reject) => {
    const child = spawn(command, args, { detached: true, stdio: 'ignore', shell: false })
    child.once('spawn', () => {
      child.unref()
      resolve()
    })
    child.once('error', (error) => {
      reject(new AppError('bad-request', `${name} could not be started: ${causeOf(error)}`, { cause: error }))
    })
  })
}

/** @throws {AppError} `file-missing`, `bad-request` */
async function requireProgram(path: string): Promise<void> {
  if (!isAbsolute(path)) throw new AppError('bad-request', `Expected the program’s whole path, got ${path}.`)
  try {
    const found = await stat(path)
    const isBundle = process.platform === 'darwin' && found.isDirectory() && path.endsWith('.app')
    if (!isBundle && !found.isFile()) throw new AppError('bad-request', `${path} is no program.`)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('file-missing', `There is no program at ${path} (any more).`, { cause: error })
  }
  await access(path, constants.X_OK).catch((error: unknown) => {
    throw new AppError('bad-request', `${path} is no program that can be started.`, { cause: error })
  })
}
