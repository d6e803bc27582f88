import { expect, test } from 'vitest'
import { PaidWorld } from './paid-world'

const month = 31 * 24 * 60 * 60 * 1000

test.each([
  ['cannot be asked after', { on: 'query', from: 2, fault: { reply: { kind: 'null-404' } } }],
  ['is not known any more', { on: 'query', from: 2, fault: { reply: { kind: 'code', code: 1203 } } }],
  ['cannot be fetched', { on: 'download', fault: { reply: { kind: 'expired' } } }],
] as const)(
  'a task that %s when renders are deleted fails its job, which can be bought anew then',
  async (_what, rule) => {
    const world = await PaidWorld.open({ simulator: { taskMs: { min: 5000, max: 5000 } }, speed: 400 })
    world.simulator.faults.add(rule)
    await world.add(['a.jpg'])
    await world.queue.setRunning(true)
    await world.until(() => expect(world.charges()).toHaveLength(1))
    await world.until(() => expect(world.fates()['a.jpg']).toMatch(/blocked no-query|failed/))
    await world.queue.retry('all')
    await world.run()
    // Within the month it stays bought.
    expect(world.creates()).toHaveLength(1)
    world.clock.skip(month)
    await world.queue.retry('all')
    await world.run()
    expect(world.fates()).toEqual({ 'a.jpg': 'failed link-expired' })
    expect(world.creates()).toHaveLength(1)
    world.simulator.faults.clear()
    await world.queue.retry('all')
    await world.run()
    expect(world.fates()).toEqual({ 'a.jpg': 'done' })
    expect(world.charges()).toHaveLength(2)
  },
)

test('a task that was not found for a while is asked after more and more seldom', async () => {
  const world = await PaidWorld.open({ speed: 400 })
  world.simulator.faults.add({ on: 'query', from: 2, fault: { reply: { kind: 'code', code: 1203 } } })
  await world.expand(['a.jpg'])
  expect(world.fates()).toEqual({ 'a.jpg': 'blocked no-query' })
  const before = world.access.calls.length
  await world.pass((60 * 60 * 1000) / 2)
  expect(world.access.calls.length - before).toBeLessThanOrEqual(3)
})
