import { createHash } from 'node:crypto'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { type Dispatcher, request } from 'undici'
import { AppError, type ErrorCode } from '../../core/errors'
import { isAllowedUrl, isLoopback } from '../../core/service/endpoint'
import { throwIfCancelled } from './cancel'
import { causeOf } from './cause-of'

/** What leads to an address: directly, or through a proxy. */
export type Connect = (url: URL) => Promise<Dispatcher>

export interface FetchOptions {
  readonly connect: Connect
  /** Without progress, ms. */
  readonly idleMs: number
  /** From start to end, ms. */
  readonly totalMs: number
  readonly maxBytes: number
  /** Sent beside the usual ones, lower case; never a key: a link may lead to anybody. */
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/**
 * What became of a link.
 * `unchanged`: the server says so (304) to what `headers` asked. `not-followed`: the link itself is not one that is
 * fetched. `refused`: the server answered with a status and no file. `page`: it answered with a page for people.
 */
export type Fetched =
  | {
      readonly kind: 'saved'
      readonly bytes: number
      /** Of the bytes, hex. */
      readonly sha256: string
      readonly headers: IncomingHttpHeaders
    }
  | { readonly kind: 'unchanged' | 'page' | 'too-large' }
  | { readonly kind: 'not-followed' | 'broken'; readonly how: string }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'unreachable'; readonly cause: string }

/** Most redirects that are followed. */
const maxRedirects = 5

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

/** Follows a link to its answer. */
async function follow(link: string, options: FetchOptions, signal: AbortSignal): Promise<Opened | Fetched> {
  let url = allowed(link, null)
  if (url === null) return { kind: 'not-followed', how: 'it is not https' }
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    const { statusCode, headers, body } = await request(url, {
      dispatcher: await options.connect(url),
      headers: { 'user-agent': 'Outframe', ...options.headers },
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
    if (url === null) return { kind: 'not-followed', how: 'it leads elsewhere than https' }
  }
  return { kind: 'not-followed', how: `it leads on more than ${maxRedirects} times` }
}

/** Why an answer brings no file, as far as its head tells; `null`: it may bring one. */
function headProblem({ status, headers }: Opened, maxBytes: number): Fetched | null {
  if (status === 304) return { kind: 'unchanged' }
  if (status !== 200) return { kind: 'refused', status }
  if (/^text\/html\b/i.test(headers['content-type'] ?? '')) return { kind: 'page' }
  return Number(headers['content-length'] ?? 0) > maxBytes ? { kind: 'too-large' } : null
}

function fileError(error: unknown, path: string): AppError {
  const code: ErrorCode = ['ENOSPC', 'EDQUOT'].includes(causeOf(error)) ? 'output-full' : 'output-unwritable'
  return new AppError(code, `What is fetched cannot be stored as ${path} (${causeOf(error)}).`, { cause: error })
}

/** A new file that is written piece by piece. Its errors are told apart from those of the network. */
class NewFile {
  private constructor(
    readonly path: string,
    readonly handle: FileHandle,
  ) {}

  static async create(path: string): Promise<NewFile> {
    try {
      return new NewFile(path, await open(path, 'wx'))
    } catch (error) {
      throw fileError(error, path)
    }
  }

  write(chunk: Buffer): Promise<void> {
    return this.#told(this.handle.writeFile(chunk))
  }

  sync(): Promise<void> {
    return this.#told(this.handle.sync())
  }

  async #told(work: Promise<void>): Promise<void> {
    try {
      await work
    } catch (error) {
      throw fileError(error, this.path)
    }
  }
}

async function save(opened: Opened, file: NewFile, maxBytes: number): Promise<Fetched> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of opened.body as AsyncIterable<Buffer>) {
    bytes += chunk.length
    // Leaving the loop destroys the body, and with it the connection.
    if (bytes > maxBytes) return { kind: 'too-large' }
    hash.update(chunk)
    await file.write(chunk)
  }
  if (bytes === 0) return { kind: 'broken', how: 'it is empty' }
  return { kind: 'saved', bytes, sha256: hash.digest('hex'), headers: opened.headers }
}

async function fetchInto(link: string, file: NewFile, options: FetchOptions): Promise<Fetched> {
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
    if (timeout.aborted) return { kind: 'broken', how: 'it took too long' }
    const cause = causeOf(error)
    return connectCauses.includes(cause) ? { kind: 'unreachable', cause } : { kind: 'broken', how: cause }
  }
}

/**
 * Fetches a link into a new file: https anywhere, http on this computer; whole and on disk when `saved`, gone otherwise.
 * @throws {AppError} `cancelled` by the signal; `output-full`, `output-unwritable` for the file.
 */
export async function fetchFile(link: string, path: string, options: FetchOptions): Promise<Fetched> {
  const file = await NewFile.create(path)
  let saved = false
  try {
    const fetched = await fetchInto(link, file, options)
    if (fetched.kind === 'saved') {
      await file.sync()
      saved = true
    }
    return fetched
  } finally {
    await file.handle.close()
    if (!saved) await unlink(path)
  }
}
