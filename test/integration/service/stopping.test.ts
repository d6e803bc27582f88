import { expect, test } from 'vitest'
import { endlessTasks, PaidWorld } from './paid-world'

/** Real ms that a cancel or a quit may take, of those that a silent service is waited for. */
const soon = 3000

test('cancelling does not wait for a service that says nothing to the check', { timeout: 20_000 }, async () => {
  const world = await PaidWorld.open()
  world.simulator.faults.add({ on: 'query', nth: 1, fault: { reply: { kind: 'silence' } } })
  await world.add(['a.jpg', 'b.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(world.simulator.faults.list()[0]?.used).toBe(1))
  const began = Date.now()
  await world.queue.cancel('all')
  expect(Date.now() - began).toBeLessThan(soon)
  expect(world.counts()).toEqual({ cancelled: 2 })
})

test('quitting does not wait for a service that says nothing to the check', { timeout: 20_000 }, async () => {
  const world = await PaidWorld.open()
  world.simulator.faults.add({ on: 'query', nth: 1, fault: { reply: { kind: 'silence' } } })
  await world.add(['a.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(world.simulator.faults.list()[0]?.used).toBe(1))
  const began = Date.now()
  await world.reopen()
  expect(Date.now() - began).toBeLessThan(soon)
  await world.run()
  expect(world.counts()).toEqual({ done: 1 })
})

test('quitting ends while a keyring is still asked for the key of a task that runs', { timeout: 20_000 }, async () => {
  const world = await PaidWorld.open({ simulator: { taskMs: endlessTasks } })
  await world.add(['a.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts()).toEqual({ running: 1 }))
  let unlock: () => void = () => undefined
  world.access.beforeOpening = () =>
    new Promise<void>((resolve) => {
      unlock = resolve
    })
  await world.reopen()
  const closing = world.reopen()
  await world.pass(500)
  world.access.beforeOpening = () => undefined
  unlock()
  await closing
  world.endTasks()
  await world.run()
  expect(world.counts()).toEqual({ done: 1 })
  expect(world.charges()).toHaveLength(1)
})

test('a create that is on its way is known of after its job was cancelled, and its outcome is kept', {
  timeout: 20_000,
}, async () => {
  const world = await PaidWorld.open()
  world.onCreate({ accept: true, delayMs: 300 }, { nth: 1 })
  await world.add(['a.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(world.creates()).toHaveLength(1))
  await world.queue.cancel('all')
  expect(world.queue.summary().counts.submitting).toBe(0)
  expect(world.queue.isSending()).toBe(true)
  await world.reopen()
  expect(world.queue.isSending()).toBe(false)
  await world.queue.retry('all')
  await world.run()
  expect(world.counts()).toEqual({ done: 1 })
  expect(world.creates()).toHaveLength(1)
})
