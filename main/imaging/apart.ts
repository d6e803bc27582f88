import { open, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Sharp } from 'sharp'
import { outputError } from '../shared/fs-errors'

/**
 * Runs a pipeline to a file that may be written over, where its bytes would be too much for memory. After a failure what is
 * left in it is the caller's to remove.
 * @param most bytes that the file takes at most.
 * @throws {AppError} `output-full`, `output-unwritable`; sharp's errors: the picture is damaged, or cannot be encoded
 */
export async function writeApart(picture: Sharp, path: string, most: number): Promise<void> {
  const folder = dirname(path)
  // sharp would tell that a file cannot be written like damage to the picture.
  try {
    await (await open(path, 'w')).close()
  } catch (error) {
    throw outputError(error, folder)
  }
  try {
    await picture.toFile(path)
  } catch (error) {
    if (!(await lacksRoom(path, most))) throw error
    throw outputError(Object.assign(new Error('too little space', { cause: error }), { code: 'ENOSPC' }), folder)
  }
}

/** Whether the disk has no room for the rest of a file. */
async function lacksRoom(path: string, most: number): Promise<boolean> {
  try {
    const [{ bavail, bsize }, { size }] = await Promise.all([statfs(dirname(path)), stat(path)])
    return bavail * bsize < most - size
  } catch {
    return false
  }
}
