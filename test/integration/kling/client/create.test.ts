import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExpandService } from '../../../../core/service/client'
import { serviceErrors } from '../../../../core/service/error-table'
import type { FaultReplyInput } from '../../../simulator/fault-rules'
import { type Simulator, startSimulator } from '../../../simulator/simulator'
import { picture } from '../simulator/calls'
import { fresh, openDoor, request, resent } from './service'

let simulator: Simulator
let cometapi: ExpandService
let kling: ExpandService
beforeEach(async () => {
  simulator = await startSimulator({ taskMs: { min: 0, max: 0 } })
  cometapi = openDoor(simulator, 'cometapi')
  kling = openDoor(simulator, 'kling')
})
afterEach(async () => {
  await Promise.all([cometapi.close(), kling.close()])
  await simulator.close()
})

/** The next create meets this. */
function next(reply: FaultReplyInput, accept = false, more: { landMs?: number; delayMs?: number } = {}): void {
  simulator.faults.add({ on: 'create', nth: 1, fault: { reply, accept, ...more } })
}

describe('a create', () => {
  it.each(['cometapi', 'kling'] as const)('keeps every rule of the %s door, with everything in it', async (door) => {
    const service = door === 'kling' ? kling : cometapi
    const asked = request({
      n: 3,
      prompt: 'a beach, “quotes” and 日本',
      callbackUrl: 'http://127.0.0.1:9/hook',
      ...(door === 'kling' && { watermark: false }),
    })
    const outcome = await service.create(asked, fresh)
    expect(outcome).toMatchObject({
      kind: 'accepted',
      task: { externalTaskId: asked.externalTaskId, status: 'succeed', units: 3 },
    })
    expect(simulator.ledger.all()).toMatchObject([
      {
        door,
        n: 3,
        externalTaskId: asked.externalTaskId,
        prompt: 'a beach, “quotes” and 日本',
        ratios: { up: 0.1, right: 0.25, down: 0.2, left: 0.25 },
        upload: { width: 600, height: 400, link: false },
      },
    ])
  })

  it('sends the very bytes of the upload, however many', async () => {
    const { createHash, randomFillSync } = await import('node:crypto')
    const sharp = (await import('sharp')).default
    // Noise does not compress: about 6 MB, in over a hundred pieces, and a length that is no multiple of 3.
    const noise = randomFillSync(Buffer.alloc(1500 * 1200 * 3))
    const data = await sharp(noise, { raw: { width: 1500, height: 1200, channels: 3 } })
      .png({ compressionLevel: 0 })
      .toBuffer()
    const outcome = await kling.create(request({ image: { kind: 'bytes', data } }), fresh)
    expect(outcome.kind).toBe('accepted')
    expect(simulator.ledger.all()[0]?.upload).toMatchObject({
      bytes: data.length,
      sha256: createHash('sha256').update(data).digest('hex'),
    })
  })

  it("sends a photo's own link as a link", async () => {
    const { createServer } = await import('node:http')
    const photo = await picture(500, 500)
    const server = createServer((_, response) => response.end(photo))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const image = { kind: 'link', url: `http://127.0.0.1:${port}/a.jpg` } as const
    const outcome = await cometapi.create(request({ image }), fresh)
    server.close()
    expect(outcome.kind).toBe('accepted')
    expect(simulator.ledger.all()[0]?.upload).toMatchObject({ width: 500, link: true })
  })

  it.each([
    ['a prompt of 2501 characters', { prompt: 'x'.repeat(2501) }],
    ['no pictures', { n: 0 }],
    ['ten pictures', { n: 10 }],
    ['a ratio over 2', { ratios: { up: 2.000001, right: 0, down: 0, left: 0 } }],
    ['a ratio that is no number', { ratios: { up: Number.NaN, right: 0, down: 0, left: 0 } }],
    ['an area over 3', { ratios: { up: 0.5, right: 0.5, down: 0.5, left: 0.500001 } }],
    ['an upload over 10 MB', { image: { kind: 'bytes', data: Buffer.alloc(7_500_001) } }],
    ['an empty upload', { image: { kind: 'bytes', data: Buffer.alloc(0) } }],
    ['a link that is none', { image: { kind: 'link', url: 'file:///etc/passwd' } }],
    ['no id', { externalTaskId: '' }],
    ['a callback that is no address', { callbackUrl: 'here' }],
    ['a watermark at CometAPI', { watermark: true }],
  ] as const)('with %s is refused before anything is sent', async (_what, changes) => {
    const outcome = await cometapi.create(request(changes), fresh)
    expect(outcome).toMatchObject({
      kind: 'not-accepted',
      error: { code: 'bad-request' },
      consequence: { kind: 'fail' },
    })
    expect(simulator.stats.requests()).toEqual([])
  })
})

