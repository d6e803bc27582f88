import type { PassRatios } from '../geometry/types'
import type { DoorId } from './doors'
import type { CheckReport, CreateOutcome, DownloadOutcome, ListOutcome, QueryOutcome } from './outcomes'

/** What a create asks for. Checked before anything is sent; what breaks a rule is `not-accepted`, to fail. */
export interface CreateRequest {
  /** The caller's own id, on disk before the call; unique per account for ever. */
  readonly externalTaskId: string
  /** The prepared upload (JPEG or PNG bytes), or a photo's own link. */
  readonly image:
    | { readonly kind: 'bytes'; readonly data: Uint8Array }
    | { readonly kind: 'link'; readonly url: string }
  readonly ratios: PassRatios
  /** `''`: none. */
  readonly prompt: string
  /** Pictures, 1..9. */
  readonly n: number
  readonly callbackUrl?: string
  /** Kling only; `undefined`: not said. */
  readonly watermark?: boolean
}

export interface CreateOptions {
  /** Whether this id was ever sent before with an outcome that was not `not-accepted`. */
  readonly resent: boolean
}

/** One account at one door and endpoint. None of its methods rejects for anything that a network or service can do. */
export interface ExpandService {
  readonly door: DoorId
  /** Without a slash at the end. */
  readonly endpoint: string
  /** Tells accounts apart without giving the key away; stored beside each create. */
  readonly account: string
  /** Asks for painting: charged once accepted. Sent at most once, and never given up once bytes have left. */
  create(request: CreateRequest, options: CreateOptions): Promise<CreateOutcome>
  /** Asks after a task by its own id. Free. */
  query(taskId: string, options?: { readonly signal?: AbortSignal }): Promise<QueryOutcome>
  /** Asks after a task by the caller's id. Free. Its `not-found` counts only where look-ups are proven (core/service/look-up). */
  lookUp(externalTaskId: string, options?: { readonly signal?: AbortSignal }): Promise<QueryOutcome>
  /** A page of up to 500 of the account's tasks, counted from 1. Free. Not being in it proves nothing. */
  list(page: number, options?: { readonly signal?: AbortSignal }): Promise<ListOutcome>
  /** Whether key and routes are good. Free: both requests are such that they cannot be accepted. */
  check(options?: { readonly signal?: AbortSignal }): Promise<CheckReport>
  /**
   * Fetches a render to a file that must not exist yet; it is whole and on disk when `saved`, and gone otherwise.
   * @throws {AppError} `cancelled` by the signal; `output-full`, `output-unwritable` for the file.
   */
  download(url: string, file: string, options?: { readonly signal?: AbortSignal }): Promise<DownloadOutcome>
  /** Ends kept connections. Creates under way are awaited. */
  close(): Promise<void>
}
