import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { MovedFile } from '../../../core/photo'
import { defaultBatchSettings } from '../../../core/settings'
import type { PhotoToExpand } from '../../../main/queue/types'
import { TestImaging } from './test-imaging'
import {
  filesIn,
  imported,
  openWorld,
  photoText,
  settingsWith,
  states,
  TestClock,
  temporaryFolder,
  writePhotos,
} from './world'

/** As in the queue's own watch of folders, ms. */
const recheckMs = 30_000

test('a photo that is gone, or has another size by now, fails with words; one that was only retouched goes on', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const paths = await writePhotos(folder, ['cropped.jpg', 'gone.jpg', 'retouched.jpg', 'text.jpg'])
  const [cropped = '', gone = '', retouched = '', text = ''] = paths
  await queue.addBatch(await imported(folder, paths), defaultBatchSettings)
  await writeFile(cropped, photoText(300, 300, 'cropped'))
  await rm(gone)
  await writeFile(retouched, photoText(600, 400, 'with better colours'))
  await writeFile(text, 'nothing that could be a photo')
  await queue.setRunning(true)
  await queue.idle()
  expect(queue.snapshot().jobs.map(({ state, error }) => [state, error?.code])).toEqual([
    ['failed', 'photo-changed'],
    ['failed', 'file-missing'],
    ['done', undefined],
    ['failed', 'not-an-image'],
  ])
  expect(queue.snapshot().jobs[0]?.error?.message).toBe(
    `The photo ${cropped} has changed: it was 600 × 400 px, now it is 300 × 300 px. Start it anew.`,
  )
})

test('a job whose photo is renamed while it waits follows it, also in a later process', async () => {
  const { queue, stateDir } = await openWorld()
  const folder = await temporaryFolder()
  const paths = await writePhotos(folder, ['a.jpg', 'b.jpg', 'c.jpg'])
  const photos = await imported(folder, paths)
  await queue.addBatch(photos, defaultBatchSettings)
  const moves = photos.map(({ source, stamp }) => ({ from: source, to: source.replace('.jpg', ' best.jpg'), stamp }))
  const [a, b, c] = moves as [MovedFile, MovedFile, MovedFile]
  for (const { from, to } of moves) await rename(from, to)
  // The second is, by its time, not the file that was planned; the third nobody told of.
  await queue.follow([a, { ...b, stamp: { ...b.stamp, modifiedMs: b.stamp.modifiedMs + 1 } }])
  expect(queue.snapshot().jobs.map(({ source }) => source)).toEqual([a.to, b.from, c.from])
  await queue.close()

  const { queue: later, imaging } = await openWorld({ stateDir })
  await later.setRunning(true)
  await later.idle()
  expect(states(later)).toEqual(['done', 'failed', 'failed'])
  expect(imaging.composed.map(({ source }) => source)).toEqual([a.to])
  // Known only after they failed, they are made when they are tried again.
  await later.follow([b, c])
  await later.retry('all')
  await later.idle()
  expect(states(later)).toEqual(['done', 'done', 'done'])
  expect(await filesIn(join(folder, 'outframe'))).toEqual(['.outframe', 'a_16x9.jpg', 'b_16x9.jpg', 'c_16x9.jpg'])
})

/** What the library tells of photos that lie elsewhere by now. */
function movesOf(photos: readonly PhotoToExpand[], from: string, to: string): MovedFile[] {
  return photos.map(({ source, stamp }) => ({ from: source, to: source.replace(from, to), stamp }))
}

test('outputs that were to go beside photos go along when their folder is renamed, and the old one stays gone', async () => {
  const { queue, stateDir } = await openWorld()
  const all = await temporaryFolder()
  const [shoot, wedding] = [join(all, 'shoot'), join(all, 'wedding')]
  const photos = await imported(shoot, await writePhotos(shoot, ['a.jpg', 'day 2/b.jpg', 'day 2/c.jpg']))
  const single = await imported(join(shoot, 'a.jpg'), [join(shoot, 'a.jpg')])
  await queue.addBatch(photos, defaultBatchSettings)
  await queue.addBatch(single, settingsWith({ format: 'png' }))
  await queue.addBatch(photos, settingsWith({ folder: join(all, 'chosen') }))
  await rename(shoot, wedding)
  await queue.follow(movesOf(photos, shoot, wedding))
  await writePhotos(join(wedding, 'outframe/day 2'), ['b_16x9.jpg'])
  await queue.close()

  const { queue: later } = await openWorld({ stateDir })
  await later.setRunning(true)
  await later.idle()
  expect(states(later)).toEqual(Array(7).fill('done'))
  expect(await readdir(all)).toEqual(['chosen', 'wedding'])
  const here = join(wedding, 'outframe')
  // Nothing is written over.
  expect(await readFile(join(here, 'day 2/b_16x9.jpg'), 'utf8')).toMatch(/^photo /)
  expect(await filesIn(here)).toEqual([
    'a_16x9.jpg',
    'a_16x9.png',
    'day 2/b_16x9.jpg',
    'day 2/b_16x9_2.jpg',
    'day 2/c_16x9.jpg',
  ])
  // What is started there anew is the same.
  const again = await later.addBatch(
    await imported(
      wedding,
      photos.map(({ source }) => source.replace(shoot, wedding)),
    ),
    defaultBatchSettings,
  )
  expect([again.jobs.length, again.skipped.length]).toEqual([0, 3])
})

