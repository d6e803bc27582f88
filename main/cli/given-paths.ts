import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '../../core/errors'
import { isMissing } from '../shared/system-code'

/**
 * The paths given to a command, absolute.
 * @throws {AppError} `bad-request` for one that is not there, and for links, which only the services' engines take.
 */
export async function givenPaths(paths: readonly string[]): Promise<readonly string[]> {
  const link = paths.find((path) => /^https?:\/\//i.test(path))
  if (link !== undefined) {
    throw new AppError('bad-request', `${link} is a link; only files and folders can be expanded so far.`)
  }
  const absolute = paths.map((path) => resolve(path))
  for (const path of absolute) if (await isGone(path)) throw new AppError('bad-request', `There is nothing at ${path}.`)
  return absolute
}

/** What may not be looked at is there; it is told as what it is, a photo or folder that cannot be read. */
async function isGone(path: string): Promise<boolean> {
  try {
    await access(path)
    return false
  } catch (error) {
    return isMissing(error)
  }
}
