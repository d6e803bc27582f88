import { expect, test } from 'vitest'
import type { ResultRef } from '../../../core/gallery'
import { PaidWorld } from './paid-world'

const timeout = 30_000

/** A re-export of all that is finished, added and not run. */
async function exported(world: PaidWorld): Promise<void> {
  const results = world.queue
    .snapshot()
    .jobs.flatMap(({ id, outputs }) => outputs.map(({ variation }): ResultRef => ({ job: id, variation })))
  const output = { ...world.settings().output, quality: 40 }
  const request = { results, change: { kind: 'export', output } as const }
  const { units } = await world.queue.results.estimate(request)
  expect(units).toBe(0)
  await world.queue.results.remake(request, { agreed: units, cap: null, presets: [] })
}

test('where sending is stopped, what is exported anew is made: it was bought', { timeout }, async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg'])
  await world.queue.pause('sending')
  await exported(world)
  await world.queue.idle()
  expect(world.counts()).toEqual({ done: 1 })
  expect(world.queue.snapshot().jobs.map(({ state }) => state)).toEqual(['done', 'done'])
  expect(world.charges()).toHaveLength(1)
})

test('what waits to be exported anew keeps its renders, whatever the limit', { timeout }, async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg', 'b.jpg'])
  await world.queue.setRunning(false)
  await exported(world)
  await world.queue.limitRenders(0)
  world.clock.skip(31 * 24 * 60 * 60 * 1000)
  await world.run()
  expect(world.queue.snapshot().jobs.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done'])
  expect(world.charges()).toHaveLength(2)
})
