import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { MovedFile } from '../../../core/photo'
import { defaultBatchSettings } from '../../../core/settings'
import { filesIn, imported, openWorld, photoText, states, temporaryFolder, writePhotos } from './world'

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
