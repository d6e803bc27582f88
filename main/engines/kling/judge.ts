import { AppError, type ErrorCode } from '../../../core/errors'
import { type Consequence, consequenceOf, type ServiceError, serviceError } from '../../../core/service/error-table'
import type { CreateOutcome, Evidence, QuestionTrouble } from '../../../core/service/outcomes'
import type { ServiceTask } from '../../../core/service/task'
import { readTask, type ServiceAnswer } from './answers'
import type { Exchange } from './exchange'

/** Longest part of the service's own message that is shown, characters. */
const messageLength = 300

/** A request's circumstances, for evidence. */
export interface Sending {
  readonly url: string
  readonly sentAt: number
  readonly endedAt: number
  readonly redact: (text: string) => string
}

/** What the answer says of itself, in brackets behind our own words. */
function serviceWords({ status, code, message }: ServiceAnswer): string {
  const said = message ? `: ${message.slice(0, messageLength)}` : ''
  return `(the service answered ${status}${code == null ? '' : `, code ${code}`}${said})`
}

function appError(code: ErrorCode, text: string, retryable: boolean): AppError {
  return new AppError(code, text, { retryable })
}

/** A documented error as an `AppError`. */
export function tableError(row: ServiceError, answer: ServiceAnswer): AppError {
  const retryable = 'retryAfterMs' in row.consequence
  return appError(row.error, `${row.text} ${serviceWords(answer)}`, retryable)
}

/** Nothing was sent: the reason is on this side of the service. */
export function unreachableError({ cause }: Extract<Exchange, { kind: 'not-sent' }>, url: string): AppError {
  const { host } = new URL(url)
  return appError(
    'offline',
    `${host} cannot be reached (${cause}). Nothing was sent; it is tried again by itself.`,
    true,
  )
}

export function answerEvidence(answer: ServiceAnswer, sending: Sending): Evidence {
  return {
    sentAt: sending.sentAt,
    endedAt: sending.endedAt,
    url: sending.url,
    what: 'answer',
    status: answer.status,
    code: answer.code ?? null,
    message: answer.message?.slice(0, messageLength) ?? null,
    requestId: answer.requestId,
    excerpt: answer.excerpt,
  }
}

export function brokenEvidence(broken: Extract<Exchange, { kind: 'broken' }>, sending: Sending): Evidence {
  return {
    sentAt: sending.sentAt,
    endedAt: sending.endedAt,
    url: sending.url,
    what: broken.timedOut ? 'time-out' : 'cut',
    status: broken.status,
    code: null,
    message: null,
    requestId: null,
    excerpt: broken.cause,
  }
}

/** What the service answered where nothing was routed, on 2026-03-13: `{"code": null, "message": "404"}`. */
function isKnownMissingRoute({ code, message, status }: ServiceAnswer): boolean {
  return code === null && message === '404' && status < 500
}

/** A 404 that is not the service's own: no integer code. Gateways say 405 for a path they know by another method. */
function isGatewayMissingRoute({ code, status }: ServiceAnswer): boolean {
  return (status === 404 || status === 405) && !Number.isInteger(code)
}

/** Whether an answer says that what was asked is not routed at all. */
export function isMissingRoute(answer: ServiceAnswer): boolean {
  return isKnownMissingRoute(answer) || isGatewayMissingRoute(answer)
}

const missingRouteText =
  'This address does not lead to image expansion. Check the endpoint, or use another engine: Kling direct, or the local one.'

export function missingRouteError(answer: ServiceAnswer): AppError {
  return appError('no-route', `${missingRouteText} ${serviceWords(answer)}`, false)
}

/** The row of an integer code; `undefined` for any other code and for undocumented ones. */
export function rowOf({ code }: ServiceAnswer): ServiceError | undefined {
  return typeof code === 'number' && Number.isInteger(code) ? serviceError(code) : undefined
}

function isClientError(status: number): boolean {
  return status >= 400 && status < 500
}

/**
 * What an answer that leaves a create's fate open means for the creates after it. Whatever is wrong, they wait a little:
 * a gateway that answers nonsense must not make five hundred charges unknown. `fail` was about this one alone.
 */
function sideEffect(answer: ServiceAnswer): Consequence | null {
  const row = rowOf(answer)
  if (row) {
    const consequence = consequenceOf(row, answer.retryAfterMs)
    return consequence.kind === 'fail' ? null : consequence
  }
  if (answer.status === 429) return { kind: 'slow-down', retryAfterMs: answer.retryAfterMs }
  if (answer.status === 401) return { kind: 'block', reason: 'bad-key' }
  if (isMissingRoute(answer)) return { kind: 'block', reason: 'no-route' }
  return { kind: 'retry', retryAfterMs: answer.retryAfterMs }
}

