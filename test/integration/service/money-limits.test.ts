import { expect, test } from 'vitest'
import { PaidWorld } from './paid-world'

test('a batch’s budget blocks before anything is sent, and lets go on when it is raised', async () => {
  const world = await PaidWorld.open()
  const { batchId } = await world.expand(['a.jpg', 'b.jpg', 'c.jpg'], {}, { budget: 2 })
  expect(world.counts()).toEqual({ done: 2, 'blocked budget': 1 })
  expect(world.creates()).toHaveLength(2)
  await world.run()
  expect(world.creates()).toHaveLength(2)
  expect(world.queue.snapshot().batches[0]).toMatchObject({ units: 2, budget: 2 })
  await world.queue.setBudget(batchId ?? '', 3)
  await world.until(() => expect(world.counts()).toEqual({ done: 3 }))
  expect(world.charges()).toHaveLength(3)
})

test('a request that would go beyond the budget is not sent in part', async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg'], { n: 3 }, { budget: 2 })
  expect(world.fates()).toEqual({ 'a.jpg': 'blocked budget' })
  expect(world.creates()).toEqual([])
})

test('creates on their way count against the budget', async () => {
  const world = await PaidWorld.open()
  world.onCreate({ delayMs: 60 })
  const names = Array.from({ length: 8 }, (_, index) => `p${index}.jpg`)
  await world.expand(names, {}, { budget: 3 })
  expect(world.counts()).toEqual({ done: 3, 'blocked budget': 5 })
  expect(world.charges()).toHaveLength(3)
})

test('an unknown charge counts against the budget', async () => {
  const world = await PaidWorld.open({ door: 'cometapi' })
  world.onCreate({ reply: { kind: 'cut' } }, { nth: 1 })
  await world.expand(['a.jpg', 'b.jpg', 'c.jpg'], {}, { budget: 2 })
  await world.run()
  expect(world.counts()).toEqual({ done: 1, 'blocked unknown-charge': 1, 'blocked budget': 1 })
  expect(world.creates()).toHaveLength(2)
})

test('the day’s budget holds for all batches together, after a start too', async () => {
  let cap: number | null = 3
  const world = await PaidWorld.open({ queue: { dayBudget: () => cap } })
  await world.expand(['a.jpg', 'b.jpg'])
  await world.expand(['c.jpg', 'd.jpg'])
  expect(world.counts()).toEqual({ done: 3, 'blocked budget': 1 })
  expect(world.queue.summary().unitsToday).toBe(3)
  await world.reopen()
  await world.run()
  expect(world.charges()).toHaveLength(3)
  cap = null
  await world.run()
  expect(world.counts()).toEqual({ done: 4 })
})

test('a pilot runs first, the rest is held until it is approved', async () => {
  const world = await PaidWorld.open()
  const names = ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg']
  const { batchId } = await world.expand(names, { pilot: 2 })
  expect(world.counts()).toEqual({ done: 2, 'blocked pilot': 3 })
  expect(world.fates()).toMatchObject({ 'a.jpg': 'done', 'b.jpg': 'done' })
  // Resume is not approval, and neither is another try of all there is.
  await world.run()
  await world.queue.retry('all')
  await world.reopen()
  await world.run()
  expect(world.counts()).toEqual({ done: 2, 'blocked pilot': 3 })
  expect(world.creates()).toHaveLength(2)
  await world.queue.approvePilot(batchId ?? '')
  await world.run()
  expect(world.counts()).toEqual({ done: 5 })
  expect(world.charges()).toHaveLength(5)
})

test('what a pilot held is held again when it was cancelled and is tried again, until the pilot is approved', async () => {
  const world = await PaidWorld.open()
  const { batchId, jobs } = await world.expand(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'], { pilot: 1 })
  const [, b = '', c = '', d = ''] = jobs.map(({ id }) => id)
  await world.queue.cancel([b, c, d])
  await world.queue.clear([b])
  expect(world.counts()).toEqual({ done: 1, cancelled: 3 })
  await world.queue.retry([b, c])
  await world.reopen()
  await world.run()
  expect(world.counts()).toEqual({ done: 1, 'blocked pilot': 2, cancelled: 1 })
  expect(world.queue.job(b)?.cleared).toBe(false)
  expect(world.creates()).toHaveLength(1)
  await world.queue.approvePilot(batchId ?? '')
  await world.queue.retry([d])
  await world.run()
  expect(world.counts()).toEqual({ done: 4 })
  expect(world.charges()).toHaveLength(4)
})

test('an unknown charge is told with its evidence; looking again sends nothing', async () => {
  const world = await PaidWorld.open({ door: 'cometapi' })
  world.onCreate({ accept: true, reply: { kind: 'html', status: 502 } }, { nth: 1 })
  await world.expand(['a.jpg'], { n: 2 })
  const [unknown] = world.queue.unknownCharges()
  expect(unknown).toMatchObject({
    door: 'cometapi',
    endpoint: world.simulator.cometapi,
    n: 2,
    units: 2,
    evidence: { what: 'answer', status: 502 },
  })
  expect(unknown?.id).toBe(world.charges()[0]?.externalTaskId)
  expect(world.queue.summary().unknownCharges).toBe(1)
  await world.queue.settleUnknown('all', 'look')
  await world.run()
  expect(world.fates()).toEqual({ 'a.jpg': 'blocked unknown-charge' })
  expect(world.creates()).toHaveLength(1)

  // The gateway learns to look up: the same question now finds it.
  world.simulator.change({ doors: { cometapi: { lookUps: true } } })
  await world.queue.settleUnknown('all', 'look')
  await world.run()
  expect(world.fates()).toEqual({ 'a.jpg': 'done' })
  expect(world.charges()).toHaveLength(1)
})

test('sending an unknown charge again, by the user’s choice, keeps its id', async () => {
  const world = await PaidWorld.open({ door: 'cometapi' })
  world.onCreate({ reply: { kind: 'cut' } }, { nth: 1 })
  await world.expand(['a.jpg'])
  const [unknown] = world.queue.unknownCharges()
  await world.queue.settleUnknown([unknown?.id ?? ''], 'send')
  await world.run()
  expect(world.fates()).toEqual({ 'a.jpg': 'done' })
  expect(world.charges().map(({ externalTaskId }) => externalTaskId)).toEqual([unknown?.id])
})

test('giving an unknown charge up fails its job, and nothing is sent', async () => {
  const world = await PaidWorld.open({ door: 'cometapi' })
  world.onCreate({ reply: { kind: 'cut' } }, { nth: 1 })
  await world.expand(['a.jpg'])
  await world.queue.settleUnknown('all', 'give-up')
  await world.run()
  expect(world.fates()).toEqual({ 'a.jpg': 'failed unknown-charge' })
  expect(world.queue.unknownCharges()).toEqual([])
  expect(world.creates()).toHaveLength(1)
})

test.each(['remove', 'cancel'] as const)(
  'what nobody wants any more (%s) is not sent again: it stays to be looked up or given up',
  async (leave) => {
    const world = await PaidWorld.open({ door: 'cometapi' })
    world.onCreate({ reply: { kind: 'cut' } }, { nth: 1 })
    await world.expand(['a.jpg'])
    await world.queue[leave]('all')
    expect(world.queue.unknownCharges()).toMatchObject([{ job: null }])
    await world.queue.settleUnknown('all', 'send')
    await world.run()
    expect(world.queue.unknownCharges()).toHaveLength(1)
    expect(world.creates()).toHaveLength(1)
    await world.queue.settleUnknown('all', 'give-up')
    expect(world.queue.unknownCharges()).toEqual([])
  },
)
