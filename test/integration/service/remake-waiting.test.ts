import { expect, test } from 'vitest'
import type { RemakeChange, ResultRef } from '../../../core/gallery'
import { conflictPolicies } from '../../../core/settings'
import { PaidWorld } from './paid-world'

const timeout = 30_000
const month = 31 * 24 * 60 * 60 * 1000
/** Tasks that are seen running. */
const slow = { simulator: { taskMs: { min: 6000, max: 6000 } } } as const

const dusk = { kind: 'repaint', prompt: 'dusk' } as const
const smaller = (world: PaidWorld) => ({ kind: 'export', output: { ...world.settings().output, quality: 40 } }) as const

/** Adds all that is finished to be made once more, and does not run it. @returns the units that it takes */
async function remake(world: PaidWorld, change: RemakeChange, cap: number | null = null): Promise<number> {
  const results = world.queue
    .snapshot()
    .jobs.flatMap(({ id, outputs }) => outputs.map(({ variation }): ResultRef => ({ job: id, variation })))
  const { units } = await world.queue.results.estimate({ results, change })
  await world.queue.results.remake({ results, change }, { agreed: units, cap, presets: [] })
  return units
}

/** What became of all jobs, in the queue's order. */
const fates = ({ queue }: PaidWorld) => queue.snapshot().jobs.map(({ state, reason }) => reason ?? state)

test('where sending is stopped, what is exported anew is made: it was bought', { timeout }, async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg'])
  await world.queue.pause('sending')
  expect(await remake(world, smaller(world))).toBe(0)
  await world.queue.idle()
  expect(fates(world)).toEqual(['done', 'done'])
  expect(world.charges()).toHaveLength(1)
})

test('what waits to be exported anew keeps its renders, whatever the limit', { timeout }, async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg', 'b.jpg'])
  await world.queue.setRunning(false)
  expect(await remake(world, smaller(world))).toBe(0)
  await world.queue.limitRenders(0)
  await world.queue.clearRenders()
  world.clock.skip(month)
  await world.run()
  expect(fates(world)).toEqual(['done', 'done', 'done', 'done'])
  expect(world.charges()).toHaveLength(2)
})

test.each(['sending', 'now', 'after-current'] as const)(
  'stopped (%s), closed and opened in the middle of a remake, it is charged once and comes in the end',
  { timeout },
  async (way) => {
    const world = await PaidWorld.open(slow)
    await world.expand(['a.jpg', 'b.jpg'])
    expect(await remake(world, dusk)).toBe(2)
    await world.queue.setRunning(true)
    await world.until(() => expect(fates(world)).toEqual(['done', 'done', 'running', 'running']))
    await world.queue.pause(way)
    await world.reopen()
    await world.queue.pause(way)
    await world.run()
    expect(fates(world)).toEqual(['done', 'done', 'done', 'done'])
    expect(world.charges()).toHaveLength(4)
    expect(world.simulator.ledger.twice()).toEqual([])
  },
)

test.each(conflictPolicies)(
  'with `%s` for names, a pilot that waits and a cap that is reached, a remake is held by none but its own cap',
  { timeout },
  async (conflict) => {
    const world = await PaidWorld.open()
    const output = { ...world.settings().output, conflict }
    await world.expand(['a.jpg', 'b.jpg', 'c.jpg'], { pilot: 2, output }, { budget: 2 })
    expect(fates(world)).toEqual(['done', 'done', 'pilot'])
    expect(await remake(world, dusk, 1)).toBe(2)
    await world.run()
    expect(fates(world).sort()).toEqual(['budget', 'done', 'done', 'done', 'pilot'])
    expect(world.charges()).toHaveLength(3)
    const [, again] = world.queue.snapshot().batches
    await world.queue.setBudget(again?.id ?? '', 2)
    expect(await remake(world, smaller(world))).toBe(0)
    await world.run()
    expect(fates(world).filter((fate) => fate !== 'done')).toEqual(['pilot'])
    expect(world.charges()).toHaveLength(4)
    expect(world.simulator.ledger.twice()).toEqual([])
  },
)

test('what the day’s budget holds up is told; an export costs nothing, and is made', { timeout }, async () => {
  const world = await PaidWorld.open({ queue: { dayBudget: () => 1 } })
  await world.expand(['a.jpg'])
  expect(await remake(world, dusk)).toBe(1)
  await world.run()
  expect(await remake(world, smaller(world))).toBe(0)
  await world.run()
  expect(fates(world)).toEqual(['done', 'budget', 'done'])
  expect(world.charges()).toHaveLength(1)
})

test.each(['no-credits', 'no-key'] as const)(
  'while its door is closed (%s), what was bought is exported, and what was not waits',
  { timeout },
  async (reason) => {
    const world = await PaidWorld.open()
    await world.expand(['a.jpg', 'b.jpg'])
    if (reason === 'no-key') world.access.change('kling', { key: null })
    else world.onCreate({ reply: { kind: 'code', code: 1102 } })
    await world.expand(['c.jpg', 'd.jpg'])
    expect(fates(world)).toEqual(['done', 'done', reason, reason])
    expect(await remake(world, smaller(world))).toBe(0)
    await world.add(['e.jpg'])
    await world.queue.idle()
    expect(fates(world)).toEqual(['done', 'done', reason, reason, 'done', 'done', reason])
    expect(world.charges()).toHaveLength(2)
  },
)
