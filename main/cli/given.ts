import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '../../core/errors'
import { isLikeLink, parseLink } from '../library/link'
import { isMissing } from '../shared/system-code'

/** What was given to a command. */
export interface Given {
  /** Absolute. */
  readonly paths: readonly string[]
  /** Each once. */
  readonly links: readonly string[]
}

/**
 * Reads what was given to a command.
 * @throws {AppError} `bad-request` for a path that is not there, and for a link that is none or is not fetched
 */
export async function readGiven(given: readonly string[]): Promise<Given> {
  const links = given.filter(isLikeLink).map(urlOf)
  const paths = given.filter((path) => !isLikeLink(path)).map((path) => resolve(path))
  for (const path of paths) if (await isGone(path)) throw new AppError('bad-request', `There is nothing at ${path}.`)
  return { paths, links: [...new Set(links)] }
}

function urlOf(link: string): string {
  const parsed = parseLink(link)
  if (parsed.kind === 'invalid') throw new AppError('bad-request', parsed.reason)
  return parsed.url
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
