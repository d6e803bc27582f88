import { access } from 'node:fs/promises'
import { shell } from 'electron'
import { AppError } from '../../core/errors'

/** Shows a file in the system's file manager. @throws {AppError} `file-missing` when it is not there. */
export async function reveal(path: string): Promise<void> {
  await requireFile(path)
  shell.showItemInFolder(path)
}

/** Opens a file in the program the system has for it. @throws {AppError} `file-missing`, `file-unreadable` */
export async function openFile(path: string): Promise<void> {
  await requireFile(path)
  const problem = await shell.openPath(path)
  if (problem !== '') throw new AppError('file-unreadable', `${path} could not be opened: ${problem}`)
}

async function requireFile(path: string): Promise<void> {
  try {
    await access(path)
  } catch (error) {
    throw new AppError('file-missing', `There is nothing at ${path} (any more).`, { cause: error })
  }
}
