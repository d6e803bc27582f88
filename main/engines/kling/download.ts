import { createHash } from 'node:crypto'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { type Dispatcher, request } from 'undici'
import { AppError, type ErrorCode } from '../../../core/errors'
import { isAllowedUrl, isLoopback } from '../../../core/service/endpoint'
import type { DownloadOutcome } from '../../../core/service/outcomes'
import { throwIfCancelled } from '../../shared/cancel'
import type { Connections } from './connections'
import { causeOf } from './exchange'

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

/** Most redirects that are followed. */
const maxRedirects = 5

/** What a link that is no longer good answers with: file servers differ. */
const expiredStatuses: readonly number[] = [401, 403, 404, 410]

/** Network errors that come before a connection stands. */
const connectCauses: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
]

function failure(kind: Failure['kind'], code: ErrorCode, message: string): Failure {
  return { kind, error: new AppError(code, message, { retryable: kind !== 'link-refused' && kind !== 'too-large' }) }
}

function broken(how: string): Failure {
  return failure('broken', 'download-broken', `The render could not be fetched: ${how}.`)
}

function refusedLink(how: string): Failure {
  return failure('link-refused', 'link-refused', `The render's link is not followed: ${how}.`)
}

function tooLarge(maxBytes: number): Failure {
  return failure('too-large', 'download-too-large', `The render is larger than ${maxBytes} bytes; it is not fetched.`)
}

/** A link as an address that is allowed. A link may lead to this computer only where it started here. */
function allowed(link: string, from: URL | null): URL | null {
  const url = URL.canParse(link, from?.href) ? new URL(link, from?.href) : null
  if (url === null || !isAllowedUrl(url)) return null
  return from !== null && isLoopback(url) && !isLoopback(from) ? null : url
}

interface Opened {
  readonly kind: 'opened'
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Dispatcher.ResponseData['body']
}

/** Follows a link to its answer. No key goes along: links are signed themselves, and lead to others than the service. */
async function follow(link: string, options: DownloadOptions, signal: AbortSignal): Promise<Opened | Failure> {
  let url = allowed(link, null)
  if (url === null) return refusedLink('it is not https')
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    const { statusCode, headers, body } = await request(url, {
      dispatcher: await options.connections.to(url, { own: false }),
      headers: { 'user-agent': 'Outframe' },
      headersTimeout: options.idleMs,
      bodyTimeout: options.idleMs,
      signal,
    })
    const { location } = headers
    if (statusCode < 300 || statusCode >= 400 || typeof location !== 'string') {
      return { kind: 'opened', status: statusCode, headers, body }
    }
    await body.dump()
    url = allowed(location, url)
    if (url === null) return refusedLink('it leads elsewhere than https')
  }
  return refusedLink(`it leads on more than ${maxRedirects} times`)
}

/** Why an answer is not a render, as far as its head tells; `null`: it may be one. */
function headProblem({ status, headers }: Opened, maxBytes: number): Failure | null {
  if (expiredStatuses.includes(status)) {
    return failure(
      'expired',
      'link-expired',
      `The render's link is no longer good (${status}); a new one is asked for.`,
    )
  }
  if (status !== 200) return broken(`the server answered ${status}`)
  if (/^text\/html\b/i.test(headers['content-type'] ?? '')) return broken('a page came instead of a picture')
  return Number(headers['content-length'] ?? 0) > maxBytes ? tooLarge(maxBytes) : null
}

function fileError(error: unknown): AppError {
  const code: ErrorCode = ['ENOSPC', 'EDQUOT'].includes(causeOf(error)) ? 'output-full' : 'output-unwritable'
  return new AppError(code, `The render cannot be stored (${causeOf(error)}).`, { cause: error })
}

/** Tells errors of the file apart from those of the network. */
async function onFile(work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    throw fileError(error)
  }
}

async function save(opened: Opened, file: FileHandle, maxBytes: number): Promise<DownloadOutcome> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of opened.body as AsyncIterable<Buffer>) {
    bytes += chunk.length
    // Leaving the loop destroys the body, and with it the connection.
    if (bytes > maxBytes) return tooLarge(maxBytes)
    hash.update(chunk)
    await onFile(file.writeFile(chunk))
  }
  if (bytes === 0) return broken('it is empty')
  return { kind: 'saved', bytes, sha256: hash.digest('hex'), type: opened.headers['content-type'] ?? null }
}

async function fetchInto(link: string, file: FileHandle, options: DownloadOptions): Promise<DownloadOutcome> {
  const timeout = AbortSignal.timeout(options.totalMs)
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout
  try {
    const opened = await follow(link, options, signal)
    if (opened.kind !== 'opened') return opened
    const problem = headProblem(opened, options.maxBytes)
    if (problem === null) return await save(opened, file, options.maxBytes)
    // Destroyed unread, a body reports its own end as an error: nobody else listens.
    opened.body.on('error', () => undefined).destroy()
    return problem
  } catch (error) {
    throwIfCancelled(options.signal)
    if (error instanceof AppError) throw error
    const cause = timeout.aborted ? 'it took too long' : causeOf(error)
    return connectCauses.includes(cause)
      ? failure(
          'unreachable',
          'offline',
          `The render's server cannot be reached (${cause}); it is tried again by itself.`,
        )
      : broken(cause)
  }
}

/**
 * Fetches a render's link into a new file: whole and on disk when `saved`, gone otherwise. Whether it is a picture, and
 * of the right shape, is for those who can open pictures.
 * @throws {AppError} `cancelled` by the signal; `output-full`, `output-unwritable` for the file.
 */
export async function download(link: string, path: string, options: DownloadOptions): Promise<DownloadOutcome> {
  let file: FileHandle
  try {
    file = await open(path, 'wx')
  } catch (error) {
    throw fileError(error)
  }
  let saved = false
  try {
    const outcome = await fetchInto(link, file, options)
    if (outcome.kind === 'saved') {
      await onFile(file.sync())
      saved = true
    }
    return outcome
  } finally {
    await file.close()
    if (!saved) await unlink(path)
  }
}
