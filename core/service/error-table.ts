import type { ErrorCode } from '../errors'
import type { BlockedReason } from '../job'

/**
 * What an error means for the work.
 * `fail`: this job, until the user changes something. `retry`: the same request again, later. `block`: nothing is wrong
 * with the job; everything at this door waits. `slots`: the account runs fewer tasks at once. `slow-down`: fewer
 * requests; `retryAfterMs` is what the service asked for.
 */
export type Consequence =
  | { readonly kind: 'fail' }
  | { readonly kind: 'retry'; readonly retryAfterMs: number | null }
  | { readonly kind: 'block'; readonly reason: BlockedReason }
  | { readonly kind: 'slots'; readonly retryAfterMs: number | null }
  | { readonly kind: 'slow-down'; readonly retryAfterMs: number | null }

/** A row of the service's error table. */
export interface ServiceError {
  /** The HTTP status it is documented with. */
  readonly status: number
  readonly error: ErrorCode
  readonly consequence: Consequence
  /** What happened and what to do, for the user; the service's own message is added to it. */
  readonly text: string
}

const key = (text: string): ServiceError => ({
  status: 401,
  error: 'bad-key',
  consequence: { kind: 'block', reason: 'bad-key' },
  text,
})
const credits = (text: string): ServiceError => ({
  status: 429,
  error: 'no-credits',
  consequence: { kind: 'block', reason: 'no-credits' },
  text,
})
const request: ServiceError = {
  status: 400,
  error: 'request-refused',
  consequence: { kind: 'fail' },
  text: 'The service refused the request as invalid.',
}
const route = (text: string): ServiceError => ({
  status: 404,
  error: 'no-route',
  consequence: { kind: 'block', reason: 'no-route' },
  text,
})
const content = (text: string): ServiceError => ({
  status: 400,
  error: 'content-refused',
  consequence: { kind: 'fail' },
  text,
})
const server = (status: number, text: string): ServiceError => ({
  status,
  error: 'service-failed',
  consequence: { kind: 'retry', retryAfterMs: null },
  text,
})

/** Every documented code. Source: Kling's general information page. */
export const serviceErrors: ReadonlyMap<number, ServiceError> = new Map([
  [1000, key('The service refused the key. Check it in the settings.')],
  [1001, key('The service saw no key. Enter one in the settings.')],
  [1002, key('The service does not know this key. Check it in the settings.')],
  [1003, key("The signed key is not valid yet. Check this computer's clock.")],
  [1004, key("The key has expired. Check it, and this computer's clock.")],
  [
    1100,
    {
      status: 429,
      error: 'account',
      consequence: { kind: 'block', reason: 'account' },
      text: 'The service reports a problem with the account. Look into it there.',
    },
  ],
  [1101, credits('The account is in arrears. Settle it at the service; every job is kept.')],
  [1102, credits('The credits are used up or have expired. Add some at the service; every job is kept.')],
  [
    1103,
    {
      status: 403,
      error: 'no-access',
      consequence: { kind: 'block', reason: 'account' },
      text: 'The account may not use image expansion. Ask the service for access.',
    },
  ],
  [1200, request],
  [1201, request],
  [1202, route('The service does not take this request at this address.')],
  [1203, route('The service does not have what was asked for.')],
  [1300, content("The request is against the service's policy. Change the prompt or the photo.")],
  [1301, content("The service's content check refused the prompt or the photo. Change it.")],
  [
    1302,
    {
      status: 429,
      error: 'too-many-requests',
      consequence: { kind: 'slow-down', retryAfterMs: null },
      text: 'Too many requests at once; it goes on more slowly.',
    },
  ],
  [
    1303,
    {
      status: 429,
      error: 'too-many-tasks',
      consequence: { kind: 'slots', retryAfterMs: null },
      text: 'The account runs fewer tasks at once; it goes on with fewer.',
    },
  ],
  [
    1304,
    {
      status: 403,
      error: 'address-refused',
      consequence: { kind: 'block', reason: 'account' },
      text: "This computer's address is not on the account's list. Add it at the service.",
    },
  ],
  [5000, server(500, 'The service had an error.')],
  [5001, server(503, 'The service is under maintenance.')],
  [5002, server(504, 'The service took too long.')],
])

/** The row of a code, or `undefined` when it is not documented. */
export function serviceError(code: number): ServiceError | undefined {
  return serviceErrors.get(code)
}

/** A row's consequence with what the answer asked for. */
export function consequenceOf(row: ServiceError, retryAfterMs: number | null): Consequence {
  return 'retryAfterMs' in row.consequence ? { ...row.consequence, retryAfterMs } : row.consequence
}
