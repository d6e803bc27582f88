import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../../../simulator/simulator'
import { fresh, openDoor, request } from './service'

const start = Date.UTC(2026, 5, 1)
let now = start
let simulator: Simulator
beforeEach(async () => {
  now = start
  simulator = await startSimulator({ taskMs: { min: 1000, max: 1000 } }, () => now)
})
afterEach(() => simulator.close())

describe('a signed key', () => {
  const credentials = { kind: 'pair', accessKey: 'AK-studio', secretKey: 'SK-studio-0123456789abcdef' } as const

  it('is made as the page says, used for minutes, and renewed before it ends', async () => {
    const service = openDoor(simulator, 'kling', { credentials, now: () => now })
    expect((await service.create(request(), fresh)).kind).toBe('accepted')
    for (const minutes of [15, 19, 25, 45, 300]) {
      now = start + minutes * 60_000
      expect((await service.query('nobody')).kind).toBe('not-found')
    }
    // None was refused on the way: each question went out once.
    expect(simulator.stats.requests('query')).toHaveLength(5)
    await service.close()
  })

  it.each([
    ['runs ahead (1003)', 3_600_000, 1003],
    ['lags behind (1004)', -7_200_000, 1004],
  ])('is signed once more, by the clock of the service, when ours %s', async (_what, offset, code) => {
    const clock = Date.now()
    now = clock
    const service = openDoor(simulator, 'kling', { credentials, now: () => now + offset })
    expect((await service.create(request(), fresh)).kind).toBe('accepted')
    expect(simulator.stats.creates()).toEqual({ [code]: 1, 0: 1 })
    expect(simulator.ledger.units()).toBe(1)
    expect((await service.query('nobody')).kind).toBe('not-found')
    expect(simulator.stats.requests('query')).toHaveLength(1)
    await service.close()
  })

  it('is signed once more only once', async () => {
    simulator.faults.add({ on: 'create', fault: { reply: { kind: 'code', code: 1004 } } })
    const service = openDoor(simulator, 'kling', { credentials, now: () => now })
    expect(await service.create(request(), fresh)).toMatchObject({
      kind: 'not-accepted',
      error: { code: 'bad-key' },
      consequence: { kind: 'block', reason: 'bad-key' },
    })
    expect(simulator.stats.requests('create')).toHaveLength(2)
    await service.close()
  })

  it('is never signed again for a plain key', async () => {
    simulator.faults.add({ on: 'create', fault: { reply: { kind: 'code', code: 1004 } } })
    const service = openDoor(simulator, 'kling')
    await service.create(request(), fresh)
    expect(simulator.stats.requests('create')).toHaveLength(1)
    await service.close()
  })

  it('is not taken at CometAPI', () => {
    expect(() => openDoor(simulator, 'cometapi', { credentials })).toThrow(/takes one key/)
  })
})