describe('every row of the error table, on create', () => {
  const rows = [...serviceErrors].map(([code, row]) => [code, row] as const)
  const client = rows.filter(([, row]) => row.status < 500)
  const server = rows.filter(([, row]) => row.status >= 500)

  it.each(client)('%i: certainly not accepted', async (code, row) => {
    next({ kind: 'code', code, retryAfter: '3' })
    const outcome = await kling.create(request(), fresh)
    const asked = 'retryAfterMs' in row.consequence ? { retryAfterMs: 3000 } : {}
    expect(outcome).toMatchObject({
      kind: 'not-accepted',
      error: { code: row.error, message: expect.stringContaining(`${row.status}, code ${code}`) },
      consequence: { ...row.consequence, ...asked },
    })
    expect(simulator.ledger.units()).toBe(0)
  })

  it.each(server)('%i: unknown, whether or not it was accepted', async (code) => {
    for (const accept of [false, true]) {
      simulator.faults.clear()
      next({ kind: 'code', code }, accept)
      expect(await kling.create(request(), fresh)).toMatchObject({
        kind: 'unknown',
        error: { code: 'unknown-charge' },
        evidence: { what: 'answer', code },
        consequence: { kind: 'retry' },
      })
    }
    expect(simulator.ledger.units()).toBe(1)
  })

  it.each(client)('%i to an id that was sent before: believed only where the id cannot be the reason', async (code) => {
    next({ kind: 'code', code })
    const outcome = await kling.create(request(), resent)
    const believed = (code >= 1000 && code <= 1004) || code === 1302 || code === 1303
    expect(outcome.kind).toBe(believed ? 'not-accepted' : 'unknown')
  })

  it('a refused duplicate is never a failed job', async () => {
    const asked = request()
    await kling.create(asked, fresh)
    expect(await kling.create(asked, resent)).toMatchObject({ kind: 'unknown', evidence: { code: 1201 } })
    simulator.change({ duplicates: { status: 409, code: 4711 } })
    expect(await kling.create(asked, resent)).toMatchObject({ kind: 'unknown', evidence: { status: 409, code: 4711 } })
    expect(simulator.ledger.units()).toBe(1)
  })

  it('words that are refused fail the job with the message', async () => {
    simulator.change({ refusedWords: ['blood'] })
    expect(await kling.create(request({ prompt: 'blood' }), fresh)).toMatchObject({
      kind: 'not-accepted',
      error: { code: 'content-refused', message: expect.stringContaining('content security policy') },
      consequence: { kind: 'fail' },
    })
  })

  it('more tasks than slots is 1303, for slots to be lowered', async () => {
    simulator.change({ taskMs: { min: 60_000, max: 60_000 } })
    expect((await kling.create(request({ n: 9 }), fresh)).kind).toBe('accepted')
    expect(await kling.create(request({ n: 2 }), fresh)).toMatchObject({
      kind: 'not-accepted',
      consequence: { kind: 'slots', retryAfterMs: null },
    })
  })
})

describe('the known missing route', () => {
  it.each(['null-404', 'null-200'] as const)('is not accepted, and blocks (%s)', async (missing) => {
    simulator.change({ doors: { cometapi: { create: 'missing', missing } } })
    expect(await cometapi.create(request(), fresh)).toMatchObject({
      kind: 'not-accepted',
      error: { code: 'no-route', message: expect.stringMatching(/Kling direct, or the local one/) },
      consequence: { kind: 'block', reason: 'no-route' },
    })
    expect((await cometapi.create(request(), resent)).kind).toBe('unknown')
  })

  it('is only an assumption when a page says so: unknown, and the others wait', async () => {
    simulator.change({ doors: { cometapi: { create: 'missing', missing: 'html' } } })
    expect(await cometapi.create(request(), fresh)).toMatchObject({
      kind: 'unknown',
      consequence: { kind: 'block', reason: 'no-route' },
    })
  })

  it('is not taken from a server error', async () => {
    next({ kind: 'null-404', status: 502 })
    expect((await cometapi.create(request(), fresh)).kind).toBe('unknown')
  })
})

