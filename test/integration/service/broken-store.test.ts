import { expect, test } from 'vitest'
import { breakStore } from './broken-store'
import { endlessTasks, PaidWorld } from './paid-world'

test('an acceptance that cannot be stored stops the queue, and is looked up before anything is sent again', async () => {
  const world = await PaidWorld.open({ simulator: { duplicates: 'accept' } })
  const mend = breakStore(world.options.stateDir, "NEW.state = 'accepted'")
  await world.add(['a.jpg', 'b.jpg'])
  await world.queue.setRunning(true)
  await expect(world.queue.idle()).rejects.toMatchObject({ code: 'state-unwritable' })
  expect(world.queue.summary()).toMatchObject({ running: false, problem: { code: 'state-unwritable' } })
  mend()
  await world.run()
  expect(world.counts()).toEqual({ done: 2 })
  expect(world.charges()).toHaveLength(2)
  expect(world.queue.summary().doors).toEqual([])
})

test('what a task came to and cannot be stored stops the queue, and is asked for again', async () => {
  const world = await PaidWorld.open({ simulator: { taskMs: endlessTasks } })
  await world.add(['a.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts()).toEqual({ running: 1 }))
  const mend = breakStore(world.options.stateDir, 'true')
  world.endTasks()
  await expect(world.queue.idle()).rejects.toMatchObject({ code: 'state-unwritable' })
  mend()
  await world.run()
  expect(world.counts()).toEqual({ done: 1 })
  expect(world.charges()).toHaveLength(1)
})
