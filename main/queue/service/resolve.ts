import { AppError } from '../../../core/errors'
import { backoffMs } from '../../../core/service/backoff'
import type { ExpandService } from '../../../core/service/client'
import { serviceError } from '../../../core/service/error-table'
import { decideUnknown } from '../../../core/service/look-up'
import type { QueryOutcome } from '../../../core/service/outcomes'
import type { ServiceTask } from '../../../core/service/task'
import type { CreateRow } from '../store/creates'
import type { Clock } from '../types'
import type { CreateBook } from './create-book'
import { type Ending, type Life, releaseSlots, setWaiting } from './life'
import type { Proofs } from './proofs'
import { acceptedRow } from './send'
import { Blocked } from './stops'
import { waitFor } from './wait'

export interface ResolveTools {
  readonly book: CreateBook
  readonly clock: Clock
  readonly proofs: Proofs
  readonly closing: AbortSignal
  /** Whether other creates under the same account are on their way: a proof may yet come of them. */
  readonly othersUnderWay: (row: CreateRow) => boolean
}

const lookWait = { baseMs: 1000, maxMs: 60_000 }

/** Look-ups without a clear answer until the user is asked: some four minutes. */
const mostUnclear = 9

/** A refused id is looked for so long, ms, before it is believed that it was not refused for being known already. */
const refusalPatienceMs = 60_000
const refusalEveryMs = 5000

/** Refusals of a re-sent id that nobody documents, until the user is asked. */
const mostRefusals = 3

/** How long a proof is waited for while others are under way, ms, and how soon it is looked whether it came. */
const proofPatienceMs = 60_000
const proofEveryMs = 1000

/**
 * Finds out what became of a create that may have been accepted (design, "Money" 3): it is asked after, under its own
 * door, endpoint and account, until that proves something; where it cannot, the user decides.
 * @returns `null`: its row says how to go on
 */
export async function resolveUnknown(life: Life, tools: ResolveTools): Promise<Ending | null> {
  const since = tools.clock.now()
  for (let tries = 1; tries <= mostUnclear; ) {
    const found = await lookOnce(life, { since, tries }, tools)
    if ('end' in found) return found.end
    if (!found.clear) tries += 1
    await pause(life, found.again, tools)
  }
  return askList(life, tools)
}

/** What a look-up came to: an end, or that it is looked again, and whether there was an answer that says something. */
type Found = { readonly end: Ending | null } | { readonly again: number; readonly clear: boolean }

async function lookOnce(
  life: Life,
  { since, tries }: { readonly since: number; readonly tries: number },
  tools: ResolveTools,
): Promise<Found> {
  const { clock, closing, proofs } = tools
  const { row, door } = life
  if (door.silent) return { end: stopped(life, door.silent) }
  const service = await door.serviceFor(row)
  if (service === null) return { end: await keyless(life, tools) }
  const outcome = await look(row, service, closing)
  const stop = heed(life, outcome)
  if (stop) return { end: stopped(life, stop) }
  const known = proofs.known(row)
  const proof = known.kind === 'untried' ? await proofs.try(row, door) : known
  const now = clock.now()
  const wait = Math.max(retryAfterOf(outcome), backoffMs(lookWait, tries, Math.random()))
  const step = decideUnknown({ notFoundAt: row.notFoundAt }, proof, outcome, now, wait)
  switch (step.kind) {
    case 'adopt':
      return { end: adopt(life, step.task, tools) }
    case 'send-again':
      if (!row.refusedAgain) return { end: sendAgain(life, tools) }
      if (now - Math.min(row.sentAt, since) < refusalPatienceMs) return { again: now + refusalEveryMs, clear: true }
      return { end: await believe(life, tools) }
    case 'look-again':
      if (step.state.notFoundAt !== row.notFoundAt) life.row = tools.book.save(row, { ...row, ...step.state })
      return { again: step.at, clear: outcome.kind === 'not-found' }
    case 'ask-user': {
      const hopes = proof.kind === 'untried' && now - since < proofPatienceMs && mayBeProven(row, tools)
      if (!hopes) return { end: await askList(life, tools) }
      return { again: now + Math.max(proofEveryMs, (now - since) / 2), clear: true }
    }
  }
}

