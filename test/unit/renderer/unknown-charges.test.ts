import { describe, expect, it } from 'vitest'
import type { UnknownCharge } from '../../../core/queue'
import { evidenceTexts } from '../../../renderer/format/evidence'
import { createI18n } from '../../../renderer/i18n'
import { createUnknownCharges } from '../../../renderer/state/unknown-charges'

const charge = (id: string, sentAt = 0): UnknownCharge => ({
  id,
  job: 'job',
  source: `/shoot/${id}.jpg`,
  door: 'cometapi',
  endpoint: 'https://api.cometapi.com/kling',
  pass: { index: 1, of: 1 },
  n: 1,
  units: 1,
  sentAt,
  evidence: null,
})

/** A store whose answers come when they are told to. */
function asked() {
  const answers: ((charges: readonly UnknownCharge[]) => void)[] = []
  const errors: unknown[] = []
  const store = createUnknownCharges(
    () => new Promise((resolve) => answers.push(resolve)),
    (error) => errors.push(error),
  )
  const ids = () => store.getState().charges.map(({ id }) => id)
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return { store, answers, errors, ids, settled }
}

describe('the list of requests that may have been charged', () => {
  it('is asked for when their number changes, and only then', async () => {
    const { store, answers, ids, settled } = asked()
    store.count(2, 0)
    store.count(2, 2)
    expect(answers).toHaveLength(1)
    answers[0]?.([charge('late', 2), charge('early', 1)])
    await settled()
    expect(ids()).toEqual(['early', 'late'])
  })

  it('is asked for once more when it came while one was being sent again', async () => {
    const { store, answers, ids, settled } = asked()
    store.count(1, 0)
    answers[0]?.([])
    await settled()
    expect(ids()).toEqual([])
    store.count(1, 1)
    expect(answers).toHaveLength(2)
    answers[1]?.([charge('again')])
    await settled()
    expect(ids()).toEqual(['again'])
    store.count(1, 1)
    expect(answers).toHaveLength(2)
  })

  it('is empty at once when there are none any more, whatever is still on its way', async () => {
    const { store, answers, ids, settled } = asked()
    store.count(1, 0)
    store.count(0, 1)
    answers[0]?.([charge('settled')])
    await settled()
    expect(ids()).toEqual([])
  })

  it('does not bring back what was settled, when answers overtake each other', async () => {
    const { store, answers, ids, settled } = asked()
    store.count(2, 0)
    store.count(1, 2)
    answers[1]?.([charge('b')])
    answers[0]?.([charge('a'), charge('b')])
    await settled()
    expect(ids()).toEqual(['b'])
  })

  it('keeps what it has when it cannot be had, and says so', async () => {
    const errors: unknown[] = []
    let fail = false
    const store = createUnknownCharges(
      async () => {
        if (fail) throw new Error('no')
        return [charge('a')]
      },
      (error) => errors.push(error),
    )
    await store.load()
    fail = true
    await store.load()
    expect(store.getState().charges).toHaveLength(1)
    expect(errors).toEqual([new Error('no')])
  })
})

describe('the evidence', () => {
  const { t } = createI18n('en')
  const evidence = {
    sentAt: 1000,
    endedAt: 31_000,
    url: 'https://api.cometapi.com/kling/v1/images/editing/expand',
    what: 'answer' as const,
    status: 502,
    code: null,
    message: null,
    requestId: null,
    excerpt: '<html>',
  }

  it('is that the program ended, when nothing came back', () => {
    expect(evidenceTexts(null, t)).toEqual({ title: 'Outframe ended before an answer came.', details: [] })
  })

  it('says how it ended, after how long, and with what', () => {
    expect(evidenceTexts(evidence, t)).toEqual({
      title: 'An answer that settles nothing, after 30 s.',
      details: ['HTTP 502'],
    })
    expect(evidenceTexts({ ...evidence, what: 'time-out', status: null }, t)).toEqual({
      title: 'No answer within 30 s.',
      details: [],
    })
    const told = { ...evidence, code: 5000, message: 'busy', requestId: 'r1' }
    expect(evidenceTexts(told, t).details).toEqual(['HTTP 502', 'code 5000', 'busy', 'request r1'])
  })
})
