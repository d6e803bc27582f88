import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExpandService } from '../../../../core/service/client'
import { serviceErrors } from '../../../../core/service/error-table'
import { noProof, reduceProof } from '../../../../core/service/look-up'
import type { FaultReplyInput } from '../../../simulator/fault-rules'
import { type Simulator, startSimulator } from '../../../simulator/simulator'
import { fresh, openDoor, request } from './service'

const start = Date.UTC(2026, 5, 1)
let now = start
let simulator: Simulator
let kling: ExpandService
let cometapi: ExpandService
beforeEach(async () => {
  now = start
  simulator = await startSimulator({ taskMs: { min: 1000, max: 1000 } }, () => now)
  const timeouts = { questionMs: 1500 }
  kling = openDoor(simulator, 'kling', { timeouts })
  cometapi = openDoor(simulator, 'cometapi', { timeouts })
})
afterEach(async () => {
  await Promise.all([kling.close(), cometapi.close()])
  await simulator.close()
})

async function accepted(service: ExpandService, changes: Parameters<typeof request>[0] = {}) {
  const asked = request(changes)
  const outcome = await service.create(asked, fresh)
  if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome))
  return { taskId: outcome.task.taskId, externalTaskId: asked.externalTaskId }
}

function next(reply: FaultReplyInput, on: 'query' | 'list' = 'query'): void {
  simulator.faults.add({ on, nth: 1, fault: { reply } })
}

