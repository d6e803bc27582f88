import { assertNever } from '../../core/assert-never'
import { AppError } from '../../core/errors'
import type { Fetched } from '../shared/fetch-file'

/** Why a link brought no file, in words with its address. */
export function linkError(link: string, fetched: Exclude<Fetched, { kind: 'saved' }>, maxBytes: number): AppError {
  switch (fetched.kind) {
    case 'not-followed':
      return new AppError('link-refused', `${link} is not fetched: ${fetched.how}.`)
    case 'too-large': {
      const most = `${maxBytes / 1_000_000} MB`
      return new AppError('download-too-large', `${link} is larger than ${most}; it is not fetched.`)
    }
    case 'page':
      return new AppError('not-an-image', `${link} is a page, not a picture. Give the picture's own link.`)
    case 'unchanged':
      return refused(link, 304)
    case 'refused':
      return refused(link, fetched.status)
    case 'broken':
      return failed(`${link} did not arrive whole (${fetched.how}). Try it again.`)
    case 'unreachable':
      return failed(`${link} cannot be fetched: its server cannot be reached (${fetched.cause}).`)
    default:
      return assertNever(fetched)
  }
}

function failed(message: string): AppError {
  return new AppError('link-failed', message, { retryable: true })
}

function refused(link: string, status: number): AppError {
  if (status === 404 || status === 410) return failed(`There is nothing at ${link} (${status}).`)
  if (status === 401 || status === 403) return failed(`${link} may not be fetched: its server refuses it (${status}).`)
  return failed(`${link} cannot be fetched: its server answered ${status}.`)
}
