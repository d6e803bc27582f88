import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../../../simulator/simulator'
import { body, create, keys, list, query, taskId } from './calls'

const start = Date.UTC(2026, 2, 13)
const secret = 'SK-studio-0123456789abcdef'
let simulator: Simulator
let now = start
beforeEach(async () => {
  now = start
  simulator = await startSimulator({ taskMs: { min: 1000, max: 1000 } }, () => now)
})
afterEach(() => simulator.close())

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** A token as the page describes it, with claims changed. */
function token(claims: Record<string, unknown> = {}, key = secret, alg = 'HS256'): string {
  const seconds = start / 1000
  const signed = `${part({ alg, typ: 'JWT' })}.${part({ iss: 'AK-studio', exp: seconds + 1800, nbf: seconds - 5, ...claims })}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}

describe('who may ask', () => {
  it.each([
    ['no key', null, 1001],
    ['a key that nobody has', 'sk-wrong', 1002],
    ["another door's key", keys.cometapi, 1002],
    ['a token with a wrong signature', token({}, 'another secret'), 1002],
    ['a token of an unknown access key', token({ iss: 'AK-nobody' }), 1002],
    ['a token without exp', token({ exp: undefined }), 1002],
    ['a token that lasts longer than 1800 s', token({ exp: start / 1000 + 3600 }), 1002],
    ['a token of another algorithm', token({}, secret, 'HS512'), 1002],
    ['a token that is not valid yet', token({ nbf: start / 1000 + 1 }), 1003],
    ['a token that has expired', token({ exp: start / 1000 }), 1004],
  ] as const)('refuses %s', async (_what, key, code) => {
    const answer = await create(simulator, 'kling', body('kling'), key)
    expect(answer).toMatchObject({ status: 401, json: { code } })
    expect(simulator.ledger.units()).toBe(0)
  })

  it('takes a token signed as the page says, for half an hour', async () => {
    const signed = token()
    const id = taskId(await create(simulator, 'kling', body('kling'), signed))
    now += 1799_000
    expect((await query(simulator, 'kling', id, signed)).json.code).toBe(0)
    now += 1000
    expect((await query(simulator, 'kling', id, signed)).json.code).toBe(1004)
  })

  it('takes no token at CometAPI', async () => {
    expect((await create(simulator, 'cometapi', body('cometapi'), token())).json.code).toBe(1002)
  })

  it.each([
    ['exception', 429, 1100],
    ['arrears', 429, 1101],
    ['depleted', 429, 1102],
    ['no-access', 403, 1103],
    ['address', 403, 1304],
  ] as const)(
    'refuses an account in standing "%s", which can still ask after its tasks',
    async (standing, status, code) => {
      const id = taskId(await create(simulator, 'kling'))
      const [account] = simulator.options().accounts
      simulator.change({ accounts: [{ ...account, name: 'studio', standing }] })
      expect(await create(simulator, 'kling')).toMatchObject({ status, json: { code } })
      expect((await query(simulator, 'kling', id)).json.code).toBe(0)
    },
  )

  it('says 1102 when a balance does not reach', async () => {
    const [account] = simulator.options().accounts
    simulator.change({ accounts: [{ ...account, name: 'studio', balance: 3 }] })
    expect((await create(simulator, 'kling', body('kling', { n: 2 }))).json.code).toBe(0)
    expect((await create(simulator, 'kling', body('kling', { n: 2 }))).json.code).toBe(1102)
    expect((await create(simulator, 'kling')).json.code).toBe(0)
    expect(simulator.ledger.units()).toBe(3)
  })

  it('keeps accounts apart: tasks, ids, slots', async () => {
    const [studio] = simulator.options().accounts
    const other = { name: 'other', slots: 1, keys: { kling: ['sk-other'] } }
    simulator.change({ accounts: [{ ...studio, name: 'studio', slots: 1 }, other] })
    const payload = body('kling', { external_task_id: 'same' })
    const mine = taskId(await create(simulator, 'kling', payload))
    const theirs = taskId(await create(simulator, 'kling', payload, 'sk-other'))
    expect((await query(simulator, 'kling', mine, 'sk-other')).json.code).toBe(1203)
    expect((await query(simulator, 'kling', 'same', 'sk-other')).json.data).toMatchObject({ task_id: theirs })
  })
})

describe('slots', () => {
  it('are taken by n from acceptance until the task ends', async () => {
    expect((await create(simulator, 'kling', body('kling', { n: 9 }))).json.code).toBe(0)
    expect(await create(simulator, 'kling', body('kling', { n: 2 }))).toMatchObject({
      status: 429,
      json: { code: 1303, message: 'parallel task over resource pack limit' },
    })
    expect((await create(simulator, 'kling')).json.code).toBe(0)
    expect((await create(simulator, 'kling')).json.code).toBe(1303)
    expect(simulator.slots('studio')).toEqual({ inUse: 10, peak: 10, limit: 10 })
    now += 1000
    expect(simulator.slots('studio')).toEqual({ inUse: 0, peak: 10, limit: 10 })
    expect((await create(simulator, 'kling', body('kling', { n: 9 }))).json.code).toBe(0)
  })

  it('are counted over both doors of an account', async () => {
    await create(simulator, 'kling', body('kling', { n: 9 }))
    expect((await create(simulator, 'cometapi', body('cometapi', { n: '2' }))).json.code).toBe(1303)
  })
})

describe('tasks', () => {
  it('go from submitted through processing to succeed, with times, charge and links', async () => {
    const payload = body('kling', { n: 2, external_task_id: 'mine', watermark_info: { enabled: true } })
    const created = await create(simulator, 'kling', payload)
    const id = taskId(created)
    expect(created.json.data).toEqual({
      task_id: id,
      task_info: { external_task_id: 'mine' },
      task_status: 'submitted',
      created_at: start,
      updated_at: start,
    })
    now = start + 200
    expect((await query(simulator, 'kling', id)).json.data).toMatchObject({ task_status: 'processing' })
    now = start + 999
    expect((await query(simulator, 'kling', id)).json.data).toMatchObject({ task_status: 'processing' })
    now = start + 1000
    const url = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/files\//)
    expect((await query(simulator, 'kling', id)).json.data).toMatchObject({
      task_status: 'succeed',
      updated_at: start + 1000,
      final_unit_deduction: '2',
      task_result: {
        images: [
          { index: 0, url, watermark_url: url },
          { index: 1, url, watermark_url: url },
        ],
      },
    })
  })

  it('take their time from the range and the seed', async () => {
    const times = async (seed: number): Promise<number[]> => {
      const other = await startSimulator({ seed, taskMs: { min: 1000, max: 3000 } }, () => now)
      for (let count = 0; count < 5; count += 1) await create(other, 'kling')
      const taken = other.ledger.all().map(({ takesMs }) => takesMs)
      await other.close()
      return taken
    }
    const first = await times(7)
    expect(await times(7)).toEqual(first)
    expect(await times(8)).not.toEqual(first)
    expect(first.every((ms) => ms >= 1000 && ms <= 3000)).toBe(true)
  })

  it('are not to be seen while they land', async () => {
    simulator.change({ visibleAfterMs: 500 })
    const id = taskId(await create(simulator, 'kling', body('kling', { external_task_id: 'landing' })))
    now += 499
    expect((await query(simulator, 'kling', id)).json.code).toBe(1203)
    expect((await query(simulator, 'kling', 'landing')).json.code).toBe(1203)
    now += 1
    expect((await query(simulator, 'kling', 'landing')).json.code).toBe(0)
  })

  it('are listed at Kling, newest first, by pages', async () => {
    const ids = []
    for (let count = 0; count < 3; count += 1) ids.unshift(taskId(await create(simulator, 'kling')))
    const page = async (search: string) =>
      ((await list(simulator, 'kling', search)).json.data as unknown as { task_id: string }[]).map(
        (task) => task.task_id,
      )
    expect(await page('')).toEqual(ids)
    expect(await page('?pageNum=2&pageSize=2')).toEqual(ids.slice(2))
    for (const search of ['?pageNum=0', '?pageNum=1001', '?pageSize=501', '?pageSize=x']) {
      expect((await list(simulator, 'kling', search)).json.code).toBe(1201)
    }
  })
})

describe('routes', () => {
  it('are missing as they were seen to be: null and "404", or a page', async () => {
    expect(await list(simulator, 'cometapi')).toMatchObject({ status: 404, json: { code: null, message: '404' } })
    simulator.change({ doors: { cometapi: { create: 'missing', query: 'missing', missing: 'null-200' } } })
    expect(await create(simulator, 'cometapi')).toMatchObject({ status: 200, json: { code: null, message: '404' } })
    simulator.change({ doors: { cometapi: { missing: 'html' } } })
    const page = await query(simulator, 'cometapi', 'any')
    expect(page.status).toBe(404)
    expect(page.text).toMatch(/^<!doctype html>/)
    expect(simulator.ledger.units()).toBe(0)
    expect((await create(simulator, 'kling')).json.code).toBe(0)
  })

  it('answer other methods with 1202', async () => {
    const answer = await fetch(`${simulator.kling}/v1/images/editing/expand`, { method: 'PUT', body: '{}' })
    expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ code: 1202 })])
  })
})