describe('asking after a task', () => {
  it('follows it to its end, with pictures, times and units', async () => {
    const { taskId, externalTaskId } = await accepted(kling, { n: 2 })
    const states = []
    for (const age of [0, 500, 1000]) {
      now = start + age
      const outcome = await kling.query(taskId)
      states.push(outcome.kind === 'task' && outcome.task.status)
    }
    expect(states).toEqual(['submitted', 'processing', 'succeed'])
    expect(await kling.query(taskId)).toEqual({
      kind: 'task',
      task: {
        taskId,
        externalTaskId,
        status: 'succeed',
        statusMessage: null,
        images: [
          { index: 0, url: expect.stringMatching(/^http/) },
          { index: 1, url: expect.stringMatching(/^http/) },
        ],
        createdAt: start,
        updatedAt: start + 1000,
        units: 2,
      },
    })
  })

  it('tells a failed task with its reason, and fewer pictures as what they are', async () => {
    simulator.faults.add(
      { on: 'create', nth: 1, fault: { task: { kind: 'fails', message: 'too plain' } } },
      { on: 'create', nth: 2, fault: { task: { kind: 'fewer-images', images: 1 } } },
    )
    const failing = await accepted(kling)
    const partial = await accepted(kling, { n: 3 })
    now += 1000
    expect(await kling.query(failing.taskId)).toMatchObject({
      task: { status: 'failed', statusMessage: 'too plain', images: [] },
    })
    expect(await kling.query(partial.taskId)).toMatchObject({ task: { status: 'succeed', images: [{ index: 0 }] } })
  })

  it('survives odd fields', async () => {
    const { taskId } = await accepted(kling)
    now += 1000
    next({
      kind: 'edit',
      set: {
        'data.created_at': '1780000000000',
        'data.updated_at': null,
        'data.final_unit_deduction': 1.5,
        'data.task_status_msg': 12,
        'data.task_result': {
          images: [{ url: 5 }, 'x', { url: 'https://a.example/1' }, { index: 0, url: 'https://a.example/0' }],
        },
        'data.task_info': [],
      },
    })
    expect(await kling.query(taskId)).toMatchObject({
      kind: 'task',
      task: {
        createdAt: 1_780_000_000_000,
        updatedAt: null,
        units: 1.5,
        statusMessage: null,
        images: [
          { index: 0, url: 'https://a.example/0' },
          { index: 2, url: 'https://a.example/1' },
        ],
        externalTaskId: null,
      },
    })
  })

  it('never takes another task for the one asked after', async () => {
    const { taskId } = await accepted(kling)
    next({ kind: 'edit', set: { 'data.task_id': 'another' } })
    expect(await kling.query(taskId)).toMatchObject({ kind: 'unclear', error: { code: 'service-unclear' } })
  })

  it.each([
    ['an unknown state', { 'data.task_status': 'cooking' }],
    ['no state', { 'data.task_status': null }],
    ['no data', { data: null }],
    ['data that is a list', { data: [] }],
    ['a code that is text', { code: '0' }],
    ['a null code', { code: null }],
  ])('asks again after %s', async (_what, set) => {
    const { taskId } = await accepted(kling)
    next({ kind: 'edit', set })
    expect(await kling.query(taskId)).toMatchObject({
      kind: 'unclear',
      error: { code: 'service-unclear', retryable: true },
    })
    expect((await kling.query(taskId)).kind).toBe('task')
  })

  it.each([
    ['a cut', { kind: 'cut' }, 'cut'],
    ['half an answer', { kind: 'truncated', share: 0.5 }, 'cut'],
    ['silence', { kind: 'silence' }, 'time-out'],
    ['a page with 503', { kind: 'html', status: 503, retryAfter: '4' }, 'answer'],
    ['nothing', { kind: 'empty', status: 200 }, 'answer'],
    ["a gateway's error", { kind: 'openai', status: 500, message: 'x' }, 'answer'],
  ] as const)('asks again after %s', async (_what, reply, what) => {
    next(reply)
    const outcome = await kling.query('any')
    expect(outcome).toMatchObject({ kind: 'unclear', evidence: { what } })
    if (reply.kind === 'html') expect(outcome).toMatchObject({ retryAfterMs: 4000 })
  })

  it.each([
    ['null and "404"', { kind: 'null-404', status: 404 }],
    ['null and "404" with 200', { kind: 'null-404', status: 200 }],
    ['a page with 404', { kind: 'html', status: 404 }],
    ['a page with 200', { kind: 'html', status: 200 }],
    ['an empty 404', { kind: 'empty', status: 404 }],
    ['an empty 405', { kind: 'empty', status: 405 }],
    ["a gateway's 404", { kind: 'openai', status: 404, message: 'Invalid URL' }],
  ] as const)('sees that the route of the question is missing: %s', async (_what, reply) => {
    next(reply)
    expect((await kling.query('any')).kind).toBe('no-route')
  })

  it('tells "not found" only by an integer code', async () => {
    expect(await kling.query('nobody')).toMatchObject({ kind: 'not-found', error: { code: 'not-found' } })
    next({ kind: 'raw', status: 404, body: '{"code": "1203", "message": "no"}', headers: {} })
    expect((await kling.query('nobody')).kind).toBe('no-route')
    next({ kind: 'raw', status: 404, body: '{"code": 404, "message": "no"}', headers: {} })
    expect((await kling.query('nobody')).kind).toBe('unclear')
  })

  it.each([...serviceErrors].map(([code, row]) => [code, row] as const))(
    '%i is never a failed task',
    async (code, row) => {
      next({ kind: 'code', code, retryAfter: '2' })
      const outcome = await kling.query('any')
      if (row.error === 'no-route') expect(outcome.kind).toBe('not-found')
      else if (row.status >= 500)
        expect(outcome).toMatchObject({ kind: 'unclear', error: { code: row.error }, retryAfterMs: 2000 })
      else {
        const waits = row.consequence.kind === 'fail' || row.consequence.kind === 'slots'
        expect(outcome).toMatchObject({
          kind: 'refused',
          error: { code: row.error },
          consequence: waits ? { kind: 'retry', retryAfterMs: 2000 } : { kind: row.consequence.kind },
        })
      }
    },
  )

  it('understands refusals without a code', async () => {
    next({ kind: 'empty', status: 429, retryAfter: '2' })
    expect(await kling.query('any')).toMatchObject({
      kind: 'refused',
      consequence: { kind: 'slow-down', retryAfterMs: 2000 },
    })
    simulator.faults.clear()
    next({ kind: 'openai', status: 401, message: 'no' })
    expect(await kling.query('any')).toMatchObject({
      kind: 'refused',
      consequence: { kind: 'block', reason: 'bad-key' },
    })
  })

  it('tells that nothing was reached, and can be cancelled', async () => {
    await simulator.close()
    expect(await kling.query('any')).toMatchObject({ kind: 'unreachable', error: { code: 'offline' } })
    await expect(kling.query('any', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
    simulator = await startSimulator({ faults: [{ on: 'query', fault: { reply: { kind: 'silence' } } }] })
    const again = openDoor(simulator, 'kling')
    const cancel = new AbortController()
    const asking = again.query('any', { signal: cancel.signal })
    await expect.poll(() => simulator.stats.requests('query').length).toBe(1)
    cancel.abort()
    await expect(asking).rejects.toMatchObject({ code: 'cancelled' })
    await again.close()
  })

  it('keeps ids from leading elsewhere', async () => {
    expect((await kling.query('../../../secrets?x=')).kind).toBe('not-found')
    expect(simulator.stats.requests('query')[0]?.id).toBe('../../../secrets?x=')
  })
})

describe('asking by the own id', () => {
  it('finds the task where the door offers it, and proves it', async () => {
    const mine = await accepted(kling)
    const outcome = await kling.lookUp(mine.externalTaskId)
    expect(outcome).toMatchObject({ kind: 'task', task: { taskId: mine.taskId } })
    expect(reduceProof(noProof, mine, outcome)).toEqual({ kind: 'proven' })
  })

  it('is not offered where a known task is not found twice', async () => {
    const mine = await accepted(cometapi)
    let proof = noProof
    for (let count = 0; count < 2; count += 1)
      proof = reduceProof(proof, mine, await cometapi.lookUp(mine.externalTaskId))
    expect(proof).toEqual({ kind: 'not-offered' })
  })

  it('does not take a task with another id for its own', async () => {
    const mine = await accepted(kling)
    next({ kind: 'edit', set: { 'data.task_info.external_task_id': 'somebody' } })
    expect((await kling.lookUp(mine.externalTaskId)).kind).toBe('unclear')
  })
})

describe('the list', () => {
  it('holds the tasks, newest first', async () => {
    const ids = []
    for (let count = 0; count < 3; count += 1) ids.unshift((await accepted(kling)).taskId)
    const page = await kling.list(1)
    expect(page.kind === 'tasks' && page.tasks.map(({ taskId }) => taskId)).toEqual(ids)
    expect(await kling.list(2)).toEqual({ kind: 'tasks', tasks: [] })
  })

  it('leaves out what cannot be read', async () => {
    await accepted(kling)
    next({ kind: 'edit', set: { 'data.0.task_status': 'cooking' } }, 'list')
    expect(await kling.list(1)).toEqual({ kind: 'tasks', tasks: [] })
  })

  it('may not be routed, or not be one', async () => {
    expect((await cometapi.list(1)).kind).toBe('no-route')
    next({ kind: 'edit', set: { data: {} } }, 'list')
    expect((await kling.list(1)).kind).toBe('unclear')
    next({ kind: 'code', code: 1203 }, 'list')
    expect((await kling.list(1)).kind).toBe('no-route')
    next({ kind: 'code', code: 1004 }, 'list')
    expect((await kling.list(1)).kind).toBe('refused')
    next({ kind: 'cut' }, 'list')
    expect((await kling.list(1)).kind).toBe('unclear')
  })
})
