import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { FaultReplyInput } from '../../simulator/fault-rules'
import { PaidWorld } from './paid-world'
import { openTap } from './tap'

/** All that is in a folder, as one string of bytes. */
function everythingIn(folder: string): Buffer {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))))
}

test('the id is on disk, with endpoint and account, before the first byte of a create leaves', async () => {
  const onDisk: Buffer[] = []
  let [address, stateDir] = ['', '']
  const tap = await openTap(
    () => address,
    (request) => {
      if (Number(request.headers['content-length']) > 1000) onDisk.push(everythingIn(stateDir))
    },
  )
  const world = await PaidWorld.open({ endpoint: () => tap.address })
  address = world.simulator.kling
  stateDir = world.options.stateDir
  await world.expand(['a.jpg', 'b.jpg'], { n: 2 })
  expect(world.counts()).toEqual({ done: 2 })
  expect(onDisk).toHaveLength(2)
  const account = (await world.access.at('kling', tap.address))?.account ?? 'none'
  for (const [index, { externalTaskId }] of tap.creates.entries()) {
    for (const known of [externalTaskId, tap.address, account]) expect(onDisk[index]?.includes(known)).toBe(true)
  }
})

test.each([
  ['content', { kind: 'code', code: 1301 }, 'failed content-refused'],
  ['policy', { kind: 'code', code: 1300 }, 'failed content-refused'],
  ['a parameter', { kind: 'code', code: 1201 }, 'failed request-refused'],
  ['credits', { kind: 'code', code: 1102 }, 'blocked no-credits'],
  ['arrears', { kind: 'code', code: 1101 }, 'blocked no-credits'],
  ['the account', { kind: 'code', code: 1100 }, 'blocked account'],
  ['access', { kind: 'code', code: 1103 }, 'blocked account'],
  ['the address', { kind: 'code', code: 1304 }, 'blocked account'],
  ['the key', { kind: 'code', code: 1002 }, 'blocked bad-key'],
  ['a route that is known to be missing', { kind: 'null-404' }, 'blocked no-route'],
] as const)(
  'a documented refusal (%s) is not accepted: nothing is looked up, nothing charged',
  async (_what, reply, fate) => {
    const world = await PaidWorld.open()
    world.onCreate({ reply }, { nth: 1 })
    await world.expand(['a.jpg'])
    expect(world.fates()).toEqual({ 'a.jpg': fate })
    const [create] = world.creates()
    expect(world.about(create?.id ?? '')).toHaveLength(1)
    expect(world.queue.unknownCharges()).toEqual([])
    expect(world.queue.summary().units).toBe(0)

    // What was blocked goes on when the cause is gone; what failed is tried again by the user only.
    await world.queue.retry('all')
    await world.run()
    expect(world.fates()).toEqual({ 'a.jpg': 'done' })
    expect(world.charges()).toHaveLength(1)
  },
)

test.each([
  ['too many requests', { kind: 'code', code: 1302 }],
  ['too many requests, with a wait', { kind: 'code', code: 1302, retryAfter: '3' }],
  ['too many tasks', { kind: 'code', code: 1303 }],
] as const)('%s: the create waits, and is sent again without a look-up', async (_what, reply) => {
  const world = await PaidWorld.open()
  world.onCreate({ reply }, { nth: [1, 2] })
  await world.expand(['a.jpg'])
  expect(world.fates()).toEqual({ 'a.jpg': 'done' })
  expect(world.charges()).toHaveLength(1)
  const about = world.simulator.stats.requests().filter(({ code, on }) => on === 'query' && code === 1203)
  // The check asks after an id that cannot be; nothing else was asked in vain.
  expect(about.length).toBeLessThanOrEqual(1)
  const [first, second] = world.creates()
  const least = 'retryAfter' in reply ? 3000 : 1000
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(least)
})

/** Answers after which nobody knows. */
const unknown: readonly (readonly [string, FaultReplyInput])[] = [
  ['a cut while it is uploaded', { kind: 'cut', afterBytes: 500 }],
  ['a cut', { kind: 'cut' }],
  ['a server error', { kind: 'code', code: 5000 }],
  ['maintenance', { kind: 'code', code: 5001 }],
  ['a time-out of the service', { kind: 'code', code: 5002 }],
  ['a refusal with the status of a server error', { kind: 'code', code: 1301, status: 500 }],
  ['a page', { kind: 'html', status: 502 }],
  ['a page with 404', { kind: 'html', status: 404 }],
  ['a page with 200', { kind: 'html', status: 200 }],
  ['nothing with 200', { kind: 'empty', status: 200 }],
  ['nothing with 502', { kind: 'empty', status: 502 }],
  ['an OpenAI-style error', { kind: 'openai', status: 500 }],
  ['an OpenAI-style 400', { kind: 'openai', status: 400 }],
  ['a plain 429', { kind: 'openai', status: 429 }],
  ['a code that is null', { kind: 'raw', body: '{"code":null,"message":"busy"}', status: 400 }],
  ['a code that is text', { kind: 'raw', body: '{"code":"1201","message":"invalid"}', status: 400 }],
  ['a code nobody documents', { kind: 'raw', body: '{"code":4711,"message":"?"}', status: 400 }],
  ['success without a task', { kind: 'raw', body: '{"code":0,"message":"SUCCEED","data":{}}' }],
  ['half a JSON', { kind: 'raw', body: '{"code":0,"da' }],
]

test.each(unknown)(
  'after %s a create that was not taken is sent again only when it was looked for twice',
  async (_what, reply) => {
    const world = await PaidWorld.open()
    // A task that is known to exist, by which look-ups are proven.
    await world.expand(['a.jpg'])
    world.onCreate({ reply }, { nth: 1 })
    await world.expand(['b.jpg'])
    expect(world.fates()).toEqual({ 'a.jpg': 'done', 'b.jpg': 'done' })
    expect(world.charges()).toHaveLength(2)
    const id = world.charges()[1]?.externalTaskId ?? null
    const about = world.about(id)
    const misses = about.filter(({ on, code }) => on === 'query' && code === 1203)
    const accepted = about.findIndex(({ on, code }) => on === 'create' && code === 0)
    expect(misses.length).toBeGreaterThanOrEqual(2)
    // Both before it was sent again, and some seconds between them.
    for (const miss of misses) expect(about.indexOf(miss)).toBeLessThan(accepted)
    expect((misses.at(-1)?.at ?? 0) - (misses[0]?.at ?? 0)).toBeGreaterThanOrEqual(4900)
    // A create whose body was read tells its id: it is the same.
    for (const { id: sent } of world.creates().slice(1)) if (sent !== null) expect(sent).toBe(id)
  },
)

const taken = unknown.filter(([what]) => !what.includes('uploaded'))

test.each(taken)('after %s a create that was taken is found, and never sent again', async (_what, reply) => {
  const world = await PaidWorld.open()
  world.onCreate({ accept: true, reply }, { nth: 1 })
  await world.expand(['a.jpg'])
  expect(world.fates()).toEqual({ 'a.jpg': 'done' })
  expect(world.charges()).toHaveLength(1)
  expect(world.creates()).toHaveLength(1)
})
