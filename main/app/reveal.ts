import { spawn } from 'node:child_process'
import { access } from 'node:fs/promises'
import { shell } from 'electron'
import { AppError } from '../../core/errors'
import { causeOf } from '../shared/cause-of'

/** After so long a program that opens a file has not failed, ms; it may be the viewer itself, which stays. */
const openPatience = 3000

/** Shows a file in the system's file manager. @throws {AppError} `file-missing` when it is not there. */
export async function reveal(path: string): Promise<void> {
  await requireFile(path)
  shell.showItemInFolder(path)
}

/** Opens a file in the program the system has for it. @throws {AppError} `file-missing`, `file-unreadable` */
export async function openFile(path: string, platform: NodeJS.Platform = process.platform): Promise<void> {
  await requireFile(path)
  // On Linux Electron waits for what it starts there, and the whole program with it: where that is the viewer itself,
  // until the viewer is closed (Electron 33).
  const problem = await (platform === 'linux' ? openOnDesktop(path) : shell.openPath(path))
  if (problem !== '') throw new AppError('file-unreadable', `${path} could not be opened: ${problem}`)
}

/** Starts the desktop's own opener. @returns why it could not; empty: it could */
function openOnDesktop(path: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn('xdg-open', [path], { detached: true, stdio: 'ignore' })
    const timer = setTimeout(() => resolve(''), openPatience)
    const end = (problem: string) => {
      clearTimeout(timer)
      resolve(problem)
    }
    child.once('error', (error) => end(causeOf(error)))
    child.once('exit', (code) => end(code === 0 ? '' : 'no program for such files was found'))
    child.unref()
  })
}

async function requireFile(path: string): Promise<void> {
  try {
    await access(path)
  } catch (error) {
    throw new AppError('file-missing', `There is nothing at ${path} (any more).`, { cause: error })
  }
}
