import { expect, test } from 'vitest'
import { endlessTasks, PaidWorld } from './paid-world'

const accounts = [
  { name: 'studio', keys: { kling: ['sk-kling-studio'] } },
  { name: 'neighbour', keys: { kling: ['sk-neighbour'] } },
]

/** A world in which a create was taken and not answered, and look-ups have no answer either. */
async function unknownWorld(): Promise<PaidWorld> {
  const world = await PaidWorld.open({ simulator: { accounts } })
  await world.expand(['first.jpg'])
  world.onCreate({ accept: true, reply: { kind: 'cut' } }, { nth: 1 })
  world.simulator.faults.add({ on: 'query', from: 2, fault: { reply: { kind: 'code', code: 5000 } } })
  await world.add(['a.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(world.access.calls).toContain('lookUp'))
  return world
}

test('a task that runs while the key becomes another account’s: its job is told, and goes on with the old key', async () => {
  const world = await PaidWorld.open({ simulator: { accounts, taskMs: endlessTasks } })
  await world.add(['a.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts()).toEqual({ running: 1 }))
  world.access.change('kling', { key: 'sk-neighbour' })
  await world.until(() => expect(world.counts()).toEqual({ 'blocked no-key': 1 }))
  await world.run()
  expect(world.counts()).toEqual({ 'blocked no-key': 1 })
  world.access.change('kling', { key: 'sk-kling-studio' })
  world.endTasks()
  await world.until(() => expect(world.counts()).toEqual({ done: 1 }))
  expect(world.charges()).toHaveLength(1)
})

test('without a key nobody is asked about an unknown charge: it waits for the key, and is looked up then', async () => {
  const world = await unknownWorld()
  world.access.key = null
  world.access.change('kling', {})
  await world.reopen()
  await world.run()
  expect(world.fates()['a.jpg']).toBe('blocked no-key')
  expect(world.queue.unknownCharges()).toEqual([])
  world.simulator.faults.clear()
  world.access.change('kling', { key: 'sk-kling-studio' })
  await world.until(() => expect(world.counts()).toEqual({ done: 2 }))
  expect(world.charges()).toHaveLength(2)
})

test('an unknown charge under another key is looked up by itself once its own key is back', async () => {
  const world = await unknownWorld()
  world.access.change('kling', { key: 'sk-neighbour' })
  await world.until(() => expect(world.fates()['a.jpg']).toBe('blocked unknown-charge'))
  world.simulator.faults.clear()
  world.access.change('kling', { key: 'sk-kling-studio' })
  await world.until(() => expect(world.counts()).toEqual({ done: 2 }))
  expect(world.charges()).toHaveLength(2)
})
