import { describe, expect, it } from 'vitest'
import {
  canSend,
  largestCreate,
  newSlotLimit,
  reduceSlotLimit,
  type SlotEvent,
  type SlotLimit,
  sendableAt,
  slotsInUse,
} from '../../../../core/service/slot-limit'

const random = 0

function applied(state: SlotLimit, ...events: readonly SlotEvent[]): SlotLimit {
  return events.reduce(reduceSlotLimit, state)
}

function send(id: string, at = 0, slots = 1): SlotEvent {
  return { type: 'send', id, slots, at }
}

function accept(id: string, at = 0): SlotEvent {
  return { type: 'accepted', id, at }
}

function refuse(id: string, at = 0): SlotEvent {
  return { type: 'too-many-tasks', id, at, random }
}

/** So many tasks accepted at time 0. */
function running(configured: number, count: number): SlotLimit {
  const ids = Array.from({ length: count }, (_, index) => `r${index}`)
  return applied(newSlotLimit(configured), ...ids.map((id) => send(id)), ...ids.map((id) => accept(id)))
}

describe('slots', () => {
  it('are taken from the first byte until the task has ended, n for n pictures', () => {
    let state = applied(newSlotLimit(10), send('a', 0, 4))
    expect(slotsInUse(state)).toBe(4)
    state = applied(state, accept('a'), send('b', 0, 6))
    expect([slotsInUse(state), canSend(state, 1, 1e9)]).toEqual([10, false])
    state = applied(state, { type: 'ended', slots: 4 })
    expect([canSend(state, 4, 0), canSend(state, 5, 0)]).toEqual([true, false])
  })

  it('are free again when a create was not accepted, and are kept while that is unknown', () => {
    const state = applied(newSlotLimit(2), send('a'), send('b'))
    expect(slotsInUse(applied(state, { type: 'refused', id: 'a' }))).toBe(1)
    const unknown = applied(state, { type: 'unknown', id: 'a' })
    expect(slotsInUse(unknown)).toBe(2)
    expect(slotsInUse(applied(unknown, { type: 'ended', slots: 1 }))).toBe(1)
  })

  it('of tasks from before the start count too', () => {
    expect(canSend(applied(newSlotLimit(3), { type: 'found-running', slots: 3 }), 1, 0)).toBe(false)
  })

  it('belong to creates that are on their way: anything else is a bug', () => {
    expect(() => applied(newSlotLimit(1), accept('nobody'))).toThrow(TypeError)
  })
})

describe('1303', () => {
  it('makes the limit the slots accepted and still running', () => {
    expect(applied(running(10, 4), send('x'), refuse('x')).limit).toBe(4)
  })

  it.each([
    ['accepted first', [accept('a'), accept('b'), refuse('c'), refuse('d')]],
    ['refused first', [refuse('c'), refuse('d'), accept('a'), accept('b')]],
    ['mixed', [refuse('c'), accept('a'), refuse('d'), accept('b')]],
  ])('finds the limit in whatever order the answers come: %s', (_what, answers) => {
    const state = applied(newSlotLimit(10), send('a'), send('b'), send('c'), send('d'), ...answers)
    expect(state.limit).toBe(2)
    expect(state.raise).toEqual({ at: 1000, waitMs: 1000 })
  })

  it('does not take tasks that ended meanwhile for slots that are not there', () => {
    const state = applied(running(10, 4), send('x'), { type: 'ended', slots: 3 }, refuse('x'))
    expect([state.limit, slotsInUse(state)]).toEqual([4, 1])
  })

  it('tries one more after a wait, and only one', () => {
    const state = applied(running(10, 4), send('x'), refuse('x'))
    expect([canSend(state, 1, 999), canSend(state, 1, 1000)]).toEqual([false, true])
    expect(canSend(applied(state, send('y', 1000)), 1, 1001)).toBe(false)
  })

  it('waits twice as long after each further refusal, up to a minute', () => {
    let state = applied(running(10, 4), send('x'), refuse('x'))
    const waits = []
    for (let round = 0; round < 8; round += 1) {
      const at = state.raise?.at ?? 0
      waits.push(state.raise?.waitMs)
      state = applied(state, send('x', at), refuse('x', at))
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000])
  })

  it('waits half as long after each success, and is forgotten at the setting', () => {
    let state = applied(running(7, 4), send('x'), refuse('x'))
    for (let round = 0; round < 2; round += 1) {
      const at = state.raise?.at ?? 0
      state = applied(state, send('x', at), refuse('x', at))
    }
    expect(state.raise?.waitMs).toBe(4000)
    for (const [id, waitMs] of [
      ['p', 2000],
      ['q', 1000],
    ] as const) {
      const at = state.raise?.at ?? 0
      state = applied(state, send(id, at), accept(id, at))
      expect(state.raise?.waitMs).toBe(waitMs)
    }
    const at = state.raise?.at ?? 0
    state = applied(state, send('r', at), accept('r', at))
    expect([state.limit, state.raise]).toEqual([7, null])
  })

  it('adds chance to the wait, never taking from it', () => {
    const state = applied(running(10, 4), send('x'), { type: 'too-many-tasks', id: 'x', at: 0, random: 0.999 })
    expect(state.raise?.at).toBeGreaterThan(1240)
    expect(state.raise?.at).toBeLessThan(1250)
  })

  it('with nothing running means that others use the account: one is tried after the wait', () => {
    const state = applied(newSlotLimit(3), send('x'), refuse('x'))
    expect([state.limit, largestCreate(state)]).toEqual([0, 1])
    expect([canSend(state, 1, 999), canSend(state, 1, 1000)]).toEqual([false, true])
  })

  it('lets a create of several slots be tried after as many waits', () => {
    const state = applied(running(12, 8), send('x', 0, 4), refuse('x'))
    expect(state.limit).toBe(8)
    expect(sendableAt(state, 4)).toBe(1000 + 3 * 1000)
    expect(sendableAt(state, 5)).toBe(null)
  })

  it('splits what is larger than the limit in force', () => {
    expect(largestCreate(newSlotLimit(9))).toBe(9)
    expect(largestCreate(applied(running(9, 4), send('x', 0, 5), refuse('x')))).toBe(4)
  })
})

