import { expect, test } from 'vitest'
import { filesIn } from '../../unit/queue/world'
import { endlessTasks, PaidWorld } from './paid-world'

/** Real ms between a create's arrival and its answer: the time in which a test does something to it. */
const answerAfter = 150

/** A door at which nothing can be looked up: an aborted create could never be found again. */
async function slowWorld(): Promise<PaidWorld> {
  const world = await PaidWorld.open({ door: 'cometapi' })
  world.onCreate({ delayMs: answerAfter })
  return world
}

async function sent(world: PaidWorld): Promise<void> {
  await world.queue.setRunning(true)
  // It is charged and not answered yet.
  await world.until(() => expect(world.charges().length).toBeGreaterThan(0))
}

test('cancelling a job whose create is on its way does not abort it: it is charged, fetched and kept', async () => {
  const world = await slowWorld()
  const { jobs } = await world.add(['a.jpg'])
  await sent(world)
  await world.queue.cancel([jobs[0]?.id ?? ''])
  expect(world.fates()).toEqual({ 'a.jpg': 'cancelled' })
  await world.until(() => expect(world.simulator.stats.requests('download')).toHaveLength(1))
  await world.queue.idle()
  expect(world.queue.job(jobs[0]?.id ?? '')?.units).toBe(1)
  expect(world.queue.unknownCharges()).toEqual([])
  expect(await filesIn(world.folder)).not.toContain('outframe/a_16x9.jpg')

  await world.queue.retry('all')
  await world.run()
  expect(world.fates()).toEqual({ 'a.jpg': 'done' })
  expect(world.charges()).toHaveLength(1)
  expect(world.simulator.stats.requests('download')).toHaveLength(1)
})

test('cancelling a running job says that it stays charged, and a retry buys nothing', async () => {
  const world = await PaidWorld.open({ simulator: { taskMs: endlessTasks } })
  const { jobs } = await world.add(['a.jpg', 'b.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts()).toEqual({ running: 2 }))
  await world.queue.cancel('all')
  expect(world.counts()).toEqual({ cancelled: 2 })
  expect(jobs.map(({ id }) => world.queue.job(id)?.units)).toEqual([1, 1])
  world.endTasks()
  await world.until(() => expect(world.simulator.stats.requests('download')).toHaveLength(2))
  await world.queue.retry('all')
  await world.run()
  expect(world.counts()).toEqual({ done: 2 })
  expect(world.charges()).toHaveLength(2)
  expect(world.simulator.stats.requests('download')).toHaveLength(2)
})

test('a render of a job that was cancelled and removed serves the same photo later', async () => {
  const world = await PaidWorld.open({ simulator: { taskMs: endlessTasks } })
  await world.add(['a.jpg'], {}, { salt: 'same' })
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts()).toEqual({ running: 1 }))
  await world.queue.cancel('all')
  await world.queue.remove('all')
  world.endTasks()
  await world.expand(['b.jpg'], {}, { salt: 'same' })
  expect(world.fates()['b.jpg']).toBe('done')
  expect(world.charges()).toHaveLength(1)
})

test('pausing lets a create that is on its way come to its end', async () => {
  const world = await slowWorld()
  await world.add(['a.jpg', 'b.jpg'])
  await sent(world)
  await world.queue.setRunning(false)
  await world.queue.idle()
  expect(world.queue.unknownCharges()).toEqual([])
  await world.run()
  expect(world.counts()).toEqual({ done: 2 })
  expect(world.charges()).toHaveLength(2)
})

test('closing the queue waits for a create that is on its way', async () => {
  const world = await slowWorld()
  await world.add(['a.jpg'])
  await sent(world)
  await world.reopen()
  expect(world.queue.unknownCharges()).toEqual([])
  expect(world.queue.summary().running).toBe(false)
  await world.run()
  expect(world.counts()).toEqual({ done: 1 })
  expect(world.charges()).toHaveLength(1)
  expect(world.creates()).toHaveLength(1)
})

test('tasks that run at the service are polled on after a start, though the queue is paused', async () => {
  const world = await PaidWorld.open({ simulator: { taskMs: endlessTasks } })
  await world.add(['a.jpg', 'b.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts()).toEqual({ running: 2 }))
  await world.reopen()
  world.endTasks()
  await world.until(() => expect(world.simulator.stats.requests('download')).toHaveLength(2))
  await world.run()
  expect(world.counts()).toEqual({ done: 2 })
  expect(world.charges()).toHaveLength(2)
})
