import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../core/errors'
import { decideUnknown, type LookUpProof, noProof, reduceProof, secondLookMs } from '../../../../core/service/look-up'
import type { QueryOutcome } from '../../../../core/service/outcomes'
import type { ServiceTask } from '../../../../core/service/task'

const task: ServiceTask = {
  taskId: 'known',
  externalTaskId: 'mine',
  status: 'processing',
  statusMessage: null,
  images: [],
  createdAt: 0,
  updatedAt: 0,
  units: null,
}
const found: QueryOutcome = { kind: 'task', task }
const notFound: QueryOutcome = { kind: 'not-found', error: new AppError('not-found', 'x') }
const unclear: QueryOutcome = {
  kind: 'unclear',
  error: new AppError('service-failed', 'x'),
  evidence: {
    sentAt: 0,
    endedAt: 1,
    url: '',
    what: 'cut',
    status: null,
    code: null,
    message: null,
    requestId: null,
    excerpt: '',
  },
  retryAfterMs: null,
}
const unreachable: QueryOutcome = { kind: 'unreachable', error: new AppError('offline', 'x') }
const invalid: QueryOutcome = {
  kind: 'refused',
  error: new AppError('request-refused', 'x'),
  consequence: { kind: 'retry', retryAfterMs: null },
}
const badKey: QueryOutcome = {
  kind: 'refused',
  error: new AppError('bad-key', 'x'),
  consequence: { kind: 'block', reason: 'bad-key' },
}
const proven: LookUpProof = { kind: 'proven' }
const notOffered: LookUpProof = { kind: 'not-offered' }

function prove(...outcomes: readonly QueryOutcome[]): LookUpProof {
  return outcomes.reduce((proof, outcome) => reduceProof(proof, task, outcome), noProof)
}

describe('look-ups', () => {
  it('are proven by finding a task known to exist', () => {
    expect(prove(found)).toEqual(proven)
    expect(prove(notFound, unclear, found)).toEqual(proven)
  })

  it('are not proven by finding another one', () => {
    expect(prove({ kind: 'task', task: { ...task, taskId: 'other' } })).toEqual(noProof)
  })

  it.each([
    ['not found', [notFound, notFound]],
    ['not understood', [invalid, invalid]],
    ['either', [invalid, unclear, notFound]],
  ])('are not offered where a known task is twice %s', (_what, outcomes) => {
    expect(prove(...outcomes.slice(0, -1)).kind).toBe('untried')
    expect(prove(...outcomes)).toEqual(notOffered)
  })

  it('are neither after answers that are not clear', () => {
    expect(prove(unclear, unreachable, badKey, unclear)).toEqual(noProof)
  })

  it('stay proven whatever comes later', () => {
    expect(prove(found, notFound, notFound)).toEqual(proven)
  })
})

describe('an unknown create', () => {
  const fresh = { notFoundAt: null }
  const retry = 700

  it.each([proven, notOffered, noProof])('is adopted when its task is found (%o)', (proof) => {
    expect(decideUnknown(fresh, proof, found, 0, retry)).toEqual({ kind: 'adopt', task })
  })

  it('is sent again only after two clear misses, some seconds apart', () => {
    const first = decideUnknown(fresh, proven, notFound, 1000, retry)
    expect(first).toEqual({ kind: 'look-again', at: 1000 + secondLookMs, state: { notFoundAt: 1000 } })
    const early = decideUnknown({ notFoundAt: 1000 }, proven, notFound, 1000 + secondLookMs - 1, retry)
    expect(early).toEqual({ kind: 'look-again', at: 1000 + secondLookMs, state: { notFoundAt: 1000 } })
    expect(decideUnknown({ notFoundAt: 1000 }, proven, notFound, 1000 + secondLookMs, retry)).toEqual({
      kind: 'send-again',
    })
  })

  it.each([unclear, unreachable, badKey, invalid])(
    'is looked up again after an answer that proves nothing (%#)',
    (outcome) => {
      const state = { notFoundAt: 1000 }
      expect(decideUnknown(state, proven, outcome, 90_000, retry)).toEqual({ kind: 'look-again', at: 90_700, state })
    },
  )

  it.each([noProof, notOffered])("is the user's to decide where a miss proves nothing (%o)", (proof) => {
    expect(decideUnknown({ notFoundAt: 0 }, proof, notFound, 1e9, retry)).toEqual({ kind: 'ask-user' })
  })
})