test('a job that is under way when its folder is renamed goes on in the new one, with what was made there before', async () => {
  const clock = new TestClock()
  const { queue, imaging } = await openWorld({ imaging: new TestImaging({ parallel: 1 }), clock })
  const all = await temporaryFolder()
  const [shoot, wedding] = [join(all, 'shoot'), join(all, 'wedding')]
  const photos = await imported(shoot, await writePhotos(shoot, ['a.jpg', 'b.jpg']))
  const { jobs } = await queue.addBatch(photos, { ...defaultBatchSettings, n: 2 })
  imaging.beforeCompose = () => (imaging.composed.length === 2 ? rename(shoot, wedding) : undefined)
  await queue.setRunning(true)
  await queue.idle()
  expect(states(queue)).toEqual(['blocked', 'failed'])
  imaging.beforeCompose = () => undefined
  clock.advance(recheckMs)
  await vi.waitFor(() => expect(clock.timers).toBe(1), { interval: 5 })
  expect(await readdir(all), 'while nobody has told where it is').toEqual(['wedding'])

  await queue.follow(movesOf(photos, shoot, wedding))
  clock.advance(recheckMs)
  await queue.retry(jobs.slice(1).map(({ id }) => id))
  await vi.waitFor(() => expect(states(queue)).toEqual(['done', 'done']), { interval: 5 })
  expect(await readdir(all)).toEqual(['wedding'])
  const made = ['a_16x9_v1.jpg', 'a_16x9_v2.jpg', 'b_16x9_v1.jpg', 'b_16x9_v2.jpg']
  expect(await filesIn(join(wedding, 'outframe'))).toEqual(['.outframe', ...made])
  expect(imaging.composed).toHaveLength(5)
  const paths = queue.snapshot().jobs.flatMap(({ outputs }) => outputs.map(({ path }) => path))
  expect(paths).toEqual(made.map((name) => join(wedding, 'outframe', name)))
})

test('outputs stay where they were to go while that folder is there, and where some of them was begun', async () => {
  const { queue, imaging } = await openWorld({ imaging: new TestImaging({ parallel: 1 }) })
  const all = await temporaryFolder()
  const [shoot, best] = [join(all, 'shoot'), join(all, 'best')]
  const photos = await imported(shoot, await writePhotos(shoot, ['a.jpg', 'b.jpg']))
  const { jobs } = await queue.addBatch(photos, defaultBatchSettings)
  await mkdir(best)
  const moveFiles = async () => {
    for (const name of ['a.jpg', 'b.jpg']) await rename(join(shoot, name), join(best, name))
    await queue.follow(movesOf(photos, shoot, best))
  }
  await moveFiles()
  await queue.cancel(jobs.slice(1).map(({ id }) => id))
  // As when the disk goes that the folder was on: what was begun of the first stays on it.
  imaging.beforeCompose = () => (imaging.composed.length === 1 ? rename(shoot, join(all, 'away')) : undefined)
  await queue.setRunning(true)
  await queue.idle()
  await queue.retry('all')
  await queue.idle()
  expect(queue.snapshot().jobs).toMatchObject([{ state: 'blocked', reason: 'output' }, { state: 'done' }])
  expect(queue.snapshot().jobs[0]?.error?.message).toContain(`${join(shoot, 'outframe')} is gone`)
  expect(await filesIn(all)).toContain('best/outframe/b_16x9.jpg')
  expect(await filesIn(all)).not.toContain('best/outframe/a_16x9.jpg')
  await rename(join(all, 'away'), shoot)
  await queue.setRunning(true)
  await queue.idle()
  expect(states(queue)).toEqual(['done', 'done'])
  expect(await filesIn(join(shoot, 'outframe'))).toEqual(['.outframe', 'a_16x9.jpg'])
})
