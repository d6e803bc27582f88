import type { Credentials } from '../../../core/service/credentials'
import { throwIfCancelled } from '../../shared/cancel'
import { readAnswer, type ServiceAnswer } from './answers'
import { Authorizer } from './auth'
import type { Connections } from './connections'
import { type Exchange, exchange, type RequestBody } from './exchange'
import type { Sending } from './judge'
import { redactor } from './redact'

/** Time-outs of each stage, ms. */
export interface Timeouts {
  /** Until a connection stands, through proxy and TLS. */
  readonly connectMs: number
  /** A create without progress: the upload's next piece, or the answer after it. */
  readonly createMs: number
  /** A create from start to end. A quarter of an hour is 10 MB at 12 kB/s. */
  readonly createTotalMs: number
  /** A question, from start to end. */
  readonly questionMs: number
  /** A download without progress. */
  readonly downloadMs: number
  /** A download from start to end. */
  readonly downloadTotalMs: number
}

export const defaultTimeouts: Timeouts = {
  connectMs: 15_000,
  createMs: 120_000,
  createTotalMs: 15 * 60_000,
  questionMs: 30_000,
  downloadMs: 30_000,
  downloadTotalMs: 10 * 60_000,
}

/** Largest answer that is read, bytes: a full page of the list has 500 tasks with up to 9 links each. */
const maxAnswerBytes = 8_000_000

/** Whether a token was refused for its times: not yet valid, or no longer. */
function refusesTimes({ status, code }: ServiceAnswer): boolean {
  return status === 401 && (code === 1003 || code === 1004)
}

export interface Question {
  readonly method: 'GET' | 'POST'
  /** Below the endpoint, with its query. */
  readonly path: string
  readonly body?: RequestBody
  readonly signal?: AbortSignal
}

/** An answer that was read, or why there is none; with the circumstances. */
export type Reply = { readonly sending: Sending } & (
  | { readonly kind: 'answer'; readonly answer: ServiceAnswer }
  | Exclude<Exchange, { kind: 'answer' }>
)

/** Signed requests to one endpoint, as one account. */
export class Channel {
  readonly authorizer: Authorizer
  readonly redact: (text: string) => string

  constructor(
    readonly endpoint: string,
    credentials: Credentials,
    readonly connections: Connections,
    readonly timeouts: Timeouts,
    readonly now: () => number,
  ) {
    this.authorizer = new Authorizer(credentials, now)
    this.redact = redactor(this.authorizer.secrets())
  }

  /**
   * Asks once. Only a refusal of a signed token's times (1003, 1004: certainly not accepted) is followed by a second
   * try, with a new token.
   * @throws {AppError} `cancelled` by the signal.
   */
  async ask(question: Question): Promise<Reply> {
    const reply = await this.#askOnce(question)
    if (reply.kind !== 'answer' || !refusesTimes(reply.answer)) return reply
    return this.authorizer.renew(reply.answer.headers.date) ? this.#askOnce(question) : reply
  }

  async #askOnce({ method, path, body, signal }: Question): Promise<Reply> {
    const url = new URL(`${this.endpoint}${path}`)
    const isCreate = method === 'POST'
    const { createMs, createTotalMs, questionMs } = this.timeouts
    const sentAt = this.now()
    const outcome = await exchange(() => this.connections.to(url, { own: isCreate }), {
      method,
      url,
      headers: {
        authorization: await this.authorizer.header(),
        accept: 'application/json',
        'user-agent': 'Outframe',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body }),
      ...(signal && { signal }),
      timeouts: {
        answerMs: isCreate ? createMs : questionMs,
        bodyMs: questionMs,
        totalMs: isCreate ? createTotalMs : questionMs,
      },
      maxBytes: maxAnswerBytes,
    })
    throwIfCancelled(signal)
    const sending: Sending = {
      url: `${url.origin}${url.pathname}`,
      sentAt,
      endedAt: this.now(),
      redact: this.redact,
    }
    if (outcome.kind !== 'answer') return { ...outcome, sending }
    return { kind: 'answer', answer: readAnswer(outcome, this.now(), this.redact), sending }
  }
}
