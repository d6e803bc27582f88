import { createHash } from 'node:crypto'
import { readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type BatchSettings, defaultBatchSettings } from '../../../core/settings'
import { filesIn, imported, openWorld, temporaryFolder, writePhotos } from '../../unit/queue/world'
import { queueProcesses } from './processes'
import type { QueueWord } from './queue-process'

const start = queueProcesses()

/** Every moment of writing an output that a crash could fall into, in order. */
const steps = ['intend', 'reserve', 'reserved', 'make', 'hash', 'promise', 'rename', 'sync', 'done']

/** Whether the output under way had been composed before that step. */
function composedBefore(step: string): boolean {
  return steps.indexOf(step) > steps.indexOf('make')
}

/** A folder of photos and the state of a queue that expands them. */
async function scene(names: readonly string[], settings: BatchSettings = defaultBatchSettings) {
  const folder = await temporaryFolder()
  const paths = await writePhotos(folder, names)
  const order = { stateDir: join(await temporaryFolder(), 'state'), photos: await imported(folder, paths), settings }
  return { folder, out: join(folder, 'outframe'), paths, order, sources: await hashes(paths) }
}

function hashes(paths: readonly string[]): Promise<string[]> {
  return Promise.all(
    paths.map(async (path) =>
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    ),
  )
}

/** What was made again after it had been done; nothing may. */
function repeated(words: readonly QueueWord[]): readonly string[] {
  const done = new Set<string>()
  const again: string[] = []
  for (const word of words) {
    if (word.say === 'compose' && done.has(word.source)) again.push(word.source)
    if (word.say === 'done') done.add(word.source)
  }
  return again
}

test.each(steps)('a crash before %s loses nothing, repeats nothing and leaves no pieces', async (step) => {
  const { out, paths, order, sources } = await scene(['a.jpg', 'b.jpg'], { ...defaultBatchSettings, n: 2 })
  const alone = { ...order, parallel: 1 }
  const first = await start({ ...alone, dieAt: { step, time: 2 } }).ended()
  expect(first.map((word) => word.say)).toEqual(['open', 'compose', ...(composedBefore(step) ? ['compose'] : [])])

  const second = await start(alone).ended()
  expect(second[0]).toEqual({ say: 'open', jobs: 2 })
  expect(second.at(-1)).toEqual({ say: 'end' })
  // The variation that was finished before stays; the one under way stays too if it had its name.
  const named = ['sync', 'done'].includes(step)
  expect(second.filter((word) => word.say === 'compose')).toHaveLength(named ? 2 : 3)
  const made = ['a', 'b'].flatMap((name) => [1, 2].map((variation) => `${name}_16x9_v${variation}.jpg`))
  expect(await filesIn(out)).toEqual(['.outframe', ...made])
  for (const name of made) expect((await stat(join(out, name))).size).toBeGreaterThan(0)
  expect(await hashes(paths)).toEqual(sources)
})

test.each(steps)('a crash before %s leaves no pieces where its folder is renamed before it goes on', async (step) => {
  const { folder, order } = await scene(['a.jpg', 'b.jpg'], { ...defaultBatchSettings, n: 2 })
  await start({ ...order, parallel: 1, dieAt: { step, time: 2 } }).ended()
  const renamed = join(await temporaryFolder(), 'renamed')
  await rename(folder, renamed)

  const { queue } = await openWorld({ stateDir: order.stateDir })
  await queue.follow(
    order.photos.map(({ source, stamp }) => ({ from: source, to: source.replace(folder, renamed), stamp })),
  )
  await queue.setRunning(true)
  await queue.idle()
  // What may be on a disk that is away is not given up; nothing of it is where the folder is now.
  const isHeld = step === 'reserve'
  expect(queue.snapshot().jobs.map(({ state }) => state)).toEqual([isHeld ? 'blocked' : 'done', 'done'])
  const made = ['a', 'b'].flatMap((name) => [1, 2].map((variation) => `${name}_16x9_v${variation}.jpg`))
  const left = made.filter((name) => !isHeld || name !== 'a_16x9_v2.jpg')
  expect(await filesIn(join(renamed, 'outframe'))).toEqual(['.outframe', ...left])
  for (const name of left) expect((await stat(join(renamed, 'outframe', name))).size).toBeGreaterThan(0)
  await expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' })
})

test('a queue that is killed again and again ends with every photo made exactly once', async () => {
  const names = Array.from({ length: 24 }, (_, index) => `p${String(index).padStart(2, '0')}.jpg`)
  const { out, paths, order, sources } = await scene(names)
  const words: QueueWord[] = []
  // Any mixed bag of delays will do; a fixed one makes a failure come back.
  const delays = Array.from({ length: 15 }, (_, index) => (index * 37) % 60)
  for (const delay of delays) {
    const process = start(order)
    await process.said('open')
    await process.killAfter(delay)
    words.push(...process.words)
  }
  words.push(...(await start(order).ended()))
  expect(words.at(-1)).toEqual({ say: 'end' })
  expect(repeated(words)).toEqual([])
  expect(await filesIn(out)).toEqual(['.outframe', ...names.map((name) => name.replace('.jpg', '_16x9.jpg'))])
  for (const name of names) {
    expect(await readFile(join(out, name.replace('.jpg', '_16x9.jpg')), 'utf8')).toContain(name)
  }
  expect(await hashes(paths)).toEqual(sources)
})

test('after a crash the queue opens paused and says what it found', async () => {
  const { out, order } = await scene(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'])
  await start({ ...order, dieAt: { step: 'make', time: 3 } }).ended()
  const { queue } = await openWorld({ stateDir: order.stateDir })
  const { running, recovered } = queue.summary()
  expect(running).toBe(false)
  expect(recovered).toMatchObject({ crashed: true })
  const { interrupted = 0, waiting = 0, finished = 0 } = recovered ?? {}
  expect(interrupted).toBeGreaterThan(0)
  expect(interrupted + waiting + finished).toBe(4)
  const made = await filesIn(out)
  expect(made).toHaveLength(1 + finished)
  await queue.idle()
  expect(await filesIn(out)).toEqual(made)
})
