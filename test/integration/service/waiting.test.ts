import { expect, onTestFinished, test } from 'vitest'
import { startSimulator } from '../../simulator/simulator'
import { temporaryFolder } from '../../unit/queue/world'
import { freePort } from './free-port'
import { PaidWorld } from './paid-world'

const five = ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg']

test('the route is checked once, before the first photo is sent', async () => {
  const world = await PaidWorld.open()
  await world.expand(five)
  const creates = world.simulator.stats.requests('create')
  expect(creates).toHaveLength(6)
  expect(creates[0]).toMatchObject({ code: 1201, id: null })
  expect(world.access.calls.filter((call) => call === 'check')).toHaveLength(1)
  expect(world.access.calls[0]).toBe('check')
})

test('a bad key blocks the whole batch, no job fails, no photo leaves', async () => {
  const world = await PaidWorld.open()
  world.access.change('kling', { key: 'sk-mistyped' })
  await world.expand(five)
  expect(world.counts()).toEqual({ 'blocked bad-key': 5 })
  expect(world.creates()).toEqual([])
  // By itself, once the key is another.
  world.access.change('kling', { key: 'sk-kling-studio' })
  await world.until(() => expect(world.counts()).toEqual({ done: 5 }))
})

test('no key: every job waits', async () => {
  const world = await PaidWorld.open()
  world.access.change('kling', { key: null })
  await world.expand(five)
  expect(world.counts()).toEqual({ 'blocked no-key': 5 })
  expect(world.simulator.stats.requests()).toEqual([])
  world.access.change('kling', { key: 'sk-kling-studio' })
  await world.until(() => expect(world.counts()).toEqual({ done: 5 }))
})

test.each(['null-404', 'null-200', 'html'] as const)('a missing route (%s) blocks the whole batch', async (missing) => {
  const doors = { cometapi: { create: 'missing', query: 'missing', list: 'missing', missing } } as const
  const world = await PaidWorld.open({ door: 'cometapi', simulator: { doors } })
  await world.expand(five)
  expect(world.counts()).toEqual({ 'blocked no-route': 5 })
  expect(world.creates()).toEqual([])
  world.simulator.change({ doors: { cometapi: { create: 'there', query: 'there' } } })
  await world.run()
  expect(world.counts()).toEqual({ done: 5 })
  expect(world.charges()).toHaveLength(5)
})

test('an account without credits blocks the whole batch', async () => {
  const accounts = [{ name: 'studio', keys: { kling: ['sk-kling-studio'] }, balance: 2 }]
  const world = await PaidWorld.open({ simulator: { accounts }, slots: 1 })
  await world.expand(five)
  expect(world.counts()).toEqual({ done: 2, 'blocked no-credits': 3 })
  // Once it is known the others are not sent to be refused as well.
  expect(world.creates()).toHaveLength(3)
  world.simulator.change({ accounts: accounts.map((account) => ({ ...account, balance: 9 })) })
  await world.run()
  expect(world.counts()).toEqual({ done: 5 })
})

test('offline: jobs wait, the service is not hammered, and they go on by themselves', async () => {
  const port = await freePort()
  const world = await PaidWorld.open({ endpoint: () => `http://127.0.0.1:${port}` })
  await world.add(five)
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts()).toEqual({ 'blocked offline': 5 }))
  await world.pass(60_000)
  expect(world.access.calls.length).toBeLessThanOrEqual(20)
  expect(world.counts()).toEqual({ 'blocked offline': 5 })
  const service = await startSimulator({ port, taskMs: { min: 500, max: 900 } }, () => world.clock.now())
  onTestFinished(() => service.close())
  await world.until(() => expect(world.counts()).toEqual({ done: 5 }))
  expect(service.ledger.all()).toHaveLength(5)
})

test('a network that goes while tasks run: they are asked after when it is back', async () => {
  const port = await freePort()
  const input = { port, folder: await temporaryFolder(), taskMs: { min: 10_000, max: 10_000 } }
  const first = await startSimulator(input)
  const world = await PaidWorld.open({ endpoint: () => `http://127.0.0.1:${port}` })
  await world.add(five)
  await world.queue.setRunning(true)
  await world.until(() => expect(first.ledger.all()).toHaveLength(5))
  await world.until(() => expect(world.counts()).toEqual({ running: 5 }))
  await first.close()
  await world.pass(30_000)
  expect(world.counts().failed).toBe(undefined)
  const again = await startSimulator({ ...input, taskMs: { min: 0, max: 0 } }, () => Date.now() + 20_000)
  onTestFinished(() => again.close())
  await world.until(() => expect(world.counts()).toEqual({ done: 5 }))
  expect(again.ledger.all()).toHaveLength(5)
})

test('accepted but not answered for: it waits, is not bought again, and goes on when the route is back', async () => {
  const world = await PaidWorld.open({ simulator: { taskMs: { min: 5000, max: 5000 } } })
  await world.add(['a.jpg', 'b.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(world.charges()).toHaveLength(2))
  world.simulator.change({ doors: { kling: { query: 'missing' } } })
  await world.until(() => expect(world.counts()).toEqual({ 'blocked no-query': 2 }))
  await world.run()
  await world.pass(10_000)
  expect(world.creates()).toHaveLength(2)
  world.simulator.change({ doors: { kling: { query: 'there' } } })
  await world.until(() => expect(world.counts()).toEqual({ done: 2 }))
  expect(world.charges()).toHaveLength(2)
})

test('a hint has a task asked after at once, and is not believed', async () => {
  const world = await PaidWorld.open({ simulator: { taskMs: { min: 60_000, max: 60_000 } } })
  await world.add(['a.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts()).toEqual({ running: 1 }))
  const task = world.charges()[0]?.taskId ?? ''
  const asked = () => world.about(task).length
  await world.until(() => expect(asked()).toBeGreaterThan(1))
  const before = asked()
  world.queue.hint(task)
  await world.until(() => expect(asked()).toBe(before + 1))
  expect(world.counts()).toEqual({ running: 1 })
  world.queue.hint('of somebody else')
  await world.queue.cancel('all')
})

test('a link that expired or a render that is broken is asked for again, and not bought again', async () => {
  const world = await PaidWorld.open()
  const replies = [
    { kind: 'expired' },
    { kind: 'truncated' },
    { kind: 'short-picture' },
    { kind: 'noise' },
    { kind: 'other-shape' },
  ] as const
  world.simulator.faults.add(
    ...replies.map((reply, index) => ({ on: 'download', nth: index + 1, fault: { reply } }) as const),
  )
  await world.expand(five)
  await world.until(() => expect(world.counts()).toEqual({ done: 5 }))
  expect(world.charges()).toHaveLength(5)
  expect(world.simulator.stats.leakedKeys).toBe(0)
})
