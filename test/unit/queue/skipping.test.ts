import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultBatchSettings } from '../../../core/settings'
import { expand, filesIn, imported, openWorld, settingsWith, temporaryFolder, writePhotos } from './world'

test('a folder run again skips every photo and makes nothing new', async () => {
  const { queue, imaging } = await openWorld()
  const folder = await temporaryFolder()
  const paths = await writePhotos(folder, ['b.jpg', 'a.jpg', 'day1/a.jpg'])
  const first = await expand(queue, await imported(folder, paths))
  expect(first.jobs.map((job) => job.source)).toEqual([...paths].sort())
  const made = await filesIn(join(folder, 'outframe'))
  expect(made).toEqual(['.outframe', 'a_16x9.jpg', 'b_16x9.jpg', 'day1/a_16x9.jpg'])
  imaging.composed.length = 0

  const second = await expand(queue, await imported(folder, paths))
  expect(second).toMatchObject({ batchId: null, jobs: [], refused: [] })
  expect(second.skipped.map(({ source, outputs }) => [source, outputs])).toEqual([
    [paths[1], [{ path: join(folder, 'outframe/a_16x9.jpg'), variation: 1 }]],
    [paths[0], [{ path: join(folder, 'outframe/b_16x9.jpg'), variation: 1 }]],
    [paths[2], [{ path: join(folder, 'outframe/day1/a_16x9.jpg'), variation: 1 }]],
  ])
  expect(imaging.composed).toEqual([])
  expect(await filesIn(join(folder, 'outframe'))).toEqual(made)
})

test('also in another process that opens the same state later', async () => {
  const { queue, stateDir } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  await expand(queue, photos)
  await queue.close()
  const later = await openWorld({ stateDir })
  expect((await expand(later.queue, photos)).skipped).toHaveLength(1)
})

test('only the output that was deleted is made again, under its own name', async () => {
  const { queue, imaging } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg', 'b.jpg', 'c.jpg']))
  await expand(queue, photos)
  await rm(join(folder, 'outframe/b_16x9.jpg'))
  imaging.composed.length = 0
  const again = await expand(queue, photos)
  expect(again.skipped).toHaveLength(2)
  expect(imaging.composed.map((request) => request.source)).toEqual([join(folder, 'b.jpg')])
  expect(await filesIn(join(folder, 'outframe'))).toEqual(['.outframe', 'a_16x9.jpg', 'b_16x9.jpg', 'c_16x9.jpg'])
})

test('of several variations only the missing one is made again', async () => {
  const { queue, imaging } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  const settings = { ...defaultBatchSettings, n: 3 }
  await expand(queue, photos, settings)
  await rm(join(folder, 'outframe/a_16x9_v2.jpg'))
  imaging.composed.length = 0
  const again = await expand(queue, photos, settings)
  expect(imaging.composed.map((request) => request.surroundings)).toEqual([
    { kind: 'local', ...defaultBatchSettings.local, variation: 2 },
  ])
  const job = queue.job(again.jobs[0]?.id ?? '')
  expect(job).toMatchObject({ state: 'done', skipped: false })
  expect(job?.outputs.map((output) => output.path)).toEqual(
    [1, 2, 3].map((variation) => join(folder, `outframe/a_16x9_v${variation}.jpg`)),
  )
})

test.each([
  ['another quality', { output: { ...defaultBatchSettings.output, quality: 50 } }, 'a_16x9_2.jpg'],
  ['another format', { output: { ...defaultBatchSettings.output, format: 'webp' as const } }, 'a_16x9.webp'],
  ['another prompt', { prompt: 'a meadow' }, 'a_16x9_2.jpg'],
  ['more variations', { n: 2 }, 'a_16x9_v1.jpg'],
])('%s makes a new output beside the old one', async (_, change, name) => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  await expand(queue, photos)
  const second = await expand(queue, photos, { ...defaultBatchSettings, ...change })
  expect(second.skipped).toEqual([])
  expect(await filesIn(join(folder, 'outframe'))).toEqual(expect.arrayContaining(['a_16x9.jpg', name]))
  expect((await expand(queue, photos, { ...defaultBatchSettings, ...change })).skipped).toHaveLength(1)
})

