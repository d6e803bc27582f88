import { describe, expect, it } from 'vitest'
import { defaultAppSettings } from '../../../core/settings'
import { arrivalReport, paidNote } from '../../../renderer/state/watch-report'
import { spoken } from './spoken'

const arrival = { folder: 'f1', path: '/photos/Tethered', photos: 12, started: 0, held: null }

describe('photos that came in', () => {
  it('are told of once for all, with what was started', () => {
    expect(spoken(arrivalReport(arrival, 'local'))).toEqual({ kind: 'info', title: '12 photos came in from Tethered' })
    expect(spoken(arrivalReport({ ...arrival, photos: 1, started: 2 }, 'local'))).toEqual({
      kind: 'info',
      title: '1 photo came in from Tethered',
      body: '2 jobs put in the queue',
    })
  })

  it('come with the reason when they were not started', () => {
    expect(spoken(arrivalReport({ ...arrival, held: 'no-consent' }, 'kling')).body).toBe(
      'Not started: you have not agreed yet that photos are sent to Kling.',
    )
    expect(spoken(arrivalReport({ ...arrival, held: 'no-budget' }, 'kling')).body).toMatch(/no budget/)
  })
})

describe('what starts by itself and costs something', () => {
  const kling = { ...defaultAppSettings, batch: { ...defaultAppSettings.batch, engine: 'kling' as const } }
  const consents = ['kling'] as const

  it('needs consent, then a budget', () => {
    expect(paidNote(defaultAppSettings)).toBeNull()
    expect(paidNote(kling)).toBe('no-consent')
    expect(paidNote({ ...kling, consents: [...consents] })).toBe('no-budget')
    const money = { ...kling.money, budgetPerBatch: 5 }
    expect(paidNote({ ...kling, consents: [...consents], money })).toBe('within')
  })
})
