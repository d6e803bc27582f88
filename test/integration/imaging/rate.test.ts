import { watch } from 'node:fs'
import { copyFile, mkdtemp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { readTags } from '../../fixtures/images/read-tags'
import { isAlive, WorkerLab } from './worker-lab'

const lab = WorkerLab.set()

/** Calls whose worker is killed, each at another moment. */
const moments = 18

function starsIn(bytes: Buffer): number {
  return Number(readTags(bytes).xmp.Rating?.value)
}

test('stars given to one file at once are written one after the other: the last ones stay', async () => {
  const { imaging } = lab.start()
  const path = join(lab.folder, 'often.jpg')
  await copyFile(lab.photo.path, path)
  await Promise.all([1, 2, 3, 4, 5].map((rating) => imaging.rate(path, { rating })))
  expect(starsIn(await readFile(path))).toBe(5)
})

test('a worker killed at any moment leaves the old or the new file, whole', async () => {
  const { imaging, spawner } = lab.start()
  const folder = await mkdtemp(join(lab.folder, 'killed-'))
  const path = join(folder, 'killed.jpg')
  await copyFile(lab.photo.path, path)
  await imaging.rate(path, { rating: 1 })
  const pixels = await sharp(path).raw().toBuffer()
  for (let moment = 0; moment < moments; moment++) {
    const [old, renewed] = moment % 2 === 0 ? [1, 5] : [5, 1]
    const news = changesIn(folder)
    const rating = imaging.rate(path, { rating: renewed }).catch((error: unknown) => error)
    // Created, written, written again ..., renamed: each is a moment to be killed at.
    await Promise.race([news.reach(1 + (moment % 6)), rating])
    const pid = spawner.pids.at(-1)
    if (pid !== undefined && isAlive(pid)) process.kill(pid, 'SIGKILL')
    const bytes = await readFile(path)
    expect([old, renewed]).toContain(starsIn(bytes))
    expect((await sharp(bytes).raw().toBuffer()).equals(pixels)).toBe(true)
    // The pool has tried it again, in another worker.
    expect(await rating).toBeUndefined()
    expect(starsIn(await readFile(path))).toBe(renewed)
    news.close()
  }
})

/** Counts what happens to the files of a folder. */
function changesIn(folder: string) {
  let count = 0
  let look: () => void = () => undefined
  const watcher = watch(folder, () => {
    count++
    look()
  })
  const reach = (wanted: number) =>
    new Promise<void>((resolve) => {
      look = () => void (count >= wanted && resolve())
      look()
    })
  return { reach, close: () => watcher.close() }
}
