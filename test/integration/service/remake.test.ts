import { rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { RemakeChange, ResultRef } from '../../../core/gallery'
import { filesIn } from '../../unit/queue/world'
import { PaidWorld } from './paid-world'

const terms = (agreed: number, cap: number | null = null) => ({ agreed, cap, presets: [] })

const outputs = async (world: PaidWorld) =>
  (await filesIn(world.folder)).filter((file) => file.startsWith('outframe/') && !file.endsWith('.outframe'))

/** All finished files of the first jobs. */
function results(world: PaidWorld, jobs = 1): ResultRef[] {
  return world.queue
    .snapshot()
    .jobs.slice(0, jobs)
    .flatMap(({ id, outputs: made }) => made.map(({ variation }) => ({ job: id, variation })))
}

async function remake(world: PaidWorld, refs: ResultRef[], change: RemakeChange, cap: number | null = null) {
  const estimate = await world.queue.results.estimate({ results: refs, change })
  const remade = await world.queue.results.remake({ results: refs, change }, terms(estimate.units, cap))
  await world.run()
  return { estimate, remade }
}

test('other output settings compose from what was bought: nothing is charged, and the first file stays', async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg', 'deep: 1/b.jpg'], { n: 2 })
  const charged = world.simulator.ledger.units()
  const output = { ...world.settings().output, format: 'png', template: '{name}-web', longEdge: 300 } as const
  const { estimate, remade } = await remake(world, results(world, 2), { kind: 'export', output })
  expect(estimate).toEqual({ pictures: 4, units: 0, same: 4, gone: 0, refused: [] })
  expect(remade).toMatchObject({ jobs: 2, refused: [] })
  expect(world.simulator.ledger.units()).toBe(charged)
  expect(world.counts()).toEqual({ done: 2 })
  expect(await outputs(world)).toEqual([
    'outframe/a-web_v1.png',
    'outframe/a-web_v2.png',
    'outframe/a_16x9_v1.jpg',
    'outframe/a_16x9_v2.jpg',
    'outframe/deep_ 1/b-web_v1.png',
    'outframe/deep_ 1/b-web_v2.png',
    'outframe/deep_ 1/b_16x9_v1.jpg',
    'outframe/deep_ 1/b_16x9_v2.jpg',
  ])
  expect(world.queue.snapshot().jobs.map(({ outputSize }) => Math.max(outputSize.width, outputSize.height))).toEqual([
    712, 712, 300, 300,
  ])
  expect(world.queue.snapshot().batches.map(({ units, budget }) => [units, budget])).toEqual([
    [charged, null],
    [0, 0],
  ])
})

test('one of several pictures is exported alone', async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg'], { n: 2 })
  const output = { ...world.settings().output, format: 'tiff' } as const
  const second = results(world).filter(({ variation }) => variation === 2)
  await remake(world, second, { kind: 'export', output })
  expect(await outputs(world)).toEqual(['outframe/a_16x9_v1.jpg', 'outframe/a_16x9_v2.jpg', 'outframe/a_16x9_v2.tif'])
  expect(world.queue.snapshot().jobs.map(({ state }) => state)).toEqual(['done', 'done'])
})

test('a watermark that is set by now is no reason to buy what was bought without', async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg'])
  world.access.change('kling', { settings: { watermark: true } })
  const output = { ...world.settings().output, quality: 40 }
  await remake(world, results(world), { kind: 'export', output })
  expect(world.charges()).toHaveLength(1)
})

test('what is not kept any more is said, and bought only by who agreed to it', async () => {
  const world = await PaidWorld.open({ queue: { renderCacheBytes: 0 } })
  await world.expand(['a.jpg', 'b.jpg'])
  await world.reopen()
  const output = { ...world.settings().output, quality: 40 }
  const request = { results: results(world), change: { kind: 'export', output } as const }
  const estimate = await world.queue.results.estimate(request)
  // The service keeps renders for a month: what it has is fetched once more, which is free.
  expect(estimate).toMatchObject({ pictures: 1, units: 0, gone: 0 })
  world.clock.skip(31 * 24 * 60 * 60 * 1000)
  const later = await world.queue.results.estimate(request)
  expect(later).toMatchObject({ pictures: 1, units: 1, gone: 1, same: 0 })
  await expect(world.queue.results.remake(request, terms(estimate.units))).rejects.toMatchObject({
    code: 'cost-changed',
  })
  expect(world.queue.snapshot().jobs).toHaveLength(2)
  await world.queue.results.remake(request, terms(later.units))
  await world.run()
  expect(world.counts()).toEqual({ done: 2 })
  expect(world.simulator.ledger.units()).toBe(3)
})

