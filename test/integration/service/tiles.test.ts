import { expect, test } from 'vitest'
import { type Plan, planTarget, unitsOf } from '../../../core/geometry'
import { serviceLimits } from '../../../core/limits'
import { defaultTarget } from '../../../core/settings'
import { filesIn } from '../../unit/queue/world'
import { PaidWorld } from './paid-world'

/** 3:1, to 16:9: two tiles. */
const long = { width: 3000, height: 1000 }
/** 7.5:1, to 16:9: four tiles, and a pass from what they painted. */
const longer = { width: 7500, height: 1000 }

function planOf(photo: { width: number; height: number }): Plan {
  const result = planTarget(photo, defaultTarget, { limits: serviceLimits })
  if (result.kind === 'refused') throw new Error(result.error.message)
  return result.plan
}

const counts = (world: PaidWorld) => world.charges().map(({ n }) => n)
const ids = (world: PaidWorld) => new Set(world.charges().map(({ externalTaskId }) => externalTaskId))
const outputs = async (world: PaidWorld) =>
  (await filesIn(world.folder)).filter((file) => /^outframe\/.*_16x9/.test(file)).length

test.each(['kling', 'cometapi'] as const)(
  'a panorama is made of tiles through %s, at what the plan said',
  async (door) => {
    const world = await PaidWorld.open({ door })
    const { jobs } = await world.expand(['a.jpg'], {}, { size: long })
    const plan = planOf(long)
    expect(world.counts()).toEqual({ done: 1 })
    expect(counts(world)).toEqual([1, 1])
    expect(ids(world).size).toBe(2)
    expect(world.queue.job(jobs[0]?.id ?? '')?.units).toBe(unitsOf(plan, 1, door))
    expect(world.queue.summary().units).toBe(2)
    expect(world.charges().map(({ ratios }) => ratios)).toEqual(plan.passes.map(({ ratios }) => ratios))
    for (const [index, { upload }] of world.charges().entries()) {
      const { width = 0, height = 0 } = plan.passes[index]?.input ?? {}
      expect(upload.width / upload.height).toBeCloseTo(width / height, 2)
    }
    expect(world.imaging.prepared.map(({ pass, renders }) => [pass, renders.length])).toEqual([
      [0, 0],
      [1, 1],
    ])
    const [composed] = world.imaging.files.composed
    expect(composed?.surroundings).toMatchObject({ kind: 'renders', renders: [expect.any(String), expect.any(String)] })
    expect(await outputs(world)).toBe(1)
  },
)

test('each picture of a panorama has tiles of its own, but for the first create that asks for all', async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg'], { n: 2 }, { size: longer })
  expect(world.counts()).toEqual({ done: 1 })
  expect(counts(world)).toEqual([2, 1, 1, 1, 1, 1, 1, 1, 1])
  expect(ids(world).size).toBe(9)
  expect(world.queue.summary().units).toBe(unitsOf(planOf(longer), 2, 'kling'))
  const { prepared, files } = world.imaging
  expect(prepared.filter(({ pass }) => pass === 4).map(({ renders }) => renders.length)).toEqual([4, 4])
  // The double paints equal uploads alike, so later tiles may be equal; the first create's pictures never are.
  expect(new Set(prepared.filter(({ pass }) => pass === 4).map(({ renders }) => renders[0])).size).toBe(2)
  expect(
    files.composed.map(({ surroundings }) => surroundings.kind === 'renders' && surroundings.renders.length),
  ).toEqual([5, 5])
})

test('a tile that fails leaves the other pictures whole, and a retry buys only what is missing', async () => {
  const world = await PaidWorld.open()
  world.onCreate({ task: { kind: 'fails', message: 'no luck' } }, { nth: 3 })
  const { jobs } = await world.expand(['a.jpg'], { n: 2 }, { size: longer })
  expect(world.fates()).toEqual({ 'a.jpg': 'failed task-failed' })
  expect(await outputs(world)).toBe(1)
  // The first tile of both, four more of the one; of the other only the one that failed.
  expect(counts(world)).toHaveLength(6)
  await world.queue.retry('all')
  await world.run()
  expect(world.counts()).toEqual({ done: 1 })
  expect(await outputs(world)).toBe(2)
  expect(counts(world)).toHaveLength(10)
  expect(world.queue.job(jobs[0]?.id ?? '')?.outputs).toHaveLength(2)
})

test('a budget blocks between two tiles, and more of it buys the rest only', async () => {
  const world = await PaidWorld.open()
  const { batchId } = await world.expand(['a.jpg'], {}, { size: longer, budget: 3 })
  expect(world.fates()).toEqual({ 'a.jpg': 'blocked budget' })
  expect(counts(world)).toHaveLength(3)
  await world.queue.setBudget(batchId ?? '', 5)
  await world.run()
  expect(world.counts()).toEqual({ done: 1 })
  expect(counts(world)).toHaveLength(5)
  expect(ids(world).size).toBe(5)
})

test('a quit between two tiles buys nothing twice', async () => {
  const world = await PaidWorld.open()
  let reached: () => void = () => undefined
  const third = new Promise<void>((resolve) => {
    reached = resolve
  })
  world.imaging.beforePrepare = ({ pass }) => (pass === 2 ? reached() : undefined)
  await world.add(['a.jpg'], {}, { size: longer })
  await world.queue.setRunning(true)
  await third
  await world.reopen()
  await world.run()
  expect(world.counts()).toEqual({ done: 1 })
  expect(world.charges()).toHaveLength(5)
  expect(world.simulator.ledger.twice()).toEqual([])
})

test.each(['kling', 'cometapi'] as const)(
  'a photo of 120 × 90 px is sent enlarged through %s, and made',
  async (door) => {
    const world = await PaidWorld.open({ door })
    await world.expand(['a.jpg'], {}, { size: { width: 120, height: 90 } })
    expect(world.counts()).toEqual({ done: 1 })
    expect(world.charges()).toMatchObject([{ n: 1, upload: { width: 400, height: 300 } }])
    expect(world.imaging.files.composed[0]?.plan.canvas).toEqual({ width: 160, height: 90 })
  },
)