describe('1302 and a plain 429', () => {
  const slow = (at: number, sentAt = at, retryAfterMs: number | null = null): SlotEvent => ({
    type: 'slow-down',
    at,
    sentAt,
    retryAfterMs,
    random,
  })

  it('halves, pauses, and recovers by one', () => {
    const state = applied(newSlotLimit(10), slow(0))
    expect([state.limit, state.pausedUntil]).toEqual([5, 1000])
    expect([canSend(state, 1, 999), canSend(state, 1, 1000)]).toEqual([false, true])
    expect([
      canSend(state, 6, 1999),
      canSend(state, 6, 2000),
      canSend(state, 7, 2999),
      canSend(state, 7, 3000),
    ]).toEqual([false, true, false, true])
    expect(canSend(state, 10, 6000)).toBe(true)
    expect(canSend(state, 11, 1e9)).toBe(false)
  })

  it('waits as long as the service asks', () => {
    expect(applied(newSlotLimit(10), slow(0, 0, 7000)).pausedUntil).toBe(7000)
  })

  it('counts once for creates that were sent together', () => {
    const state = applied(newSlotLimit(10), slow(100, 0), slow(101, 0), slow(102, 0, 9000))
    expect([state.limit, state.pauses, state.pausedUntil]).toEqual([5, 1, 9102])
  })

  it('pauses longer each time, until something is accepted', () => {
    let state = applied(newSlotLimit(10), slow(0), slow(1000))
    expect([state.limit, state.pausedUntil]).toEqual([2, 3000])
    state = applied(state, send('x', 3000), accept('x', 3100), slow(4000))
    expect([state.limit, state.pausedUntil]).toEqual([1, 5000])
  })

  it('never halves below one', () => {
    expect(applied(newSlotLimit(1), slow(0), slow(2000), slow(9000)).limit).toBe(1)
  })
})

describe('server errors', () => {
  it('pause, longer each time, and take no slot away', () => {
    const trouble = (at: number): SlotEvent => ({ type: 'trouble', at, sentAt: at, retryAfterMs: null, random })
    const state = applied(newSlotLimit(10), trouble(0), trouble(1000), trouble(3000))
    expect([state.limit, state.pausedUntil]).toEqual([10, 7000])
  })
})

describe('the setting', () => {
  it('can be raised at once while nothing was refused', () => {
    expect(applied(newSlotLimit(2), { type: 'configure', slots: 8 }).limit).toBe(8)
  })

  it('does not undo what was learnt', () => {
    const state = applied(running(10, 4), send('x'), refuse('x'), { type: 'configure', slots: 20 })
    expect([state.limit, canSend(state, 1, 999)]).toEqual([4, false])
  })

  it('holds at once when it is lowered', () => {
    const state = applied(running(10, 4), { type: 'configure', slots: 2 })
    expect([canSend(state, 1, 1e9), slotsInUse(state)]).toEqual([false, 4])
  })
})
