import { expect, test } from 'vitest'
import { type PaidOptions, PaidWorld } from './paid-world'
import { openTap } from './tap'

const cut = { reply: { kind: 'cut' } } as const
const takenAndCut = { accept: true, reply: { kind: 'cut' } } as const

/** Another customer of the same service. */
const neighbour = { name: 'neighbour', keys: { kling: ['sk-neighbour'] } }
const studio = { name: 'studio', keys: { kling: ['sk-kling-studio'] } }

/** A world in which look-ups have been proven by a task that is long over, and the next create gets no answer. */
async function provenWorld(options: PaidOptions, fault: Parameters<PaidWorld['onCreate']>[0]): Promise<PaidWorld> {
  const world = await PaidWorld.open(options)
  await world.expand(['first.jpg'])
  world.onCreate(fault, { nth: 1 })
  return world
}

test('not found is not believed where look-ups were never proven', async () => {
  const world = await PaidWorld.open()
  world.onCreate(cut, { nth: 1 })
  await world.expand(['a.jpg'])
  expect(world.fates()).toEqual({ 'a.jpg': 'blocked unknown-charge' })
  await world.queue.retry('all')
  await world.run()
  await world.run()
  expect(world.fates()).toEqual({ 'a.jpg': 'blocked unknown-charge' })
  expect(world.creates()).toHaveLength(1)
  expect(world.charges()).toEqual([])
})

test('a task of the same batch proves look-ups for one that was unknown before it', async () => {
  const world = await PaidWorld.open({ slots: 1 })
  world.onCreate(cut, { nth: 1 })
  await world.expand(['a.jpg', 'b.jpg'])
  await world.run()
  expect(world.fates()).toEqual({ 'a.jpg': 'done', 'b.jpg': 'done' })
  expect(world.charges()).toHaveLength(2)
})

test('where no look-up works nothing is believed, whatever else is known', async () => {
  const world = await PaidWorld.open({ door: 'cometapi' })
  await world.expand(['a.jpg', 'b.jpg'])
  world.onCreate(cut, { nth: 1 })
  world.onCreate(takenAndCut, { nth: 2 })
  await world.expand(['c.jpg', 'd.jpg', 'e.jpg'])
  await world.run()
  expect(world.counts()).toEqual({ done: 3, 'blocked unknown-charge': 2 })
  expect(world.creates()).toHaveLength(5)
  expect(world.charges()).toHaveLength(4)
})

test('where look-ups do not work but the list does, a task is found there', async () => {
  const doors = { cometapi: { lookUps: false, list: 'there' } } as const
  const world = await PaidWorld.open({ door: 'cometapi', simulator: { doors } })
  await world.expand(['a.jpg'])
  world.onCreate(takenAndCut, { nth: 1 })
  await world.expand(['b.jpg'])
  expect(world.counts()).toEqual({ done: 2 })
  expect(world.creates()).toHaveLength(2)
})

test('not being in the list proves nothing', async () => {
  const doors = { cometapi: { lookUps: false, list: 'there' } } as const
  const world = await PaidWorld.open({ door: 'cometapi', simulator: { doors } })
  await world.expand(['a.jpg'])
  world.onCreate(cut, { nth: 1 })
  await world.expand(['b.jpg'])
  expect(world.fates()).toEqual({ 'a.jpg': 'done', 'b.jpg': 'blocked unknown-charge' })
  expect(world.creates()).toHaveLength(2)
})

test('a create that is still landing is found by the second look', async () => {
  // Real ms: taken after the first look has missed it, and before the second.
  const world = await provenWorld({ speed: 20 }, { ...takenAndCut, landMs: 120 })
  await world.expand(['b.jpg'])
  expect(world.counts()).toEqual({ done: 2 })
  expect(world.creates()).toHaveLength(2)
  expect(world.charges()).toHaveLength(2)
})

test('answers that are no answers do not count as not found', async () => {
  const world = await provenWorld({}, takenAndCut)
  const hazes = [
    { kind: 'html', status: 404 },
    { kind: 'null-404' },
    { kind: 'empty', status: 404 },
    { kind: 'openai', status: 404 },
    { kind: 'code', code: 5000 },
    { kind: 'cut' },
  ] as const
  const ids = hazes.map((reply, index) => ({ on: 'query', nth: index + 1, fault: { reply } }) as const)
  // The check asks one question before the first create.
  world.simulator.faults.add(...ids.map((rule) => ({ ...rule, nth: rule.nth + 1 })))
  await world.expand(['b.jpg'])
  await world.until(() => expect(world.counts()).toEqual({ done: 2 }))
  expect(world.creates()).toHaveLength(2)
  expect(world.charges()).toHaveLength(2)
})

