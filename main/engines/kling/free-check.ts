import { AppError } from '../../../core/errors'
import type { BlockedReason } from '../../../core/job'
import { type DoorId, doors, expandPath } from '../../../core/service/doors'
import { consequenceOf } from '../../../core/service/error-table'
import type { CheckReport } from '../../../core/service/outcomes'
import { wholeBody } from './body'
import type { Channel, Reply } from './channel'
import { isMissingRoute, missingRouteError, rowOf, tableError, unreachableError } from './judge'

/** An id that no task can have: ids are the service's own, and ours begin otherwise. */
const impossibleId = 'outframe-connection-check'

/** What one of the two requests tells. */
interface Finding {
  readonly key: CheckReport['key']
  readonly route: CheckReport['create']
  readonly error: AppError | null
  readonly reason: BlockedReason | null
}

/** A create that cannot be accepted: nothing in it has a default that would be allowed. */
function impossibleCreate(door: DoorId): string {
  return JSON.stringify({
    image: '',
    up_expansion_ratio: -1,
    [doors[door].bottomRatio]: -1,
    left_expansion_ratio: -1,
    right_expansion_ratio: -1,
  })
}

const unclear = { key: 'unknown', route: 'unclear', reason: null } as const

function unclearError(words: string): AppError {
  return new AppError('service-unclear', `The check has no clear answer: ${words}. Try again later.`, {
    retryable: true,
  })
}

function missingQueryError(): AppError {
  return new AppError(
    'no-query',
    'This address takes photos but does not answer for them: what was accepted could not be fetched. Use another engine.',
  )
}

/** Reads one reply. 1202 and 1203 mean another thing to each: an unknown task to the question, a missing route to the create. */
function findingOf(reply: Reply, isCreate: boolean): Finding {
  if (reply.kind === 'not-sent') {
    return { ...unclear, error: unreachableError(reply, reply.sending.url), reason: 'offline' }
  }
  if (reply.kind === 'broken') return { ...unclear, error: unclearError(`the connection ended (${reply.cause})`) }
  const { answer } = reply
  const row = rowOf(answer)
  if (row?.error === 'bad-key')
    return { key: 'bad', route: 'unclear', error: tableError(row, answer), reason: 'bad-key' }
  // Whoever answers with an integer code and is no server error is the service itself, and it knew the key.
  if (row?.error === 'no-route' && isCreate) {
    return { key: 'good', route: 'missing', error: tableError(row, answer), reason: 'no-route' }
  }
  if (row && row.status < 500) {
    const consequence = consequenceOf(row, null)
    const blocks = consequence.kind === 'block' && row.error !== 'no-route'
    return {
      key: 'good',
      route: 'there',
      error: blocks ? tableError(row, answer) : null,
      reason: blocks ? consequence.reason : null,
    }
  }
  if (row) return { ...unclear, error: tableError(row, answer) }
  return plainFinding(reply.answer, isCreate)
}

/** Reads an answer without a documented code. */
function plainFinding(answer: Extract<Reply, { kind: 'answer' }>['answer'], isCreate: boolean): Finding {
  if (answer.status === 401) {
    const error = new AppError('bad-key', 'The service refused the key. Check it in the settings.')
    return { key: 'bad', route: 'unclear', error, reason: 'bad-key' }
  }
  if (isMissingRoute(answer)) {
    return isCreate
      ? { key: 'unknown', route: 'missing', error: missingRouteError(answer), reason: 'no-route' }
      : { key: 'unknown', route: 'missing', error: missingQueryError(), reason: 'no-query' }
  }
  // An integer code is the service's own, also one that is not documented; but nothing here can have succeeded.
  const living = typeof answer.code === 'number' && answer.code !== 0 && answer.status < 500
  if (living) return { key: 'good', route: 'there', error: null, reason: null }
  return { ...unclear, error: unclearError(`the service answered ${answer.status}`) }
}

/** Checks key and routes with two requests that cannot be charged. */
export async function freeCheck(channel: Channel, door: DoorId, signal?: AbortSignal): Promise<CheckReport> {
  const query = findingOf(
    await channel.ask({ method: 'GET', path: `${expandPath}/${impossibleId}`, ...(signal && { signal }) }),
    false,
  )
  // A key that is refused once is not tried a second time, and where nothing is reached there is nothing to ask.
  if (query.key === 'bad' || query.reason === 'offline') return report({ ...query, route: 'unclear' }, query)
  const body = wholeBody(impossibleCreate(door))
  const create = findingOf(
    await channel.ask({ method: 'POST', path: expandPath, body, ...(signal && { signal }) }),
    true,
  )
  return report(create, query)
}

function report(create: Finding, query: Finding): CheckReport {
  const key = [create.key, query.key].find((verdict) => verdict !== 'unknown') ?? 'unknown'
  // What stands in the way of creates is said first: a missing question matters only to what was accepted.
  const worst = create.error ? create : query
  const ok = key === 'good' && create.route === 'there' && create.reason === null && query.reason === null
  return {
    ok,
    key: create.key === 'bad' ? 'bad' : key,
    create: create.route,
    query: query.route,
    error: ok ? null : worst.error,
    reason: worst.reason,
  }
}
