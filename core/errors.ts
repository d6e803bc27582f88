import { z } from 'zod'

/**
 * Every error a user or a script can meet. Scripts depend on these: codes are added, never renamed.
 * The words shown in the window are looked up by code (i18n); `message` is the complete English sentence.
 */
export const errorCodes = [
  // the photo
  'file-missing', // the path is not there (any more)
  'file-unreadable', // permissions, or the disk failed
  'file-empty', // zero bytes
  'not-an-image', // named like a photo, but its bytes are not one
  'image-damaged', // truncated or broken inside
  'image-too-large', // more pixels than the limit (decompression bombs), or than can be opened on this machine
  'image-unsupported', // an image, but of a kind not handled
  'photo-changed', // its bytes are not those that were planned
  // the plan
  'bad-target', // a target that is not a shape: zero, negative, not a number
  'limit-ratio', // no sequence of passes: an input would be beyond 0.4 .. 2.5; or a photo too long for tiles
  'limit-area', // beyond three times the area per pass, and no split reaches it; or too many passes for one picture
  'limit-side', // a side under the service's smallest: met in jobs of before copies were enlarged
  'limit-memory', // beyond what can be composed on this machine
  // the output
  'output-unwritable', // read-only, gone
  'output-full', // no space left
  'output-format', // the format cannot hold this picture (WebP over 16383 px, say)
  // the service (core/service/error-table maps its answers to these)
  'bad-key', // refused: missing, wrong, not yet or no longer valid
  'account', // the account is suspended
  'no-access', // the account may not use this API
  'address-refused', // this computer's address is not on the account's list
  'no-credits', // in arrears, or the resource pack is used up or expired
  'no-route', // the door does not lead to image expansion
  'no-query', // a task was accepted, but the door does not answer for it
  'offline', // the service cannot be reached
  'request-refused', // invalid parameters; the message names the field
  'content-refused', // platform policy or content safety
  'too-many-requests', // slow down
  'too-many-tasks', // more tasks at once than the account may run
  'service-failed', // server error, maintenance, time-out at the service
  'service-unclear', // an answer that is none of the documented ones
  'task-failed', // accepted, and failed while painting
  'unknown-charge', // it cannot be told whether a create was accepted
  'budget', // it would cost more than is allowed
  'cost-changed', // it takes more by now than the user was told
  'no-consent', // photos would leave the machine, and nobody has said that they may
  'link-refused', // a link that is not https, or leads elsewhere than https
  'link-expired', // the render's link is no longer good
  'link-failed', // a photo's link that brought nothing: unknown there, refused, cut short, nobody answers
  'download-broken', // cut short, empty, or no picture
  'download-too-large',
  // the program
  'worker-crashed',
  'state-owned', // another process owns the state folder
  'state-unreadable', // the store is damaged or from a newer version
  'state-unwritable', // the store's disk is full, read-only or gone
  'bad-request', // a payload or an argument that does not fit the contract
  'not-found',
  'no-key', // no key stored for that engine
  'cancelled',
  'internal',
] as const
export const errorCodeSchema = z.enum(errorCodes)
export type ErrorCode = z.infer<typeof errorCodeSchema>

/** What crosses a process border or is stored: an error without its stack and cause. */
export const errorInfoSchema = z.object({ code: errorCodeSchema, message: z.string() })
export type ErrorInfo = z.infer<typeof errorInfoSchema>

/** The one error type. `message` says what happened, to which photo, and what to do; it never holds a key. */
export class AppError extends Error {
  override readonly name = 'AppError'
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly options: { readonly retryable?: boolean; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
  }
  /** Whether the same call may succeed without anybody changing anything. */
  get retryable(): boolean {
    return this.options.retryable ?? false
  }
}

/** Any thrown value as an `ErrorInfo`; what is not an `AppError` becomes `internal` with its own message. */
export function toErrorInfo(error: unknown): ErrorInfo {
  if (error instanceof AppError) return { code: error.code, message: error.message }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) }
}
