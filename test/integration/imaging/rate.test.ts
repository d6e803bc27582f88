import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { readTags } from '../../fixtures/images/read-tags'
import { WorkerLab } from './worker-lab'

const lab = WorkerLab.set()

/** Moments within one call at which its worker is killed. */
const moments = 24

function starsIn(bytes: Buffer): number {
  return Number(readTags(bytes).xmp.Rating?.value)
}

test('stars given to one file at once are written one after the other: the last ones stay', async () => {
  const { imaging } = lab.start()
  const path = join(lab.folder, 'often.jpg')
  await copyFile(lab.photo.path, path)
  await Promise.all([1, 2, 3, 4, 5].map((rating) => imaging.rate(path, rating)))
  expect(starsIn(await readFile(path))).toBe(5)
})

test('a worker killed at any moment leaves the old or the new file, whole', async () => {
  const { imaging, spawner } = lab.start()
  const path = join(lab.folder, 'killed.jpg')
  await copyFile(lab.photo.path, path)
  await imaging.rate(path, 1)
  const pixels = await sharp(path).raw().toBuffer()
  const began = performance.now()
  await imaging.rate(path, 1)
  const duration = performance.now() - began
  const found = new Set<number>()
  for (let moment = 0; moment < moments; moment++) {
    const [old, renewed] = moment % 2 === 0 ? [1, 5] : [5, 1]
    const rating = imaging.rate(path, renewed).catch((error: unknown) => error)
    await sleep((duration * moment) / (moments - 4))
    const pid = spawner.pids.at(-1)
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
    const bytes = await readFile(path)
    const stars = starsIn(bytes)
    expect([old, renewed]).toContain(stars)
    found.add(Number(stars === renewed))
    expect((await sharp(bytes).raw().toBuffer()).equals(pixels)).toBe(true)
    // The pool has tried it again, in another worker.
    expect(await rating).toBeUndefined()
    expect(starsIn(await readFile(path))).toBe(renewed)
  }
  expect(found).toEqual(new Set([0, 1]))
})
