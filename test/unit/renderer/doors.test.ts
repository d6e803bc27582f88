import { describe, expect, it } from 'vitest'
import type { CheckView, DoorKey } from '../../../core/service/access'
import { hostOf } from '../../../renderer/format/names'
import { createAccessStore } from '../../../renderer/state/access-store'
import { checkAdvice, suggestsOtherEngine } from '../../../renderer/state/check-advice'

const good: CheckView = { ok: true, key: 'good', create: 'there', query: 'there', error: null, reason: null }
const key = (change: Partial<DoorKey> = {}): DoorKey => ({
  door: 'kling',
  place: 'kept',
  kind: 'key',
  canKeep: true,
  problem: null,
  ...change,
})

describe('what the window knows of the doors', () => {
  it('is main’s word on each key', () => {
    const store = createAccessStore()
    store.receive([key(), key({ door: 'cometapi', place: 'none', kind: null })])
    expect(store.getState().keys).toMatchObject({ kling: { place: 'kept' }, cometapi: { place: 'none' } })
  })

  it('shows a check while it runs and what it found', async () => {
    const store = createAccessStore()
    const checked = store.check('kling', async () => good)
    expect(store.getState().checks.kling).toEqual({ kind: 'running' })
    await checked
    expect(store.getState().checks).toEqual({ kling: { kind: 'done', report: good }, cometapi: { kind: 'none' } })
  })

  it('asks once at a time', async () => {
    const store = createAccessStore()
    let asked = 0
    const ask = async () => {
      asked++
      return good
    }
    await Promise.all([store.check('kling', ask), store.check('kling', ask)])
    expect(asked).toBe(1)
  })

  it.each([
    ['another key is stored', (store: ReturnType<typeof createAccessStore>) => store.put(key())],
    [
      'the key goes elsewhere',
      (store: ReturnType<typeof createAccessStore>) => store.receive([key({ place: 'none' })]),
    ],
    ['the endpoint changes', (store: ReturnType<typeof createAccessStore>) => store.forget('kling')],
  ])('forgets what was found when %s, also while it is still asked', async (_, change) => {
    const store = createAccessStore()
    store.receive([key()])
    await store.check('kling', async () => good)
    change(store)
    expect(store.getState().checks.kling).toEqual({ kind: 'none' })

    store.receive([key()])
    let answer: (report: CheckView) => void = () => undefined
    const checked = store.check('kling', () => new Promise((resolve) => (answer = resolve)))
    change(store)
    answer(good)
    await checked
    expect(store.getState().checks.kling).toEqual({ kind: 'none' })
  })

  it('keeps what was found when main says the same again', async () => {
    const store = createAccessStore()
    store.receive([key()])
    await store.check('kling', async () => good)
    store.receive([key()])
    expect(store.getState().checks.kling.kind).toBe('done')
  })
})

describe('what to do after a check', () => {
  const missing: CheckView = { ...good, ok: false, create: 'missing', query: 'missing', reason: 'no-route' }

  it.each([
    ['all is well', 'kling', good, 'none'],
    ['the key was refused', 'kling', { ...good, ok: false, key: 'bad', reason: 'bad-key' }, 'key'],
    ['there is no key', 'kling', { ...good, ok: false, key: 'unknown', create: 'unclear', reason: 'no-key' }, 'key'],
    ['CometAPI has no route', 'cometapi', missing, 'unrouted'],
    ['Kling has no route', 'kling', missing, 'route'],
    ['creates are routed, questions are not', 'cometapi', { ...good, ok: false, query: 'missing' }, 'query'],
    [
      'there is no network',
      'kling',
      { ...good, ok: false, key: 'unknown', create: 'unclear', reason: 'offline' },
      'error',
    ],
  ] as const)('when %s', (_, door, report, advice) => {
    expect(checkAdvice(door, report)).toBe(advice)
  })

  it('is another engine where the route is missing', () => {
    expect((['none', 'key', 'query', 'error'] as const).some(suggestsOtherEngine)).toBe(false)
    expect((['unrouted', 'route'] as const).every(suggestsOtherEngine)).toBe(true)
  })
})

describe('an endpoint’s host', () => {
  it('is shown with its port, and what is no address as it is', () => {
    expect(hostOf('https://api.cometapi.com/kling')).toBe('api.cometapi.com')
    expect(hostOf('http://127.0.0.1:8080')).toBe('127.0.0.1:8080')
    expect(hostOf('nowhere')).toBe('nowhere')
  })
})
