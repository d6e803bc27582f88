import type { CreateOutcome } from '../../../core/service/outcomes'
import type { CreateRow } from '../store/creates'
import type { Clock } from '../types'
import type { CreateBook } from './create-book'
import { type Ending, type Life, setStep } from './life'
import type { Order } from './order'

export interface SendTools {
  readonly book: CreateBook
  readonly clock: Clock
  /** Keeps the queue from closing while bytes are on their way. */
  readonly whileSending: <T>(sending: Promise<T>) => Promise<T>
}

/**
 * Sends a create whose slots are granted and which is on disk. Once begun it is never given up, and what comes back is
 * stored before anything else happens.
 * @returns `null`: its row says how to go on
 */
export async function sendCreate(life: Life, order: Order, tools: SendTools): Promise<Ending | null> {
  const { row, door } = life
  const { clock } = tools
  setStep(life, 'submitting')
  const [service, settings] = [await door.serviceFor(row), await door.settings()]
  if (service === null) {
    // The key was changed between the grant and now: what is on disk must say where it goes.
    door.line.report({ type: 'refused', id: row.id })
    return refuse(life, tools, { kind: 'again' })
  }
  const request = {
    externalTaskId: row.id,
    image: order.image,
    ratios: order.ratios,
    prompt: order.prompt,
    n: row.variations.length,
    ...(settings.callbackUrl !== null && { callbackUrl: settings.callbackUrl }),
    ...(order.watermark !== null && { watermark: order.watermark }),
  }
  const sentAt = clock.now()
  return await tools.whileSending(
    service.create(request, { resent: row.resent }).then((outcome) => heed(life, outcome, sentAt, tools)),
  )
}

function heed(life: Life, outcome: CreateOutcome, sentAt: number, tools: SendTools): Ending | null {
  switch (outcome.kind) {
    case 'accepted':
      return accepted(life, outcome.task.taskId, tools)
    case 'not-accepted':
      return notAccepted(life, outcome, sentAt, tools)
    case 'unknown':
      return unknown(life, outcome, sentAt, tools)
  }
}

/** It is charged from here on. */
function accepted(life: Life, taskId: string, { book, clock }: SendTools): null {
  const { row, door } = life
  const at = clock.now()
  door.reached()
  door.line.report({ type: 'accepted', id: row.id, at })
  life.holdsSlots = true
  life.row = book.save(row, acceptedRow(row, taskId, at))
  return null
}

/** A create that is known to have been accepted. */
export function acceptedRow(row: CreateRow, taskId: string, at: number): CreateRow {
  return {
    ...row,
    state: 'accepted',
    acceptedAt: at,
    taskId,
    units: row.stake,
    asks: false,
    sendAgain: false,
    error: null,
  }
}

type NotAccepted = Extract<CreateOutcome, { kind: 'not-accepted' }>

function notAccepted(life: Life, outcome: NotAccepted, sentAt: number, tools: SendTools): Ending {
  const { row, door } = life
  const { error, consequence } = outcome
  if (consequence.kind === 'slots') {
    door.line.report({ type: 'too-many-tasks', id: row.id, at: tools.clock.now(), random: Math.random() })
    return refuse(life, tools, { kind: 'again' })
  }
  const fate = { type: 'refused', id: row.id } as const
  if (error.code === 'offline') {
    // Nothing left this computer. It is tried again by itself, after waits that grow, until the door is closed for it.
    door.unreached(error)
    door.heed(fate, { consequence: { kind: 'retry', retryAfterMs: null }, error, sentAt })
    return refuse(life, tools, door.closed ? { kind: 'blocked', blocked: door.closed } : { kind: 'again' })
  }
  door.reached()
  const blocked = door.heed(fate, { consequence, error, sentAt })
  if (consequence.kind === 'fail') return refuse(life, tools, { kind: 'failed', error })
  return refuse(life, tools, blocked ? { kind: 'blocked', blocked } : { kind: 'again' })
}

function unknown(
  life: Life,
  outcome: Extract<CreateOutcome, { kind: 'unknown' }>,
  sentAt: number,
  { book }: SendTools,
): null {
  const { row, door } = life
  const { evidence, taskId, error } = outcome
  const status = evidence.what === 'answer' ? (evidence.status ?? 0) : 0
  const refusedAgain = row.resent && status >= 400 && status < 500
  const known = {
    state: 'unknown',
    resent: true,
    refusedAgain,
    refusals: row.refusals + Number(refusedAgain),
    notFoundAt: null,
    evidence,
    hintedTask: taskId,
  } as const
  // What is on disk first: the next create may be granted its slots by what follows.
  life.row = book.save(row, { ...row, ...known })
  life.holdsSlots = true
  const fate = { type: 'unknown', id: row.id } as const
  const consequence = outcome.consequence ?? { kind: 'fail' }
  if (consequence.kind === 'block' && consequence.reason !== 'bad-key') {
    // What is said of an id that was sent before may be about the id; what looks like a missing route may be a moment's.
    if (consequence.reason === 'no-route') door.checks.suspect()
    door.heed(fate, { consequence: { kind: 'retry', retryAfterMs: null }, error, sentAt })
  } else door.heed(fate, { consequence, error, sentAt })
  return null
}

/**
 * It was certainly not accepted, this time. An id whose fate was ever unknown is kept and sent again as it is; any other
 * is forgotten, and what it was for gets a new one.
 */
function refuse({ row }: Life, { book }: SendTools, ending: Ending): Ending {
  if (!row.resent) book.forget(row)
  else book.save(row, { ...row, state: 'refused', error: null })
  return ending
}
