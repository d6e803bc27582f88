import { expect, test } from 'vitest'
import { endlessTasks, PaidWorld } from './paid-world'

/** A mistake of the program's own. */
function failing(world: PaidWorld, name: 'create' | 'download'): void {
  let failed = false
  world.access.onCall = (called) => {
    if (failed || called !== name) return
    failed = true
    throw new RangeError('a mistake of our own')
  }
}

test.each(['create', 'download'] as const)(
  'a mistake in one job’s %s ends that job alone, and nothing is bought twice',
  async (name) => {
    const world = await PaidWorld.open({ slots: 1 })
    failing(world, name)
    await world.expand(['a.jpg', 'b.jpg', 'c.jpg'])
    expect(world.counts()).toEqual({ 'failed internal': 1, done: 2 })
    expect(world.queue.summary()).toMatchObject({ running: true })
    expect(world.queue.summary().problem).toBe(undefined)
    await world.queue.retry('all')
    await world.run()
    expect(world.counts()).toEqual({ done: 3 })
    expect(world.charges()).toHaveLength(3)
  },
)

test('a mistake about a create whose job was cancelled is no reason to stop', async () => {
  const world = await PaidWorld.open({ simulator: { taskMs: endlessTasks } })
  failing(world, 'download')
  await world.add(['a.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts()).toEqual({ running: 1 }))
  await world.queue.cancel('all')
  world.endTasks()
  await world.until(() => expect(world.access.calls).toContain('download'))
  await world.expand(['b.jpg'])
  expect(world.counts()).toEqual({ cancelled: 1, done: 1 })
})
