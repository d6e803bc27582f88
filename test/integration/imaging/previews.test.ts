import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { PreviewRequest } from '../../../core/imaging'
import { isAlive, WorkerLab } from './worker-lab'

const lab = WorkerLab.set()

const requestFor = (path: string): PreviewRequest => ({
  path,
  photo: { width: 2400, height: 1600 },
  canvas: { width: 2844, height: 1600 },
  original: { left: 222, top: 0 },
  local: { method: 'texture', effort: 'fast' },
  edge: 1280,
})

test('a preview is made by a worker while composes wait', async () => {
  const { imaging } = lab.start()
  let isSeen = false
  // Some always wait: were it made after them, it would never be.
  const composes = [1, 2, 3].map(async () => {
    while (!isSeen) await imaging.compose(lab.request())
  })
  const { data, type } = await imaging.preview(requestFor(lab.photo.path))
  isSeen = true
  expect(type).toBe('image/jpeg')
  expect(await sharp(data).metadata()).toMatchObject({ width: 1280, height: 720 })
  await Promise.all(composes)
})

test('one that is given up for the next ends, and its worker goes on', async () => {
  const { imaging, spawner } = lab.start()
  await imaging.hash(lab.photo.path)
  const gone = new AbortController()
  const first = imaging.preview(requestFor(lab.photo.path), { signal: gone.signal })
  gone.abort()
  await expect(first).rejects.toMatchObject({ code: 'cancelled' })
  const other = { ...requestFor(lab.photo.path), original: { left: 0, top: 0 } }
  expect((await imaging.preview(other)).data.length).toBeGreaterThan(1000)
  expect(spawner.pids.map(isAlive)).toEqual([true])
})

test('a part of a photo is cut by a worker', async () => {
  const { imaging } = lab.start()
  const region = { left: 1000, top: 800, width: 512, height: 256 }
  const { data } = await imaging.thumbnail({ path: lab.photo.path, edge: 4096, region })
  expect(await sharp(data).metadata()).toMatchObject({ width: 512, height: 256 })
})
