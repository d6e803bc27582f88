import { assertNever } from '../assert-never'
import { backoffMs } from './backoff'

/**
 * How many slots may be in use, learnt from what the service refuses. The setting is the most that is ever tried.
 *
 * On 1303 the limit becomes the slots that were accepted and still running, and one more is tried after a wait that
 * doubles with every refusal and halves with every success. On 1302 and a plain 429 it halves, pauses, and recovers by
 * one. Times are ms since 1970, or of any clock that does not go back.
 */
export interface SlotLimit {
  /** The setting. */
  readonly configured: number
  /** Slots that are known to be allowed, or not known to be refused. */
  readonly limit: number
  /** Slots of creates that are on their way. */
  readonly sending: readonly Sent[]
  /** Slots of tasks that were accepted (or may have been) and are not known to have ended. */
  readonly running: number
  /** When one slot more than `limit` is tried, and how long until the next one after it; `null`: at the setting. */
  readonly raise: { readonly at: number; readonly waitMs: number } | null
  /** Nothing is sent before. */
  readonly pausedUntil: number
  /** Consecutive times the service asked to slow down, or had trouble. */
  readonly pauses: number
  /** When the limit was last lowered for 1303, or creates last paused. What was sent before tells nothing new. */
  readonly loweredAt: number
  readonly pausedAt: number
}

interface Sent {
  readonly id: string
  readonly slots: number
  readonly at: number
  /** Most slots that were running while this was on its way: if it is refused, that many were allowed. */
  readonly peak: number
}

export type SlotEvent =
  /** A create's first byte is about to leave. */
  | { readonly type: 'send'; readonly id: string; readonly slots: number; readonly at: number }
  | { readonly type: 'accepted'; readonly id: string; readonly at: number }
  /** It may run: its slots count until `ended` says otherwise. */
  | { readonly type: 'unknown'; readonly id: string }
  /** Not accepted for a reason that has nothing to do with limits. */
  | { readonly type: 'refused'; readonly id: string }
  /** 1303. */
  | { readonly type: 'too-many-tasks'; readonly id: string; readonly at: number; readonly random: number }
  /** 1302 or a plain 429: halves and pauses. Follows the event that says what became of the create. `sentAt`: its start. */
  | {
      readonly type: 'slow-down'
      readonly sentAt: number
      readonly at: number
      readonly retryAfterMs: number | null
      readonly random: number
    }
  /** Server errors: pauses only. */
  | {
      readonly type: 'trouble'
      readonly sentAt: number
      readonly at: number
      readonly retryAfterMs: number | null
      readonly random: number
    }
  /** A task has ended, or an unknown create is over or given up. */
  | { readonly type: 'ended'; readonly slots: number }
  /** Tasks that ran before the program was started. */
  | { readonly type: 'found-running'; readonly slots: number }
  | { readonly type: 'configure'; readonly slots: number }

/** Waits before one more slot is tried: the service asks for 1 s or more, growing. */
const raiseWait = { baseMs: 1000, maxMs: 60_000 } as const
/** Pauses after "slow down" and server errors. */
const pauseWait = { baseMs: 1000, maxMs: 60_000 } as const

/** @param configured slots, 1 or more */
export function newSlotLimit(configured: number): SlotLimit {
  return {
    configured,
    limit: configured,
    sending: [],
    running: 0,
    raise: null,
    pausedUntil: Number.NEGATIVE_INFINITY,
    pauses: 0,
    loweredAt: Number.NEGATIVE_INFINITY,
    pausedAt: Number.NEGATIVE_INFINITY,
  }
}

/** Slots taken: running, or on their way. */
export function slotsInUse(state: SlotLimit): number {
  return state.sending.reduce((sum, { slots }) => sum + slots, state.running)
}

/** The most slots one create may ask for now; what needs more is split. Always at least 1. */
export function largestCreate(state: SlotLimit): number {
  return Math.max(1, state.limit)
}

/**
 * When a create of so many slots may be sent, if nothing else happens: a time that may have passed, or `null` when
 * something must end first.
 */
export function sendableAt(state: SlotLimit, slots: number): number | null {
  const missing = slotsInUse(state) + slots - state.limit
  if (missing <= 0) return state.pausedUntil
  if (state.raise === null || state.limit + missing > state.configured) return null
  return Math.max(state.pausedUntil, state.raise.at + (missing - 1) * state.raise.waitMs)
}

/** Whether a create of so many slots may be sent now. */
export function canSend(state: SlotLimit, slots: number, now: number): boolean {
  const at = sendableAt(state, slots)
  return at !== null && at <= now
}

