import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultBatchSettings } from '../../../core/settings'
import type { PhotoToExpand } from '../../../main/queue/types'
import { expand, filesIn, imported, openWorld, settingsWith, states, temporaryFolder, writePhotos } from './world'

/** Two folders with photos of equal names, and a chosen folder where a file has one of the names already. */
async function collidingPhotos(): Promise<{ readonly photos: PhotoToExpand[]; readonly out: string }> {
  const [one, two, out] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()]
  await writeFile(join(out, 'A_16X9.JPG'), 'mine')
  const photos = [
    ...(await imported(one, await writePhotos(one, ['a.jpg', 'b.jpg', 'sub/c.jpg'], 'first'))),
    ...(await imported(two, await writePhotos(two, ['b.jpg', 'sub/C.jpg', 'd.jpg'], 'second'))),
  ]
  return { photos, out }
}

test('with `skip` a photo whose name is taken, by a file or by another photo, is left out and said', async () => {
  const { queue } = await openWorld()
  const { photos, out } = await collidingPhotos()
  const added = await expand(queue, photos, settingsWith({ folder: out, conflict: 'skip' }))
  expect(added.nameTaken.map(({ path }) => path.slice(out.length + 1)).sort()).toEqual([
    'a_16x9.jpg',
    'b_16x9.jpg',
    expect.stringMatching(/^sub.[cC]_16x9\.jpg$/),
  ])
  expect(states(queue)).toEqual(['done', 'done', 'done'])
  const files = await filesIn(out)
  expect(files.map((file) => file.toLowerCase())).toEqual([
    'a_16x9.jpg',
    'b_16x9.jpg',
    'd_16x9.jpg',
    join('sub', 'c_16x9.jpg'),
  ])
  expect(await readFile(join(out, 'A_16X9.JPG'), 'utf8')).toBe('mine')
})

test('with `skip` nothing is stored where all names are taken', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  await mkdir(join(folder, 'outframe'))
  await writeFile(join(folder, 'outframe/a_16x9.jpg'), 'mine')
  const added = await queue.addBatch(photos, settingsWith({ conflict: 'skip' }))
  expect(added).toMatchObject({ batchId: null, jobs: [], skipped: [], nameTaken: [{ source: photos[0]?.source }] })
  expect(queue.snapshot().jobs).toEqual([])
})

test('with `skip` what was made before is known as that, and a job that waits keeps its name', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const settings = settingsWith({ conflict: 'skip' })
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  await queue.addBatch(photos, settings)
  expect(await queue.addBatch(photos, settings)).toMatchObject({ jobs: [], nameTaken: [{}] })
  await queue.setRunning(true)
  await queue.idle()
  expect(await queue.addBatch(photos, settings)).toMatchObject({ jobs: [], skipped: [{}], nameTaken: [] })
})

test('`unique` and `ask` give numbers', async () => {
  for (const conflict of ['unique', 'ask'] as const) {
    const { queue } = await openWorld()
    const { photos, out } = await collidingPhotos()
    const added = await expand(queue, photos, settingsWith({ folder: out, conflict }))
    expect(added.nameTaken).toEqual([])
    expect(await filesIn(out)).toEqual(expect.arrayContaining(['A_16X9.JPG', 'a_16x9_2.jpg', 'b_16x9_2.jpg']))
    expect(states(queue)).toHaveLength(6)
  }
})

test('collisions are found before anything is started, and finding them changes nothing', async () => {
  const { queue } = await openWorld()
  const { photos, out } = await collidingPhotos()
  const before = await filesIn(out)
  const report = await queue.checkNames(photos, settingsWith({ folder: out }))
  expect(report).toEqual({
    outputs: 6,
    taken: 3,
    within: 2,
    photos: 3,
    examples: expect.arrayContaining([{ wanted: 'a_16x9.jpg', becomes: 'a_16x9_2.jpg' }]),
  })
  expect(await filesIn(out)).toEqual(before)
  expect(queue.snapshot().jobs).toEqual([])
  const added = await expand(queue, photos, settingsWith({ folder: out }))
  const made = added.jobs.flatMap(({ id }) => queue.job(id)?.outputs ?? [])
  expect(made.filter(({ path }) => /_2\.jpg$/.test(path))).toHaveLength(report.taken)
  // All of it is done now: nothing would be made, so nothing collides.
  expect(await queue.checkNames(photos, settingsWith({ folder: out }))).toMatchObject({ outputs: 0, taken: 0 })
})

test('what waits already is no reason for a second Start of it to ask; in another way it is', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg', 'b.jpg']))
  const settings = settingsWith({ conflict: 'ask' })
  await queue.addBatch(photos.slice(0, 1), settings)
  expect(await queue.checkNames(photos, settings)).toMatchObject({ outputs: 1, taken: 0 })
  expect(await queue.checkNames(photos, settingsWith({ quality: 40 }))).toMatchObject({ outputs: 2, taken: 1 })
  expect(await queue.checkNames(photos, { ...settings, local: { method: 'mirror', effort: 'fast' } })).toMatchObject({
    taken: 1,
  })
  expect(await queue.checkNames(photos, settings, { again: true })).toMatchObject({ outputs: 2, taken: 1 })
})

test('names that are taken alike in several folders are one example', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['one/a.jpg', 'two/a.jpg']))
  for (const place of ['one', 'two']) {
    await mkdir(join(folder, 'outframe', place), { recursive: true })
    await writeFile(join(folder, 'outframe', place, 'a_16x9.jpg'), 'mine')
  }
  const report = await queue.checkNames(photos, defaultBatchSettings)
  expect(report).toMatchObject({ taken: 2, examples: [{ wanted: 'a_16x9.jpg', becomes: 'a_16x9_2.jpg' }] })
})

test('a check that nobody waits for any more is given up', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  const checked = queue.checkNames(photos, defaultBatchSettings, { signal: AbortSignal.abort() })
  await expect(checked).rejects.toMatchObject({ code: 'cancelled' })
})

test('ten thousand names are checked while somebody waits', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const [first] = await imported(folder, await writePhotos(folder, ['a.jpg']))
  if (first === undefined) throw new Error('Expected a photo')
  const photos = Array.from({ length: 10_000 }, (_, index) => ({
    ...first,
    source: join(folder, String(index % 5000), `${index < 5000 ? 'a' : 'A'}.jpg`),
  }))
  const begun = performance.now()
  const report = await queue.checkNames(photos, settingsWith({ folder: join(folder, 'out') }))
  expect(report).toMatchObject({ outputs: 10_000, taken: 5000, within: 5000 })
  // Some 400 ms on one core; far above that it would not be.
  expect(performance.now() - begun).toBeLessThan(10_000)
})

test('{preset}, {date} and {rating} come from presets and header', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const [photo] = await imported(folder, await writePhotos(folder, ['a.jpg']))
  if (photo === undefined) throw new Error('Expected a photo')
  const taken = { ...photo, header: { ...photo.header, takenAt: '2024-02-29T10:00:00', rating: 5 } }
  const settings = settingsWith({ template: '{preset} {date} {rating}' })
  const own = [{ id: '1', name: 'For the wall', target: defaultBatchSettings.target, moreTargets: [] }]
  await queue.addBatch([taken], settings, { presets: own })
  await queue.addBatch([taken], settings)
  await queue.setRunning(true)
  await queue.idle()
  expect(await filesIn(join(folder, 'outframe'))).toEqual([
    '.outframe',
    '16x9 2024-02-29 5.jpg',
    'For the wall 2024-02-29 5.jpg',
  ])
})