test('a photo whose bytes changed is made again', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const [path = ''] = await writePhotos(folder, ['a.jpg'])
  await expand(queue, await imported(folder, [path]))
  await writeFile(path, 'photo 600x400\nretouched\n')
  const second = await expand(queue, await imported(folder, [path]))
  expect(second.skipped).toEqual([])
  expect(await readFile(join(folder, 'outframe/a_16x9_2.jpg'), 'utf8')).toContain('retouched')
})

test('--again makes all of them once more under free names', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  await expand(queue, photos)
  expect((await expand(queue, photos, defaultBatchSettings, { again: true })).jobs).toHaveLength(1)
  expect(await filesIn(join(folder, 'outframe'))).toEqual(['.outframe', 'a_16x9.jpg', 'a_16x9_2.jpg'])
})

test('equal content under two names makes two outputs', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg', 'copy.jpg'], 'the same'))
  await expand(queue, photos)
  expect(await filesIn(join(folder, 'outframe'))).toEqual(['.outframe', 'a_16x9.jpg', 'copy_16x9.jpg'])
  expect((await expand(queue, photos)).skipped).toHaveLength(2)
})

test('equal photos of two folders that go to one have an output each, every time', async () => {
  const { queue } = await openWorld()
  const [one, two, out] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()]
  const photos = [
    ...(await imported(one, await writePhotos(one, ['a.jpg', 'b.jpg'], 'the same'))),
    ...(await imported(two, await writePhotos(two, ['a.jpg'], 'the same'))),
  ]
  const settings = settingsWith({ folder: out })
  await expand(queue, photos, settings)
  const made = ['.outframe', 'a_16x9.jpg', 'a_16x9_2.jpg', 'b_16x9.jpg']
  expect(await filesIn(out)).toEqual(made)
  expect((await expand(queue, photos, settings)).skipped).toHaveLength(3)
  expect(await filesIn(out)).toEqual(made)

  await rm(join(out, 'a_16x9.jpg'))
  const again = await expand(queue, photos, settings)
  expect(again.skipped).toHaveLength(2)
  expect(await filesIn(out)).toEqual(made)
  expect((await expand(queue, photos, settings)).skipped).toHaveLength(3)
})

test('photos that collide in name keep their outputs apart when they are run again', async () => {
  const { queue } = await openWorld()
  const [folder, out] = [await temporaryFolder(), await temporaryFolder()]
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg', 'a.png', 'A.jpeg']))
  const settings = settingsWith({ folder: out, format: 'webp' })
  await expand(queue, photos, settings)
  const made = ['.outframe', 'A_16x9.webp', 'a_16x9_2.webp', 'a_16x9_3.webp']
  expect(await filesIn(out)).toEqual(made)
  expect(await readFile(join(out, 'a_16x9_2.webp'), 'utf8')).toContain('a.jpg')
  expect((await expand(queue, photos, settings)).skipped).toHaveLength(3)
  await rm(join(out, 'a_16x9_2.webp'))
  await expand(queue, photos, settings)
  expect(await filesIn(out)).toEqual(made)
  expect(await readFile(join(out, 'a_16x9_2.webp'), 'utf8')).toContain('a.jpg')
})

test('a batch added twice before it ran is made once', async () => {
  const { queue, imaging } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg', 'b.jpg']))
  await queue.addBatch(photos, defaultBatchSettings)
  const second = await expand(queue, photos)
  expect(imaging.composed).toHaveLength(2)
  expect(second.jobs.map(({ id }) => queue.job(id))).toMatchObject([
    { state: 'done', skipped: true, outputs: [{ path: join(folder, 'outframe/a_16x9.jpg') }] },
    { state: 'done', skipped: true, outputs: [{ path: join(folder, 'outframe/b_16x9.jpg') }] },
  ])
  expect(await filesIn(join(folder, 'outframe'))).toEqual(['.outframe', 'a_16x9.jpg', 'b_16x9.jpg'])
})

