import { expect, test } from 'vitest'
import { endlessTasks, PaidWorld } from './paid-world'

/** An account that takes more than any test asks for: what holds then is the program's own limit. */
const wide = [{ name: 'studio', slots: 100, keys: { kling: ['sk-kling-studio'] } }]
const narrow = [{ name: 'studio', slots: 4, keys: { kling: ['sk-kling-studio'] } }]

const photos = (count: number) => Array.from({ length: count }, (_, index) => `p${String(index).padStart(2, '0')}.jpg`)

test('never more slots are in use than are set', async () => {
  // So long that three are under way at once also where getting ready takes its time.
  const taskMs = { min: 6000, max: 6000 }
  const world = await PaidWorld.open({ slots: 3, simulator: { accounts: wide, taskMs } })
  await world.expand(photos(12))
  expect(world.counts()).toEqual({ done: 12 })
  expect(world.simulator.slots('studio').peak).toBe(3)
})

test('all slots are taken before the first task ends', async () => {
  const world = await PaidWorld.open({ slots: 10, simulator: { accounts: wide, taskMs: endlessTasks } })
  await world.add(photos(12))
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts()).toEqual({ running: 10, submitting: 2 }))
  await world.queue.cancel('all')
})

test('tasks that ran before a start still take their slots after it', async () => {
  const world = await PaidWorld.open({ slots: 3, simulator: { accounts: wide, taskMs: endlessTasks } })
  await world.add(photos(6))
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts().running).toBe(3))
  await world.reopen()
  world.endTasks()
  await world.run()
  expect(world.counts()).toEqual({ done: 6 })
  expect(world.simulator.slots('studio').peak).toBe(3)
})

test('tasks of jobs that were cancelled still take their slots', async () => {
  const world = await PaidWorld.open({ slots: 2, simulator: { accounts: wide, taskMs: endlessTasks } })
  await world.add(photos(2))
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts().running).toBe(2))
  await world.queue.cancel('all')
  await world.add(['later.jpg', 'last.jpg'])
  await world.queue.setRunning(true)
  await world.pass(10_000)
  expect(world.creates()).toHaveLength(2)
  world.endTasks()
  await world.queue.idle()
  expect(world.counts()).toEqual({ cancelled: 2, done: 2 })
  expect(world.simulator.slots('studio').peak).toBe(2)
})

test('a create whose fate is unknown takes its slots until it is known', async () => {
  const world = await PaidWorld.open({ slots: 1, simulator: { accounts: wide, taskMs: { min: 4000, max: 4000 } } })
  world.onCreate({ accept: true, reply: { kind: 'cut' } }, { nth: [1, 3] })
  await world.expand(photos(3))
  expect(world.counts()).toEqual({ done: 3 })
  expect(world.simulator.slots('studio').peak).toBe(1)
})

test('an account with fewer slots than are set: no job fails, and the limit in force is learnt and told', async () => {
  // So long that more are sent than the account runs, however busy this computer is: else there is nothing to be learnt.
  const taskMs = { min: 8000, max: 10_000 }
  const world = await PaidWorld.open({ simulator: { accounts: narrow, taskMs }, speed: 10 })
  await world.add(photos(16))
  await world.queue.setRunning(true)
  await world.until(() => expect(world.charges().length).toBeGreaterThan(8))
  expect(world.creates().length).toBeGreaterThan(world.charges().length)
  const [door] = world.queue.summary().doors
  expect(door?.slots.configured).toBe(10)
  expect(door?.slots.limit).toBeGreaterThanOrEqual(3)
  expect(door?.slots.limit).toBeLessThanOrEqual(6)
  await world.queue.idle()
  expect(world.counts()).toEqual({ done: 16 })
  expect(world.charges()).toHaveLength(16)
})

test.each([
  ['a plain 429', { kind: 'openai', status: 429, retryAfter: '4' }],
  ['1302', { kind: 'code', code: 1302, retryAfter: '4' }],
  ['maintenance', { kind: 'code', code: 5001, retryAfter: '4' }],
] as const)('%s: no photo is sent before the time that the service asked for', async (_what, reply) => {
  const world = await PaidWorld.open({ slots: 1 })
  await world.expand(['first.jpg'])
  world.onCreate({ reply }, { nth: 1 })
  await world.expand(photos(4))
  await world.until(() => expect(world.counts()).toEqual({ done: 5 }))
  const [, refused, ...later] = world.creates()
  const after = later.map(({ at }) => at - (refused?.at ?? 0))
  expect(Math.min(...after)).toBeGreaterThanOrEqual(4000)
  expect(world.charges()).toHaveLength(5)
})

test('units are what the service says it took', async () => {
  const world = await PaidWorld.open()
  world.simulator.faults.add({
    on: 'query',
    fault: { reply: { kind: 'edit', set: { 'data.final_unit_deduction': '2.5' } } },
  })
  const { jobs } = await world.expand(['a.jpg', 'b.jpg'])
  expect(world.counts()).toEqual({ done: 2 })
  expect(jobs.map(({ id }) => world.queue.job(id)?.units)).toEqual([2.5, 2.5])
  expect(world.queue.summary()).toMatchObject({ units: 5, unitsToday: 5 })
  expect(world.queue.snapshot().batches[0]?.units).toBe(5)
})