/** @throws {TypeError} about a create that is not on its way: a bug. */
export function reduceSlotLimit(state: SlotLimit, event: SlotEvent): SlotLimit {
  switch (event.type) {
    case 'send': {
      const sent: Sent = { id: event.id, slots: event.slots, at: event.at, peak: state.running }
      return { ...state, sending: [...state.sending, sent] }
    }
    case 'accepted':
      return accepted(run(state, event.id), event.at)
    case 'unknown':
      return run(state, event.id)
    case 'refused':
      return take(state, event.id).rest
    case 'too-many-tasks': {
      const { sent, rest } = take(state, event.id)
      return lowered(rest, sent, event)
    }
    case 'slow-down': {
      const paused = pausedBy(state, event)
      if (event.sentAt <= state.pausedAt) return paused
      const limit = Math.max(1, Math.floor(state.limit / 2))
      const raise = { at: paused.pausedUntil + raiseWait.baseMs, waitMs: raiseWait.baseMs }
      return { ...paused, limit, raise: limit < state.configured ? raise : null }
    }
    case 'trouble':
      return pausedBy(state, event)
    case 'ended':
      return { ...state, running: Math.max(0, state.running - event.slots) }
    case 'found-running':
      return { ...state, running: state.running + event.slots }
    case 'configure':
      // What was learnt below the new setting stays; from the old setting itself nothing was.
      return event.slots > state.configured && state.raise === null
        ? { ...state, configured: event.slots, limit: event.slots }
        : { ...state, configured: event.slots, limit: Math.min(state.limit, event.slots) }
    default:
      return assertNever(event)
  }
}

function take(state: SlotLimit, id: string): { readonly sent: Sent; readonly rest: SlotLimit } {
  const sent = state.sending.find((entry) => entry.id === id)
  if (!sent) throw new TypeError(`Create ${id} is not on its way`)
  return { sent, rest: { ...state, sending: state.sending.filter((entry) => entry !== sent) } }
}

/** Moves a create from its way to the running ones; all others on their way saw it run. */
function run(state: SlotLimit, id: string): SlotLimit {
  const { sent, rest } = take(state, id)
  const running = rest.running + sent.slots
  return {
    ...rest,
    running,
    sending: rest.sending.map((entry) => ({ ...entry, peak: Math.max(entry.peak, running) })),
  }
}

/** More were accepted than was thought to be allowed: the limit is at least that, and the next try comes sooner. */
function accepted(state: SlotLimit, at: number): SlotLimit {
  const calm = state.pauses === 0 || at < state.pausedUntil ? state : { ...state, pauses: 0 }
  if (calm.running <= calm.limit) return calm
  const limit = Math.min(calm.configured, calm.running)
  if (limit === calm.configured) return { ...calm, limit, raise: null }
  const waitMs = Math.max(raiseWait.baseMs, (calm.raise?.waitMs ?? 0) / 2)
  return { ...calm, limit, raise: { at: at + waitMs, waitMs } }
}

/**
 * 1303. Creates that were sent together are refused together: only one that was sent after the last lowering makes the
 * wait longer.
 */
function lowered(state: SlotLimit, sent: Sent, event: { readonly at: number; readonly random: number }): SlotLimit {
  const limit = Math.min(state.limit, sent.peak)
  if (sent.at <= state.loweredAt && state.raise) return { ...state, limit }
  const plain = state.raise === null ? raiseWait.baseMs : Math.min(raiseWait.maxMs, state.raise.waitMs * 2)
  const waitMs = backoffMs({ baseMs: plain, maxMs: plain }, 1, event.random)
  return { ...state, limit, loweredAt: event.at, raise: { at: event.at + waitMs, waitMs: plain } }
}

/** A pause; what was sent before the last one does not make it longer, unless the service asks for it. */
function pausedBy(
  state: SlotLimit,
  event: {
    readonly sentAt: number
    readonly at: number
    readonly retryAfterMs: number | null
    readonly random: number
  },
): SlotLimit {
  const asked = event.at + (event.retryAfterMs ?? 0)
  if (event.sentAt <= state.pausedAt) return { ...state, pausedUntil: Math.max(state.pausedUntil, asked) }
  const pauses = state.pauses + 1
  const own = event.at + backoffMs(pauseWait, pauses, event.random)
  return { ...state, pauses, pausedAt: event.at, pausedUntil: Math.max(state.pausedUntil, asked, own) }
}