describe('everything else is unknown, with the evidence', () => {
  const retry = { kind: 'retry' }
  const odd: readonly (readonly [
    what: string,
    reply: FaultReplyInput,
    evidence: object,
    consequence: object | null,
  ])[] = [
    [
      'a page',
      { kind: 'html', status: 200 },
      { status: 200, code: null, excerpt: expect.stringMatching(/<h1>200/) },
      retry,
    ],
    ['a page from a gateway', { kind: 'html', status: 502 }, { status: 502 }, { kind: 'retry' }],
    ['a page that refuses', { kind: 'html', status: 403 }, { status: 403 }, retry],
    ['nothing at all', { kind: 'empty', status: 200 }, { status: 200, excerpt: '' }, retry],
    [
      'a plain 429',
      { kind: 'empty', status: 429, retryAfter: '5' },
      { status: 429 },
      { kind: 'slow-down', retryAfterMs: 5000 },
    ],
    ['a plain 401', { kind: 'empty', status: 401 }, { status: 401 }, { kind: 'block', reason: 'bad-key' }],
    [
      "a gateway's error",
      { kind: 'openai', status: 400, message: 'no channel' },
      { status: 400, message: 'no channel' },
      retry,
    ],
    ['half an answer of JSON', raw('{"code": 0, "data": {'), { code: null }, retry],
    ['no object', raw('[0]'), { code: null }, retry],
    ['a code that is text', raw('{"code": "1201", "message": "x"}', 400), { code: '1201' }, retry],
    ['a code that is text and success', raw('{"code": "0", "data": {"task_id": "t1"}}'), { code: '0' }, retry],
    ['a code that is a fraction', raw('{"code": 1201.5}', 400), { code: 1201.5 }, retry],
    ['no code', raw('{"message": "ok"}'), { code: null, message: 'ok' }, retry],
    ['a null code', raw('{"code": null, "message": "not now"}'), { code: null, message: 'not now' }, retry],
    ['a code of another type', raw('{"code": {"a": 1}}', 400), { code: null }, retry],
    ['an undocumented code', raw('{"code": 9999, "message": "?"}', 400), { code: 9999 }, retry],
    ['a refusal with 200', raw('{"code": 1201, "message": "x"}', 200), { code: 1201, status: 200 }, null],
    ['a refusal with 500', raw('{"code": 1303}', 500), { code: 1303 }, { kind: 'slots' }],
    ['success without a task', raw('{"code": 0, "data": {}}'), { code: 0 }, retry],
    ['success with a task of no type', raw('{"code": 0, "data": {"task_id": {}}}'), { code: 0 }, retry],
    ['success with data that is a list', raw('{"code": 0, "data": []}'), { code: 0 }, retry],
    ['a refusal that names a task', raw('{"code": 1201, "data": {"task_id": "t9"}}', 400), { code: 1201 }, null],
  ]

  function raw(body: string, status = 200): FaultReplyInput {
    return { kind: 'raw', status, body, headers: { 'content-type': 'application/json' } }
  }

  it.each(odd)('%s', async (_what, reply, evidence, consequence) => {
    next(reply, true)
    const before = Date.now()
    const outcome = await kling.create(request(), fresh)
    expect(outcome).toMatchObject({
      kind: 'unknown',
      error: { code: 'unknown-charge' },
      evidence: { what: 'answer', url: `${simulator.kling}/v1/images/editing/expand`, ...evidence },
    })
    if (outcome.kind !== 'unknown') return
    if (consequence === null) expect(outcome.consequence).toBe(null)
    else expect(outcome.consequence).toMatchObject(consequence)
    expect(outcome.evidence.sentAt).toBeGreaterThanOrEqual(before)
    expect(outcome.evidence.endedAt).toBeGreaterThanOrEqual(outcome.evidence.sentAt)
    expect(simulator.ledger.units()).toBe(1)
  })

  it.each([
    ['text', '{"code": "0", "data": {"task_id": "t1"}}', 't1'],
    ['a number', '{"code": null, "data": {"task_id": 812345678901}}', '812345678901'],
    ['a number that lost digits', '{"code": null, "data": {"task_id": 81234567890123456789}}', null],
  ])('an id in it is worth asking after: %s', async (_what, body, taskId) => {
    next(raw(body))
    expect(await kling.create(request(), fresh)).toMatchObject({ kind: 'unknown', taskId })
  })

  it('but a task is accepted whatever else is odd about it', async () => {
    next({
      kind: 'edit',
      set: {
        'data.task_status': 'queueing',
        'data.created_at': 'noon',
        'data.task_info': 7,
        message: { a: 1 },
        request_id: 5,
      },
      omit: ['data.updated_at'],
      status: 201,
    })
    expect(await kling.create(request(), fresh)).toMatchObject({
      kind: 'accepted',
      task: { status: 'submitted', externalTaskId: null, createdAt: null, updatedAt: null },
    })
  })
})
