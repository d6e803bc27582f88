import type { IncomingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import { causeOf } from '../../shared/cause-of'

/** A request's body that is made while it is sent, piece by piece. */
export interface RequestBody {
  /** Bytes, exactly. */
  readonly length: number
  /** The pieces, from the start at each call. */
  readonly pieces: () => Iterable<Buffer>
}

export interface ExchangeRequest {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: RequestBody
  /** ms. */
  readonly timeouts: {
    /** Without any progress of the upload, and from its end to the answer's head. */
    readonly answerMs: number
    /** Without any progress of the answer's body. */
    readonly bodyMs: number
    /** From start to end. */
    readonly totalMs: number
  }
  /** Beyond this the answer's body is not read any further, bytes. */
  readonly maxBytes: number
  readonly signal?: AbortSignal
}

/**
 * What became of one request.
 * `answer`: whole, or as much of it as is read at all. `not-sent`: certainly not one byte of the request left this
 * computer. `broken`: some may have, and no whole answer came.
 */
export type Exchange =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers: IncomingHttpHeaders
      readonly body: Buffer
    }
  | { readonly kind: 'not-sent'; readonly cause: string }
  | { readonly kind: 'broken'; readonly timedOut: boolean; readonly status: number | null; readonly cause: string }

const timeOutCodes: readonly string[] = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'OUTFRAME_TOTAL_TIMEOUT']

/** Why we end an exchange ourselves. */
class Stop extends Error {
  constructor(
    readonly code: 'OUTFRAME_CANCELLED' | 'OUTFRAME_TOTAL_TIMEOUT' | 'OUTFRAME_TOO_LARGE' | 'OUTFRAME_SENT_TWICE',
  ) {
    super(code)
  }
}

/** One exchange as undici tells it. It settles once, and a second sending of the same request is stopped. */
class Listener implements Dispatcher.DispatchHandler {
  readonly #chunks: Buffer[] = []
  #size = 0
  #started = false
  #status: number | null = null
  #headers: IncomingHttpHeaders = {}
  #controller: Dispatcher.DispatchController | null = null
  #stopped: Error | null = null

  constructor(
    readonly maxBytes: number,
    readonly settle: (exchange: Exchange) => void,
  ) {}

  /** Gives up: at once while there is no connection yet, and nothing is sent then should one come about later. */
  stop(reason: Error): void {
    this.#stopped ??= reason
    if (this.#started) this.#controller?.abort(reason)
    else this.settle({ kind: 'not-sent', cause: causeOf(reason) })
  }

  /** Called when a connection stands, just before the first byte is written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    const refusal = this.#started ? new Stop('OUTFRAME_SENT_TWICE') : this.#stopped
    if (refusal) {
      controller.abort(refusal)
      return
    }
    this.#controller = controller
    this.#started = true
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return
    this.#status = status
    this.#headers = headers
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    if (this.#size > this.maxBytes) controller.abort(new Stop('OUTFRAME_TOO_LARGE'))
  }

  onResponseEnd(): void {
    this.#answer()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error)
  }

  /** What an error means depends on whether the request was started. */
  fail(error: unknown): void {
    const cause = causeOf(error)
    if (cause === 'OUTFRAME_TOO_LARGE') this.#answer()
    else if (!this.#started) this.settle({ kind: 'not-sent', cause })
    else this.settle({ kind: 'broken', timedOut: timeOutCodes.includes(cause), status: this.#status, cause })
  }

  #answer(): void {
    const body = Buffer.concat(this.#chunks).subarray(0, this.maxBytes)
    this.settle({ kind: 'answer', status: this.#status ?? 0, headers: this.#headers, body })
  }
}

/**
 * Sends a request once, and answers with what became of it; never rejects. An aborted signal ends it as `not-sent` or
 * `broken`, by how far it had come.
 */
export async function exchange(connect: () => Promise<Dispatcher>, request: ExchangeRequest): Promise<Exchange> {
  try {
    return await dispatched(await connect(), request)
  } catch (error) {
    // A proxy that cannot be used: undici says so before there is anything to send over.
    return { kind: 'not-sent', cause: causeOf(error) }
  }
}

function dispatched(dispatcher: Dispatcher, request: ExchangeRequest): Promise<Exchange> {
  const { method, url, body, signal, timeouts } = request
  return new Promise((resolve) => {
    const settle = (outcome: Exchange): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      resolve(outcome)
    }
    const listener = new Listener(request.maxBytes, settle)
    const timer = setTimeout(() => listener.stop(new Stop('OUTFRAME_TOTAL_TIMEOUT')), timeouts.totalMs)
    const cancel = (): void => listener.stop(new Stop('OUTFRAME_CANCELLED'))
    signal?.addEventListener('abort', cancel)
    if (signal?.aborted) cancel()
    const options: Dispatcher.DispatchOptions = {
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method,
      headers: { ...request.headers, ...(body && { 'content-length': String(body.length) }) },
      body: body ? Readable.from(body.pieces()) : null,
      headersTimeout: timeouts.answerMs,
      bodyTimeout: timeouts.bodyMs,
    }
    try {
      dispatcher.dispatch(options, listener)
    } catch (error) {
      listener.fail(error)
    }
  })
}
