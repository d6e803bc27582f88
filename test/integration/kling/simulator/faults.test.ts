import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FaultRuleInput } from '../../../simulator/fault-rules'
import { type Simulator, startSimulator } from '../../../simulator/simulator'
import { body, create, query, taskId } from './calls'

let simulator: Simulator
beforeEach(async () => {
  simulator = await startSimulator({ taskMs: { min: 0, max: 0 } })
})
afterEach(() => simulator.close())

function onCreate(fault: FaultRuleInput['fault'], rule: Partial<FaultRuleInput> = {}): void {
  simulator.faults.add({ on: 'create', nth: 1, ...rule, fault })
}

describe('which requests a rule meets', () => {
  async function codes(count: number): Promise<unknown[]> {
    const answers = []
    for (let index = 0; index < count; index += 1) answers.push((await create(simulator, 'kling')).json.code)
    return answers
  }
  const fault = { reply: { kind: 'code', code: 1303 } } as const

  it.each([
    [{ nth: 2 }, [0, 1303, 0, 0]],
    [{ nth: [1, 4] }, [1303, 0, 0, 1303]],
    [{ from: 2, to: 3 }, [0, 1303, 1303, 0]],
    [{ every: 2 }, [0, 1303, 0, 1303]],
    [{ times: 3 }, [1303, 1303, 1303, 0]],
    [{ door: 'cometapi' }, [0, 0, 0, 0]],
  ] as const)('%o', async (rule, expected) => {
    simulator.faults.add({ on: 'create', ...rule, nth: 'nth' in rule ? [rule.nth].flat() : undefined, fault })
    expect(await codes(4)).toEqual(expected)
  })

  it('leaves small requests out, and does not count them', async () => {
    simulator.faults.add({ on: 'create', nth: 1, largerThan: 500, fault })
    expect((await create(simulator, 'kling', { image: '' })).json.code).toBe(1201)
    expect(await codes(2)).toEqual([1303, 0])
  })

  it('throws its dice by the seed, whatever other rules there are', async () => {
    simulator.faults.add({ on: 'create', probability: 0.5, fault })
    const first = await codes(12)
    expect(new Set(first)).toEqual(new Set([0, 1303]))
    const other = await startSimulator({ taskMs: { min: 0, max: 0 } })
    other.faults.add({ on: 'create', probability: 0.5, fault }, { on: 'create', probability: 0.5, fault: {} })
    const second = []
    for (let index = 0; index < 12; index += 1) second.push((await create(other, 'kling')).json.code)
    await other.close()
    expect(second).toEqual(first)
  })

  it('refuses a rule that is none', () => {
    expect(() => simulator.faults.add({ on: 'create', fault: { reply: { kind: 'cute' } } } as never)).toThrow()
    expect(() => simulator.faults.add({ on: 'create', nht: 2, fault: {} } as never)).toThrow()
  })

  it('counts what was met', async () => {
    onCreate(fault)
    await codes(3)
    expect(simulator.faults.list()).toMatchObject([{ seen: 3, used: 1 }])
    expect(simulator.stats.creates()).toEqual({ none: 1, 0: 2 })
  })
})

describe('before accepting: nothing is charged', () => {
  it.each([
    ['cut', { kind: 'cut' }],
    ['cut in the middle of the upload', { kind: 'cut', afterBytes: 100 }],
  ] as const)('%s', async (_what, reply) => {
    onCreate({ reply })
    await expect(create(simulator, 'kling')).rejects.toThrow()
    expect(simulator.ledger.units()).toBe(0)
  })

  it.each([
    ['a documented error', { kind: 'code', code: 5001 }, 503, '"code":5001'],
    ['a page', { kind: 'html', status: 502 }, 502, '<h1>502</h1>'],
    ['nothing', { kind: 'empty', status: 200 }, 200, ''],
    ['an OpenAI-style error', { kind: 'openai', status: 500 }, 500, '{"error":{"message":"upstream error"'],
    ['null and "404"', { kind: 'null-404' }, 404, '{"code":null,"message":"404"}'],
    ['anything', { kind: 'raw', status: 418, body: '[1' }, 418, '[1'],
  ] as const)('%s', async (_what, reply, status, text) => {
    onCreate({ reply })
    const answer = await create(simulator, 'kling')
    expect(answer.status).toBe(status)
    expect(answer.text).toContain(text)
    expect(simulator.ledger.units()).toBe(0)
  })

  it('a time to wait goes along', async () => {
    onCreate({ reply: { kind: 'code', code: 1302, retryAfter: '7' } })
    const answer = await create(simulator, 'kling')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7'])
  })
})