test('the same photo under way in another batch is waited for, not made twice', async () => {
  const { queue, imaging } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  await queue.addBatch(photos, defaultBatchSettings)
  await expand(queue, photos)
  expect(imaging.composed).toHaveLength(1)
  // Either may be the first to be under way.
  expect(
    queue
      .snapshot()
      .jobs.map((job) => job.skipped)
      .sort(),
  ).toEqual([false, true])
})

test('outputs in a walked folder are not expanded again', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const settings = settingsWith({ folder })
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  await expand(queue, photos, settings)
  const output = join(folder, 'a_16x9.jpg')
  await writeFile(output, await readFile(join(folder, 'a.jpg')))
  const second = await expand(queue, await imported(folder, [join(folder, 'a.jpg'), output]), settings)
  expect(second.ownOutputs).toEqual([output])
  expect(second.skipped).toHaveLength(1)
  expect(await filesIn(folder)).toEqual(['a.jpg', 'a_16x9.jpg'])
})

test('only photos for whose outputs something was made before are hashed when a batch is added', async () => {
  const { queue, imaging } = await openWorld()
  const folder = await temporaryFolder()
  const paths = await writePhotos(folder, ['a.jpg', 'b.jpg'])
  const [a = ''] = paths
  await expand(queue, await imported(folder, [a]))
  imaging.hashed.length = 0
  await queue.setRunning(false)
  await queue.addBatch(await imported(folder, paths), defaultBatchSettings)
  expect(imaging.hashed).toEqual([a])
})

test('sources are not touched', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const [path = ''] = await writePhotos(folder, ['a.jpg'])
  const before = await stat(path, { bigint: true })
  await expand(queue, await imported(folder, [path]))
  const after = await stat(path, { bigint: true })
  expect([after.ino, after.size, after.mtimeNs]).toEqual([before.ino, before.size, before.mtimeNs])
})

test('what waits in just that way is left out where that is asked for, and told; in another way it is not', async () => {
  const { queue, imaging } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg', 'b.jpg', 'c.jpg']))
  const options = { leaveWaiting: true }
  await queue.addBatch(photos.slice(0, 2), defaultBatchSettings, options)
  const second = await queue.addBatch(photos, defaultBatchSettings, options)
  expect(second).toMatchObject({ jobs: [{ source: photos[2]?.source }], skipped: [], waiting: 2 })
  expect(await queue.addBatch(photos, defaultBatchSettings, options)).toMatchObject({ batchId: null, waiting: 3 })
  expect((await queue.addBatch(photos, settingsWith({ quality: 50 }), options)).jobs).toHaveLength(3)
  await queue.setRunning(true)
  await queue.idle()
  expect(imaging.composed).toHaveLength(6)
  expect(await queue.addBatch(photos, defaultBatchSettings, options)).toMatchObject({
    waiting: 0,
    skipped: [{}, {}, {}],
  })
})

test('a job that comes to a file of another one counts it as its own, and says that it did not make it', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  const first = await queue.addBatch(photos, defaultBatchSettings)
  const second = await queue.addBatch(photos, defaultBatchSettings)
  await queue.setRunning(true)
  await queue.idle()
  const outputsOf = ({ jobs }: typeof first) => jobs.flatMap(({ id }) => queue.job(id)?.outputs ?? [])
  const path = join(folder, 'outframe/a_16x9.jpg')
  expect(outputsOf(first)).toEqual([{ path, variation: 1 }])
  expect(outputsOf(second)).toEqual([{ path, variation: 1, adopted: true }])
})
