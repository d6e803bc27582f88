import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Target } from '../../../core/geometry'
import { type BatchSettings, defaultBatchSettings, defaultTarget } from '../../../core/settings'
import { expand, filesIn, imported, openWorld, settingsWith, states, temporaryFolder, writePhotos } from './world'

const ratio = (width: number, height: number): Target => ({ ...defaultTarget, ratio: { width, height } })
const [wide, upright, square] = [ratio(16, 9), ratio(4, 5), ratio(1, 1)] as const
const both: BatchSettings = { ...defaultBatchSettings, target: wide, moreTargets: [upright] }

async function given(names: readonly string[] = ['b.jpg', 'a.jpg']) {
  const world = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, names))
  return { ...world, folder, photos, made: () => filesIn(join(folder, 'outframe')) }
}

test('each photo becomes one job for each target, photo by photo', async () => {
  const { queue, photos, made } = await given()
  const { jobs, refused, skipped } = await expand(queue, photos, both)
  expect(jobs.map(({ source, shape, canvas }) => [source.slice(-5), shape, canvas])).toEqual([
    ['a.jpg', '16x9', { width: 712, height: 400 }],
    ['a.jpg', '4x5', { width: 600, height: 750 }],
    ['b.jpg', '16x9', { width: 712, height: 400 }],
    ['b.jpg', '4x5', { width: 600, height: 750 }],
  ])
  expect([refused, skipped]).toEqual([[], []])
  expect(await made()).toEqual(['.outframe', 'a_16x9.jpg', 'a_4x5.jpg', 'b_16x9.jpg', 'b_4x5.jpg'])
})

test('a photo’s own targets take the place of all of the batch’s', async () => {
  const { queue, photos, made } = await given(['a.jpg', 'b.jpg', 'c.jpg'])
  const [a, b, c] = photos as [(typeof photos)[0], (typeof photos)[0], (typeof photos)[0]]
  // Further targets without a first one are none.
  await expand(queue, [a, { ...b, target: square }, { ...c, target: null, moreTargets: [square] }], both)
  expect(await made()).toEqual(['.outframe', 'a_16x9.jpg', 'a_4x5.jpg', 'b_1x1.jpg', 'c_16x9.jpg', 'c_4x5.jpg'])
})

test('equal targets count once; a photo given twice does, too', async () => {
  const { queue, photos } = await given(['a.jpg'])
  const { jobs } = await expand(queue, [...photos, ...photos], { ...both, moreTargets: [upright, ratio(16, 9)] })
  expect(jobs).toHaveLength(2)
})

test('targets of one name have outputs of their own', async () => {
  const { queue, photos, made } = await given(['a.jpg'])
  const left: Target = { ...defaultTarget, anchor: { x: 0, y: 0.5 } }
  const first = await expand(queue, photos, { ...both, moreTargets: [left] })
  expect(first.jobs.map(({ original }) => original.left)).toEqual([56, 0])
  expect(await made()).toEqual(['.outframe', 'a_16x9.jpg', 'a_16x9_2.jpg'])
  const named = await expand(queue, photos, { ...settingsWith({ template: '{name}' }), moreTargets: [upright] })
  expect(named.jobs.flatMap(({ id }) => queue.job(id)?.outputs.map(({ path }) => path.split('/').at(-1)))).toEqual([
    'a.jpg',
    'a_2.jpg',
  ])
})

test('targets that come to the same picture of a photo are made once, and twice where they do not', async () => {
  const { queue, photos, made, folder } = await given(['a.jpg'])
  const tall = await imported(folder, await writePhotos(folder, ['tall.jpg'], 'tall', { width: 400, height: 600 }))
  const up: Target = { ...defaultTarget, ratio: { width: 3, height: 4 }, anchor: { x: 0.5, y: 0 } }
  await expand(queue, [...photos, ...tall], { ...both, target: ratio(3, 4), moreTargets: [up] })
  // The lying photo gets room above or below, the upright one at its sides alone.
  expect(await made()).toEqual(['.outframe', 'a_3x4.jpg', 'a_3x4_2.jpg', 'tall_3x4.jpg'])
})

test('what was made is skipped target by target, and only what is missing is made', async () => {
  const { queue, photos, made, folder } = await given()
  await expand(queue, photos, { ...both, moreTargets: [] })
  const second = await expand(queue, photos, both)
  expect(second.skipped.map(({ outputs }) => outputs.map(({ path }) => path))).toEqual([
    [join(folder, 'outframe/a_16x9.jpg')],
    [join(folder, 'outframe/b_16x9.jpg')],
  ])
  expect(second.jobs.map(({ shape }) => shape)).toEqual(['4x5', '4x5'])
  await rm(join(folder, 'outframe/b_4x5.jpg'))
  const third = await expand(queue, photos, both)
  expect([third.skipped.length, third.jobs.map(({ source, shape }) => [source.slice(-5), shape])]).toEqual([
    3,
    [['b.jpg', '4x5']],
  ])
  expect(await made()).toEqual(['.outframe', 'a_16x9.jpg', 'a_4x5.jpg', 'b_16x9.jpg', 'b_4x5.jpg'])
})

test('a target that cannot be made is refused by itself; the photo’s others are made', async () => {
  const { queue, photos, made } = await given(['a.jpg'])
  const { jobs, refused } = await expand(queue, photos, { ...both, moreTargets: [ratio(1, 5000), square] })
  expect(jobs.map(({ shape }) => shape)).toEqual(['16x9', '1x1'])
  expect(refused.map(({ source }) => source)).toEqual([photos[0]?.source])
  expect(await made()).toEqual(['.outframe', 'a_16x9.jpg', 'a_1x1.jpg'])
})

test('a pilot counts what is made, and the batch’s cap holds over all targets', async () => {
  const { queue, photos } = await given()
  const settings: BatchSettings = { ...both, engine: 'kling', pilot: 3 }
  const { jobs, batchId } = await queue.addBatch(photos, settings, { budget: 2 })
  expect(jobs).toHaveLength(4)
  expect(states(queue)).toEqual(['queued', 'queued', 'queued', 'blocked'])
  expect(queue.snapshot().batches.find(({ id }) => id === batchId)).toMatchObject({
    jobs: 4,
    photos: 2,
    pilot: 3,
    budget: 2,
  })
})