test('under another key an unknown create is neither believed lost nor sent', async () => {
  const accounts = [studio, neighbour]
  const world = await provenWorld({ simulator: { accounts }, speed: 20 }, cut)
  await world.add(['b.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(world.creates()).toHaveLength(2))
  world.access.change('kling', { key: 'sk-neighbour' })
  await world.pass(20_000)
  await world.queue.setRunning(true)
  await world.pass(10_000)
  expect(world.creates()).toHaveLength(2)
  expect(world.charges().map(({ account }) => account)).toEqual(['studio'])
  expect(world.fates()['b.jpg']).not.toMatch(/done|failed/)

  world.access.change('kling', { key: 'sk-kling-studio' })
  await world.queue.retry('all')
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts()).toEqual({ done: 2 }))
  expect(world.charges().map(({ account }) => account)).toEqual(['studio', 'studio'])
})

test('an unknown create is never sent to another endpoint than its own', async () => {
  let address = ''
  const [here, there] = [await openTap(() => address), await openTap(() => address)]
  const world = await PaidWorld.open({ endpoint: () => here.address, speed: 20 })
  address = world.simulator.kling
  await world.expand(['first.jpg'])
  world.onCreate(cut, { nth: 1 })
  await world.add(['b.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(here.creates).toHaveLength(2))
  world.access.change('kling', { settings: { endpoint: there.address } })
  await world.pass(20_000)
  await world.expand(['c.jpg'])
  const id = here.creates[1]?.externalTaskId
  expect(there.creates.map(({ externalTaskId }) => externalTaskId)).not.toContain(id)
  expect(world.fates()['c.jpg']).toBe('done')

  world.access.change('kling', { settings: { endpoint: here.address } })
  await world.queue.retry('all')
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts()).toEqual({ done: 3 }))
  expect(world.charges()).toHaveLength(3)
})

test.each([
  { status: 400, code: 1201 },
  { status: 409, code: 1201 },
  { status: 400, code: 1200 },
  { status: 400, code: 1301 },
  { status: 403, code: 1103 },
  { status: 422, code: 4711 },
])('a refused duplicate ($status, $code) of an id that was sent before is adopted', async (duplicates) => {
  const world = await provenWorld({ simulator: { duplicates } }, takenAndCut)
  // Longer than both looks: each misses a task that is there, as with a service that is slow to tell.
  await world.pass(15_000)
  world.simulator.change({ visibleAfterMs: 15_000 })
  await world.add(['b.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(world.creates()).toHaveLength(3))
  await world.until(() => expect(world.counts()).toEqual({ done: 2 }))
  const id = world.charges()[1]?.externalTaskId ?? null
  expect(world.creates(id).map(({ code }) => code)).toEqual([0, duplicates.code])
  expect(world.charges()).toHaveLength(2)
})

test.each([
  ['a plain 429', { kind: 'openai', status: 429 }],
  ['a missing route for a moment', { kind: 'null-404' }],
  ['a page with 404', { kind: 'html', status: 404 }],
  ['a code nobody documents', { kind: 'raw', status: 400, body: '{"code":4711,"message":"?"}' }],
  ['too many tasks', { kind: 'code', code: 1303 }],
] as const)(
  'an id that was sent before, refused with %s and certainly not known, is sent once more',
  async (_what, reply) => {
    const world = await provenWorld({}, cut)
    world.onCreate({ reply }, { nth: 2 })
    await world.expand(['b.jpg'])
    await world.queue.settleUnknown('all', 'look')
    await world.run()
    expect(world.counts()).toEqual({ done: 2 })
    expect(world.charges()).toHaveLength(2)
    expect(
      new Set(
        world
          .creates()
          .slice(1)
          .map(({ id }) => id),
      ).size,
    ).toBe(1)
  },
)

test('what proved look-ups is kept: after a start a miss is believed without another known task', async () => {
  const world = await provenWorld({}, cut)
  await world.reopen()
  await world.queue.remove('all')
  await world.expand(['b.jpg'])
  expect(world.fates()).toEqual({ 'b.jpg': 'done' })
  expect(world.charges()).toHaveLength(2)
})
