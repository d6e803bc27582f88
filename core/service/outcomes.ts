import { z } from 'zod'
import type { AppError } from '../errors'
import type { BlockedReason } from '../job'
import type { Consequence } from './error-table'
import type { ServiceTask } from './task'

/**
 * What came back when it was not what was hoped for: shown to the user, and stored with an unknown charge. Holds no key.
 */
export const evidenceSchema = z.object({
  /** When the request was started and when its fate was known, ms since 1970. */
  sentAt: z.number(),
  endedAt: z.number(),
  /** Door's address it went to, without query. */
  url: z.string(),
  /** `answer`: something was answered. `cut`: the connection ended before an answer was whole. `time-out`: it was given up. */
  what: z.enum(['answer', 'cut', 'time-out']),
  /** HTTP status, when one came. */
  status: z.number().nullable(),
  /** The service's own code and message, when there were any. */
  code: z.union([z.number(), z.string()]).nullable(),
  message: z.string().nullable(),
  requestId: z.string().nullable(),
  /** The start of the body, or the name of the network error. */
  excerpt: z.string(),
})
export type Evidence = z.infer<typeof evidenceSchema>

/**
 * The outcome of a create (design, "Money" 2 and 3).
 * `accepted`: charged, whatever follows. `not-accepted`: certainly not charged by this request. `unknown`: it may have
 * been accepted; look it up before anything is sent again.
 */
export type CreateOutcome =
  | { readonly kind: 'accepted'; readonly task: ServiceTask }
  | { readonly kind: 'not-accepted'; readonly error: AppError; readonly consequence: Consequence }
  | {
      readonly kind: 'unknown'
      readonly error: AppError
      readonly evidence: Evidence
      /** An id found in an answer that cannot be trusted otherwise: worth asking after. */
      readonly taskId: string | null
      /** What it means for the creates after it: a plain 429 slows down, a plain 401 blocks, nonsense waits; `null`: nothing. */
      readonly consequence: Consequence | null
    }

/** What can go wrong with any question that charges nothing. None of these says anything about a task's charge. */
export type QuestionTrouble =
  /** The route of the question is missing (404 of the route's kind, an HTML page instead of an answer). */
  | { readonly kind: 'no-route'; readonly error: AppError; readonly evidence: Evidence }
  /** A documented refusal: the key, the account, the pace, the parameters. Never a reason to fail a task. */
  | { readonly kind: 'refused'; readonly error: AppError; readonly consequence: Consequence }
  /** Server errors, cuts, time-outs, nonsense: ask again later. */
  | {
      readonly kind: 'unclear'
      readonly error: AppError
      readonly evidence: Evidence
      readonly retryAfterMs: number | null
    }
  /** Nothing was sent: no network, or the service cannot be reached. */
  | { readonly kind: 'unreachable'; readonly error: AppError }

/** The outcome of asking after one task. `not-found` is only ever an integer code; alone it proves nothing. */
export type QueryOutcome =
  | { readonly kind: 'task'; readonly task: ServiceTask }
  | { readonly kind: 'not-found'; readonly error: AppError }
  | QuestionTrouble

/** The outcome of asking for a page of the list. */
export type ListOutcome = { readonly kind: 'tasks'; readonly tasks: readonly ServiceTask[] } | QuestionTrouble

/**
 * The outcome of fetching a render. `expired`, `broken`: ask after the task for a new link. `link-refused`, `too-large`:
 * the link itself is not one that is followed.
 */
export type DownloadOutcome =
  | { readonly kind: 'saved'; readonly bytes: number; readonly sha256: string; readonly type: string | null }
  | {
      readonly kind: 'expired' | 'broken' | 'link-refused' | 'too-large' | 'unreachable'
      readonly error: AppError
    }

/** What the free check found out. */
export interface CheckReport {
  readonly ok: boolean
  readonly key: 'good' | 'bad' | 'unknown'
  /** Whether creates and questions are routed. `unclear`: no answer that says either. */
  readonly create: 'there' | 'missing' | 'unclear'
  readonly query: 'there' | 'missing' | 'unclear'
  /** What stands in the way, and what to do; `null` when nothing does. */
  readonly error: AppError | null
  /** Why jobs would be blocked; `null` when they would not. */
  readonly reason: BlockedReason | null
}