/** A refusal of an id that was sent before, and that is certainly not known: it meant what it said. */
async function believe(life: Life, tools: ResolveTools): Promise<Ending | null> {
  const { evidence } = life.row
  const refusal = typeof evidence?.code === 'number' ? serviceError(evidence.code) : undefined
  // Whatever a gateway said that nobody documents was a moment's, unless it says so again and again.
  if (refusal === undefined)
    return life.row.refusals < mostRefusals ? sendAgain(life, tools) : await askList(life, tools)
  const said = evidence?.message ? ` (${evidence.message})` : ''
  const error = new AppError(refusal.error, `${refusal.text}${said}`)
  sendAgain(life, tools)
  const blocked = life.door.heed(null, { consequence: refusal.consequence, error, sentAt: life.row.sentAt })
  if (blocked) return { kind: 'blocked', blocked }
  return refusal.consequence.kind === 'fail' ? { kind: 'failed', error } : null
}

function mayBeProven(row: CreateRow, { proofs, othersUnderWay }: ResolveTools): boolean {
  return proofs.canTry(row) || othersUnderWay(row)
}

/** Asks by the id that an unclear answer named, if there was one, and by our own. */
async function look(row: CreateRow, service: ExpandService, signal: AbortSignal): Promise<QueryOutcome> {
  if (row.hintedTask !== null) {
    const hinted = await service.query(row.hintedTask, { signal })
    // The id came in the answer to this very create; a task that names another one is somebody else's.
    if (hinted.kind === 'task' && (hinted.task.externalTaskId ?? row.id) === row.id) return hinted
  }
  return await service.lookUp(row.id, { signal })
}

/** What an answer says about the door. @returns what stands in the way now */
function heed({ door }: Life, outcome: QueryOutcome): Blocked | null {
  if (outcome.kind === 'unreachable') {
    door.unreached(outcome.error)
    return door.silent
  }
  door.reached()
  if (outcome.kind !== 'refused' || outcome.consequence.kind !== 'block') return null
  return door.close(outcome.consequence.reason, outcome.error, true)
}

function retryAfterOf(outcome: QueryOutcome): number {
  if (outcome.kind === 'unclear') return outcome.retryAfterMs ?? 0
  if (outcome.kind !== 'refused' || !('retryAfterMs' in outcome.consequence)) return 0
  return outcome.consequence.retryAfterMs ?? 0
}

async function pause(life: Life, until: number, { clock, closing }: ResolveTools): Promise<void> {
  const error = new AppError('unknown-charge', 'It is not known whether the service accepted this; it is asked.')
  setWaiting(life, { until, error })
  await waitFor(clock, until - clock.now(), closing)
  setWaiting(life, null)
}

function adopt(life: Life, task: ServiceTask, { book, clock }: ResolveTools): null {
  life.row = book.save(life.row, acceptedRow(life.row, task.taskId, clock.now()))
  return null
}

/** Certainly not accepted. Its id is kept: should the service know it after all, it refuses a second one. */
function sendAgain(life: Life, { book }: ResolveTools): null {
  releaseSlots(life)
  life.row = book.save(life.row, {
    ...life.row,
    state: 'refused',
    notFoundAt: null,
    evidence: null,
    refusedAgain: false,
  })
  return null
}

/** The list is the last that can be asked. */
async function askList(life: Life, tools: ResolveTools): Promise<Ending | null> {
  const { row, door } = life
  const task = await tools.proofs.inList(row.id, row, door)
  if (task) return adopt(life, task, tools)
  const { evidence } = row
  const how = evidence === null ? 'the program ended before an answer came' : 'no clear answer came'
  const message = `It is not known whether the service accepted the request for ${row.source}: ${how}, and it cannot be looked up. Decide in the queue's list of unknown charges, or with resume --unknown.`
  return askUser(life, tools, new AppError('unknown-charge', message))
}

/** Without any key it waits for one; with another the user may know better than to wait. */
async function keyless(life: Life, tools: ResolveTools): Promise<Ending> {
  const { source } = life.row
  const what = `It is not known whether the service accepted the request for ${source}`
  if ((await life.door.current()) === null) {
    return stopped(life, new Blocked('no-key', new AppError('no-key', `${what}. Store its key to have it looked up.`)))
  }
  const message = `${what}: it was sent with another key. Store that key again to have it looked up, or decide yourself.`
  return askUser(life, tools, new AppError('unknown-charge', message))
}

function askUser(life: Life, { book }: ResolveTools, error: AppError): Ending {
  life.row = book.save(life.row, { ...life.row, asks: true, error: { code: error.code, message: error.message } })
  return stopped(life, new Blocked('unknown-charge', error))
}

function stopped(life: Life, blocked: Blocked): Ending {
  releaseSlots(life)
  return { kind: 'blocked', blocked }
}
