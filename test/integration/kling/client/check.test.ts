import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DoorId } from '../../../../core/service/doors'
import type { CheckReport } from '../../../../core/service/outcomes'
import type { ServiceOptions } from '../../../../main/engines/kling/service'
import type { FaultReplyInput } from '../../../simulator/fault-rules'
import { type Simulator, startSimulator } from '../../../simulator/simulator'
import { openDoor } from './service'

let simulator: Simulator
beforeEach(async () => {
  simulator = await startSimulator()
})
afterEach(async () => {
  // Whatever is answered, a check is free.
  expect(simulator.ledger.all()).toEqual([])
  await simulator.close()
})

async function check(door: DoorId = 'cometapi', options: Partial<ServiceOptions> = {}): Promise<CheckReport> {
  const service = openDoor(simulator, door, options)
  const report = await service.check()
  await service.close()
  return report
}

function on(operation: 'create' | 'query', reply: FaultReplyInput): void {
  simulator.faults.add({ on: operation, fault: { reply } })
}

describe('the free check', () => {
  it.each(['cometapi', 'kling'] as const)('finds key and routes good at %s', async (door) => {
    expect(await check(door)).toEqual({
      ok: true,
      key: 'good',
      create: 'there',
      query: 'there',
      error: null,
      reason: null,
    })
    expect(simulator.stats.requests().map((record) => [record.on, record.code])).toEqual([
      ['query', 1203],
      ['create', 1201],
    ])
  })

  it('finds a bad key, and asks no second time with it', async () => {
    expect(await check('kling', { credentials: { kind: 'key', key: 'sk-wrong' } })).toMatchObject({
      ok: false,
      key: 'bad',
      error: { code: 'bad-key' },
      reason: 'bad-key',
    })
    expect(simulator.stats.requests()).toHaveLength(1)
    on('query', { kind: 'openai', status: 401, message: 'Invalid token' })
    expect(await check()).toMatchObject({ ok: false, key: 'bad', reason: 'bad-key' })
  })

  it.each(['null-404', 'null-200', 'html'] as const)(
    'finds the missing route, and says what to do (%s)',
    async (missing) => {
      simulator.change({ doors: { cometapi: { create: 'missing', query: 'missing', missing } } })
      expect(await check()).toMatchObject({
        ok: false,
        key: 'unknown',
        create: 'missing',
        query: 'missing',
        error: { code: 'no-route', message: expect.stringMatching(/Kling direct, or the local one/) },
        reason: 'no-route',
      })
    },
  )

  it('finds that only the route of questions is missing', async () => {
    simulator.change({ doors: { cometapi: { query: 'missing' } } })
    expect(await check()).toMatchObject({
      ok: false,
      key: 'good',
      create: 'there',
      query: 'missing',
      error: { code: 'no-query' },
      reason: 'no-query',
    })
  })

  it('finds that only the route of creates is missing', async () => {
    simulator.change({ doors: { cometapi: { create: 'missing' } } })
    expect(await check()).toMatchObject({
      ok: false,
      key: 'good',
      create: 'missing',
      query: 'there',
      reason: 'no-route',
    })
    simulator.change({ doors: { cometapi: { create: 'there' } } })
    on('create', { kind: 'code', code: 1202 })
    expect(await check()).toMatchObject({ ok: false, key: 'good', create: 'missing', reason: 'no-route' })
  })

  it.each([
    ['exception', 'account', 'account'],
    ['arrears', 'no-credits', 'no-credits'],
    ['depleted', 'no-credits', 'no-credits'],
    ['no-access', 'account', 'no-access'],
    ['address', 'account', 'address-refused'],
  ] as const)('finds an account in standing "%s"', async (standing, reason, code) => {
    const [account] = simulator.options().accounts
    simulator.change({ accounts: [{ ...account, name: 'studio', standing }] })
    expect(await check('kling')).toMatchObject({ ok: false, key: 'good', create: 'there', reason, error: { code } })
  })

  it.each([
    ['server errors', { kind: 'code', code: 5001 }],
    ['a page from a gateway', { kind: 'html', status: 502 }],
    ['nothing', { kind: 'empty', status: 200 }],
    ['a cut', { kind: 'cut' }],
    ['a code that is text', { kind: 'raw', status: 400, body: '{"code":"task_not_exist"}', headers: {} }],
  ] as const)('is not clear after %s', async (_what, reply) => {
    on('create', reply)
    expect(await check()).toMatchObject({ ok: false, create: 'unclear', query: 'there', reason: null })
  })

  it('is good when only the question stays unclear', async () => {
    on('query', { kind: 'raw', status: 400, body: '{"code":"task_not_exist"}', headers: {} })
    expect(await check()).toMatchObject({ ok: true, key: 'good', create: 'there', query: 'unclear', error: null })
  })

  it('takes an undocumented integer code as a living service, and success as none', async () => {
    on('create', { kind: 'raw', status: 400, body: '{"code":1299}', headers: {} })
    expect(await check()).toMatchObject({ ok: true, create: 'there' })
    simulator.faults.clear()
    on('create', { kind: 'raw', status: 200, body: '{"code":0,"data":{"task_id":"x"}}', headers: {} })
    expect(await check()).toMatchObject({ ok: false, create: 'unclear', error: { code: 'service-unclear' } })
  })

  it('says that nothing is reached', async () => {
    const report = await check('kling', { endpoint: 'https://no-such-host.invalid' })
    expect(report).toMatchObject({ ok: false, create: 'unclear', error: { code: 'offline' }, reason: 'offline' })
  })
})
