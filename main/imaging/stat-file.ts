import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { AppError } from '../../core/errors'
import { photoError } from '../shared/fs-errors'
import { emptyFile } from './photo-errors'

/**
 * Size (bytes) and time of a photo's file. Pipes, sockets and devices are refused before they are opened: that would
 * wait for ever.
 * @throws {AppError} `file-missing`, `file-unreadable`, `file-empty`, `not-an-image`
 */
export async function statFile(path: string): Promise<Stats> {
  const found = await stat(path).catch((error: unknown) => {
    throw photoError(error, path)
  })
  if (!found.isFile()) throw new AppError('not-an-image', `${path} is named like a photo, but it is not a file.`)
  if (found.size === 0) throw emptyFile(path)
  return found
}