test('another prompt is a new picture, bought once; the same again is what came, at no cost', async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg', 'b.jpg'], { prompt: 'a lake' })
  const change = { kind: 'repaint', prompt: 'evening light' } as const
  const first = await remake(world, results(world, 2), change)
  expect(first.estimate).toEqual({ pictures: 2, units: 2, same: 0, gone: 0, refused: [] })
  expect(world.charges()).toHaveLength(4)
  const second = await remake(world, results(world, 2), change)
  expect(second.estimate).toEqual({ pictures: 2, units: 0, same: 2, gone: 0, refused: [] })
  expect(world.charges()).toHaveLength(4)
  const unchanged = await world.queue.results.estimate({ results: results(world, 2), change: { kind: 'repaint' } })
  expect(unchanged).toEqual({ pictures: 2, units: 0, same: 2, gone: 0, refused: [] })
  expect(world.queue.snapshot().jobs.map(({ prompt }) => prompt)).toEqual([
    'a lake',
    'a lake',
    ...Array.from({ length: 4 }, () => 'evening light'),
  ])
})

test('another number of pictures of the same prompt is a purchase of its own', async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg'])
  const { estimate } = await remake(world, results(world), { kind: 'repaint', pictures: 3 })
  expect(estimate).toMatchObject({ pictures: 3, units: 3, same: 0 })
  expect(world.simulator.ledger.units()).toBe(4)
})

test('as many new pictures come as results of a photo are named; equal photos are bought once', async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg', 'b.jpg'], { n: 2 }, { salt: 'one photo' })
  const change = { kind: 'repaint', prompt: 'dunes' } as const
  const { estimate } = await remake(world, results(world, 2), change)
  expect(estimate).toMatchObject({ pictures: 4, units: 2 })
  expect(world.simulator.ledger.units()).toBe(4)
})

test('more than was agreed to is not begun, and a cap blocks', async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg', 'b.jpg'])
  const request = { results: results(world, 2), change: { kind: 'repaint', prompt: 'dunes' } as const }
  await expect(world.queue.results.remake(request, terms(1))).rejects.toMatchObject({ code: 'cost-changed' })
  expect(world.queue.snapshot().jobs).toHaveLength(2)
  await world.queue.results.remake(request, terms(2, 1))
  await world.run()
  expect(world.charges()).toHaveLength(3)
  expect(
    world.queue
      .snapshot()
      .jobs.map(({ state, reason }) => reason ?? state)
      .sort(),
  ).toEqual(['budget', 'done', 'done', 'done'])
})

test('a photo that is gone is refused with its reason, the others go on', async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg', 'b.jpg'])
  const [gone] = world.queue.snapshot().jobs
  await rm(gone?.source ?? '')
  const { estimate, remade } = await remake(world, results(world, 2), { kind: 'repaint', prompt: 'dunes' })
  expect(estimate).toMatchObject({ pictures: 1, units: 1, refused: [{ source: gone?.source }] })
  expect(remade).toMatchObject({ jobs: 1, refused: [{ source: gone?.source }] })
})

test('the names of what is made once more know the user’s presets', async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg'])
  const output = { ...world.settings().output, template: '{name}-{preset}' }
  const presets = [{ id: 'own', name: 'Billboard', target: world.settings().target, moreTargets: [] }]
  const change = { kind: 'export', output } as const
  await world.queue.results.remake({ results: results(world), change }, { ...terms(0), presets })
  await world.run()
  expect(await outputs(world)).toEqual(['outframe/a-Billboard.jpg', 'outframe/a_16x9.jpg'])
})
