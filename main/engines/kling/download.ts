import { assertNever } from '../../../core/assert-never'
import { AppError, type ErrorCode } from '../../../core/errors'
import type { DownloadOutcome } from '../../../core/service/outcomes'
import { type Fetched, fetchFile } from '../../shared/fetch-file'
import type { Connections } from './connections'

interface DownloadOptions {
  readonly connections: Connections
  /** Without progress, ms. */
  readonly idleMs: number
  /** From start to end, ms. */
  readonly totalMs: number
  readonly maxBytes: number
  readonly signal?: AbortSignal
}

type Failure = Exclude<DownloadOutcome, { kind: 'saved' }>

/** What a link that is no longer good answers with: file servers differ. */
const expiredStatuses: readonly number[] = [401, 403, 404, 410]

function failure(kind: Failure['kind'], code: ErrorCode, message: string): Failure {
  return { kind, error: new AppError(code, message, { retryable: kind !== 'link-refused' && kind !== 'too-large' }) }
}

function broken(how: string): Failure {
  return failure('broken', 'download-broken', `The render could not be fetched: ${how}.`)
}

function refused(status: number): Failure {
  if (!expiredStatuses.includes(status)) return broken(`the server answered ${status}`)
  const message = `The render's link is no longer good (${status}); a new one is asked for.`
  return failure('expired', 'link-expired', message)
}

function judged(fetched: Fetched, maxBytes: number): DownloadOutcome {
  switch (fetched.kind) {
    case 'saved': {
      const { bytes, sha256, headers } = fetched
      return { kind: 'saved', bytes, sha256, type: headers['content-type'] ?? null }
    }
    case 'unchanged':
      return refused(304)
    case 'refused':
      return refused(fetched.status)
    case 'page':
      return broken('a page came instead of a picture')
    case 'broken':
      return broken(fetched.how)
    case 'not-followed':
      return failure('link-refused', 'link-refused', `The render's link is not followed: ${fetched.how}.`)
    case 'too-large': {
      const message = `The render is larger than ${maxBytes} bytes; it is not fetched.`
      return failure('too-large', 'download-too-large', message)
    }
    case 'unreachable': {
      const message = `The render's server cannot be reached (${fetched.cause}); it is tried again by itself.`
      return failure('unreachable', 'offline', message)
    }
    default:
      return assertNever(fetched)
  }
}

/**
 * Fetches a render's link into a new file: whole and on disk when `saved`, gone otherwise. Whether it is a picture, and
 * of the right shape, is for those who can open pictures. No key goes along: links are signed themselves, and lead to
 * others than the service.
 * @throws {AppError} `cancelled` by the signal; `output-full`, `output-unwritable` for the file.
 */
export async function download(link: string, path: string, options: DownloadOptions): Promise<DownloadOutcome> {
  const { connections, ...limits } = options
  const fetched = await fetchFile(link, path, { connect: (url) => connections.to(url, { own: false }), ...limits })
  return judged(fetched, options.maxBytes)
}