/** Codes that even a re-sent id may be refused with and be believed: the account or its limits, never the id. */
const believedWhenResent: readonly number[] = [1302, 1303]

/**
 * Judges the answer to a create by design's "Money" 2 and 3: accepted is `code === 0` with a task, not accepted is a
 * documented 4xx with an integer code or the known missing route, and everything else is unknown.
 */
export function judgeCreate(answer: ServiceAnswer, resent: boolean, sending: Sending): CreateOutcome {
  const task = readTask(answer.data, sending.redact)
  if (answer.code === 0 && task) {
    return { kind: 'accepted', task: { ...task, status: task.status ?? 'submitted' } }
  }
  const row = rowOf(answer)
  const refused = row !== undefined && isClientError(row.status) && isClientError(answer.status)
  // An answer that names a task contradicts its own refusal.
  if (task === null) {
    const believed = !resent || row?.status === 401 || believedWhenResent.includes(Number(answer.code))
    if (refused && believed) {
      return {
        kind: 'not-accepted',
        error: tableError(row, answer),
        consequence: consequenceOf(row, answer.retryAfterMs),
      }
    }
    if (isKnownMissingRoute(answer) && !resent) {
      return {
        kind: 'not-accepted',
        error: missingRouteError(answer),
        consequence: { kind: 'block', reason: 'no-route' },
      }
    }
  }
  return {
    kind: 'unknown',
    error: appError(
      'unknown-charge',
      `It is not known whether the service accepted this. ${serviceWords(answer)}`,
      false,
    ),
    evidence: answerEvidence(answer, sending),
    taskId: task?.taskId ?? null,
    consequence: sideEffect(answer),
  }
}

/** Judges a create that got no whole answer although bytes of it may have left. */
export function judgeBrokenCreate(broken: Extract<Exchange, { kind: 'broken' }>, sending: Sending): CreateOutcome {
  const how = broken.timedOut ? 'no answer came in time' : 'the connection broke'
  return {
    kind: 'unknown',
    error: appError(
      'unknown-charge',
      `It is not known whether the service accepted this: ${how} (${broken.cause}).`,
      false,
    ),
    evidence: brokenEvidence(broken, sending),
    taskId: null,
    consequence: { kind: 'retry', retryAfterMs: null },
  }
}

/** Judges what is no success of a question. `not-found` is the caller's to tell. */
export function judgeTrouble(answer: ServiceAnswer, sending: Sending): QuestionTrouble {
  const evidence = answerEvidence(answer, sending)
  const row = rowOf(answer)
  if (row && row.error === 'no-route') return { kind: 'no-route', error: tableError(row, answer), evidence }
  if (row && isClientError(row.status)) {
    const consequence = consequenceOf(row, answer.retryAfterMs)
    const passing = consequence.kind === 'fail' || consequence.kind === 'slots'
    return {
      kind: 'refused',
      error: tableError(row, answer),
      consequence: passing ? { kind: 'retry', retryAfterMs: answer.retryAfterMs } : consequence,
    }
  }
  if (answer.status === 429) {
    const error = appError(
      'too-many-requests',
      `Too many requests at once; it goes on more slowly. ${serviceWords(answer)}`,
      true,
    )
    return { kind: 'refused', error, consequence: { kind: 'slow-down', retryAfterMs: answer.retryAfterMs } }
  }
  if (answer.status === 401) {
    const error = appError(
      'bad-key',
      `The service refused the key. Check it in the settings. ${serviceWords(answer)}`,
      false,
    )
    return { kind: 'refused', error, consequence: { kind: 'block', reason: 'bad-key' } }
  }
  if (isMissingRoute(answer) || (answer.isHtml && answer.status < 300)) {
    return { kind: 'no-route', error: missingRouteError(answer), evidence }
  }
  const error = row
    ? tableError(row, answer)
    : appError('service-unclear', `The answer is none that the service documents. ${serviceWords(answer)}`, true)
  return { kind: 'unclear', error, evidence, retryAfterMs: answer.retryAfterMs }
}

/** Judges a question that got no whole answer. */
export function judgeBrokenQuestion(broken: Extract<Exchange, { kind: 'broken' }>, sending: Sending): QuestionTrouble {
  const how = broken.timedOut ? 'did not answer in time' : 'broke the connection'
  const { host } = new URL(sending.url)
  return {
    kind: 'unclear',
    error: appError('service-unclear', `${host} ${how} (${broken.cause}); it is asked again.`, true),
    evidence: brokenEvidence(broken, sending),
    retryAfterMs: null,
  }
}

/** A task that an answer tells well enough to believe: `code === 0`, an id, a known status. */
export function toldTask(answer: ServiceAnswer, redact: (text: string) => string): ServiceTask | null {
  const task = answer.code === 0 ? readTask(answer.data, redact) : null
  return task?.status ? { ...task, status: task.status } : null
}