describe('after accepting: charged once, and the task is there', () => {
  const payload = body('kling', { external_task_id: 'charged' })

  it('cut', async () => {
    onCreate({ accept: true, reply: { kind: 'cut' } })
    await expect(create(simulator, 'kling', payload)).rejects.toThrow()
    expect(simulator.ledger.units()).toBe(1)
    expect((await query(simulator, 'kling', 'charged')).json.code).toBe(0)
  })

  it.each([
    { kind: 'code', code: 5000 },
    { kind: 'html', status: 504 },
    { kind: 'empty', status: 200 },
  ] as const)('%o', async (reply) => {
    onCreate({ accept: true, reply })
    expect((await create(simulator, 'kling', payload)).json.data).toBeUndefined()
    expect(simulator.ledger.units()).toBe(1)
  })

  it('lands later than the cut', async () => {
    let now = Date.now()
    const other = await startSimulator({}, () => (now += 1))
    other.faults.add({ on: 'create', fault: { accept: true, landMs: 50, reply: { kind: 'cut' } } })
    await expect(create(other, 'kling', payload)).rejects.toThrow()
    const early = other.ledger.units()
    await expect.poll(() => other.ledger.units()).toBe(1)
    await other.close()
    expect(early).toBe(0)
  })

  it('tells a refusal as one: nothing was accepted then', async () => {
    onCreate({ accept: true, reply: { kind: 'cut' } })
    expect((await create(simulator, 'kling', body('kling', { n: 0 }))).json.code).toBe(1201)
  })

  it('answers with wrong types', async () => {
    const set = { code: '0', 'data.task_status': 7, 'data.task_info': null }
    onCreate({ reply: { kind: 'edit', set, omit: ['data.task_id'] } })
    const answer = await create(simulator, 'kling', payload)
    expect(answer.json.code).toBe('0')
    expect(answer.json.data).toMatchObject({ task_status: 7, task_info: null })
    expect(answer.json.data).not.toHaveProperty('task_id')
    expect(simulator.ledger.units()).toBe(1)
  })

  it('cuts in the middle of the answer', async () => {
    onCreate({ reply: { kind: 'truncated', share: 0.5 } })
    await expect(create(simulator, 'kling', payload)).rejects.toThrow()
    expect(simulator.ledger.units()).toBe(1)
  })

  it('answers slowly', async () => {
    onCreate({ delayMs: 30 })
    const start = performance.now()
    expect((await create(simulator, 'kling', payload)).json.code).toBe(0)
    expect(performance.now() - start).toBeGreaterThan(25)
  })
})

describe('what becomes of a task', () => {
  it('fails with a reason', async () => {
    onCreate({ task: { kind: 'fails', message: 'The picture is too plain' } })
    const id = taskId(await create(simulator, 'kling'))
    expect((await query(simulator, 'kling', id)).json.data).toMatchObject({
      task_status: 'failed',
      task_status_msg: 'The picture is too plain',
    })
  })

  it('makes fewer pictures than were asked for', async () => {
    onCreate({ task: { kind: 'fewer-images', images: 2 } })
    const id = taskId(await create(simulator, 'kling', body('kling', { n: 3 })))
    const data = (await query(simulator, 'kling', id)).json.data
    expect(data).toMatchObject({ task_status: 'succeed', task_result: { images: [{ index: 0 }, { index: 1 }] } })
  })

  it('takes as long as it is told to', async () => {
    onCreate({ task: { kind: 'takes', ms: 3_600_000 } })
    const id = taskId(await create(simulator, 'kling'))
    expect((await query(simulator, 'kling', id)).json.data).toMatchObject({ task_status: 'submitted' })
  })
})

describe('questions', () => {
  it('meet faults of their own', async () => {
    const id = taskId(await create(simulator, 'kling'))
    simulator.faults.add({ on: 'query', nth: 1, fault: { reply: { kind: 'html', status: 200 } } })
    simulator.faults.add({
      on: 'query',
      nth: 2,
      fault: { reply: { kind: 'edit', set: { 'data.task_status': 'cooking' } } },
    })
    expect((await query(simulator, 'kling', id)).text).toMatch(/^<!doctype/)
    expect((await query(simulator, 'kling', id)).json.data).toMatchObject({ task_status: 'cooking' })
    expect((await query(simulator, 'kling', id)).json.data).toMatchObject({ task_status: 'succeed' })
    expect(simulator.stats.queriesPerId().get(id)).toBe(3)
  })

  it('may never be answered', async () => {
    simulator.faults.add({ on: 'query', fault: { reply: { kind: 'silence' } } })
    const url = `${simulator.kling}/v1/images/editing/expand/any`
    await expect(fetch(url, { signal: AbortSignal.timeout(50) })).rejects.toThrow(/timeout/)
  })
})
