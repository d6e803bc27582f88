import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../core/errors'
import { type Mark, noMark } from '../../../core/gallery'
import type { FileMark, Imaging } from '../../../core/imaging'
import { defaultBatchSettings } from '../../../core/settings'
import { openQueue } from '../../../main/queue/queue'
import type { Queue } from '../../../main/queue/types'
import { TestImaging } from './test-imaging'
import { expand, imported, openWorld, temporaryFolder, writePhotos } from './world'

/** Remembers the marks it was asked to write; fails for files it is told to. */
class RatingImaging extends TestImaging {
  readonly rated: (readonly [path: string, mark: FileMark])[] = []
  fails = false
  onRate: (path: string) => Promise<void> = async () => undefined
  /** What files say of themselves. */
  readonly said = new Map<string, number | null>()
  beforeAnswer: () => void = () => undefined

  override async probe(paths: readonly string[], options: Parameters<Imaging['probe']>[1]): Promise<void> {
    await super.probe(paths, {
      ...options,
      onResult: (result) => {
        const rating = this.said.get(result.path)
        if (result.kind === 'photo' && rating !== undefined)
          options.onResult({ ...result, header: { ...result.header, rating } })
        else options.onResult(result)
      },
    })
    this.beforeAnswer()
  }

  override async rate(path: string, mark: FileMark): Promise<void> {
    if (this.fails) throw new AppError('output-unwritable', `${path} is read-only.`)
    this.rated.push([path, mark])
    await this.onRate(path)
  }
}

const marked = (change: Partial<Mark>): Mark => ({ ...noMark, ...change })

async function withResults(names: readonly string[]) {
  const imaging = new RatingImaging()
  const world = await openWorld({ imaging })
  const folder = await temporaryFolder()
  await expand(world.queue, await imported(folder, await writePhotos(folder, names)))
  const jobs = world.queue.snapshot().jobs
  const path = (index: number) => jobs[index]?.outputs[0]?.path ?? ''
  const id = (index: number) => jobs[index]?.id ?? ''
  const set = (index: number, mark: Mark, queue: Queue = world.queue) =>
    queue.results.marks.set([{ job: id(index), variation: 1, mark }])
  return { ...world, imaging, folder, id, path, set }
}

test('marks survive a restart, and are told as they change', async () => {
  const { queue, stateDir, imaging, id, set } = await withResults(['a.jpg', 'b.jpg'])
  const told: unknown[] = []
  queue.results.marks.onChange((changed) => told.push(...changed))
  set(0, marked({ flag: 'picked', stars: 4, colour: 'blue' }))
  set(1, marked({ stars: 2 }))
  set(1, noMark)
  expect(told).toHaveLength(3)
  expect(told.at(-1)).toEqual({ job: id(1), variation: 1, mark: noMark, problem: null })
  await queue.close()
  const again = await openQueue({ version: '0.0.0', stateDir, imaging })
  expect(again.results.marks.all()).toEqual([
    { job: id(0), variation: 1, mark: { flag: 'picked', stars: 4, colour: 'blue' }, problem: null },
  ])
  await again.close()
})

test('stars, rejections and colours are written into the files, only the last ones, and nothing where there are none', async () => {
  const { queue, imaging, path, set } = await withResults(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'])
  for (const stars of [1, 2, 3]) set(0, marked({ stars }))
  set(1, marked({ flag: 'rejected', stars: 5 }))
  set(2, marked({ flag: 'picked', colour: 'red' }))
  set(3, marked({ flag: 'picked' }))
  await queue.results.marks.settled()
  expect(imaging.rated).toEqual([
    [path(0), { rating: 3 }],
    [path(1), { rating: -1 }],
    [path(2), { label: 'Red' }],
  ])
  set(1, marked({ stars: 5, colour: 'green' }))
  set(0, noMark)
  set(2, noMark)
  await queue.results.marks.settled()
  expect(imaging.rated.slice(3)).toEqual([
    [path(1), { rating: 5, label: 'Green' }],
    [path(0), { rating: 0 }],
    [path(2), { label: null }],
  ])
})

test('which labels files have is known after a restart', async () => {
  const { queue, stateDir, imaging, path, set } = await withResults(['a.jpg'])
  set(0, marked({ colour: 'blue' }))
  await queue.results.marks.settled()
  set(0, noMark)
  await queue.close()
  const again = await openQueue({ version: '0.0.0', stateDir, imaging })
  await again.results.marks.settled()
  expect(imaging.rated).toEqual([
    [path(0), { label: 'Blue' }],
    [path(0), { label: null }],
  ])
  await again.close()
})

test('what was not written before the end is written after the next start', async () => {
  const { queue, stateDir, imaging, path, set } = await withResults(['a.jpg'])
  set(0, marked({ stars: 3 }))
  await queue.close()
  expect(imaging.rated).toEqual([])
  const again = await openQueue({ version: '0.0.0', stateDir, imaging })
  await again.results.marks.settled()
  expect(imaging.rated).toEqual([[path(0), { rating: 3 }]])
  await again.close()
  const third = await openQueue({ version: '0.0.0', stateDir, imaging })
  await third.results.marks.settled()
  expect(imaging.rated).toHaveLength(1)
  await third.close()
})

test('stars that cannot be written are said on the result, stay, and are tried with its next mark', async () => {
  const { queue, imaging, path, set } = await withResults(['a.jpg'])
  imaging.fails = true
  set(0, marked({ stars: 3 }))
  await queue.results.marks.settled()
  expect(queue.results.marks.all()).toMatchObject([
    { mark: { stars: 3 }, problem: { code: 'output-unwritable', message: `${path(0)} is read-only.` } },
  ])
  imaging.fails = false
  set(0, marked({ stars: 3, colour: 'red' }))
  await queue.results.marks.settled()
  expect(queue.results.marks.all()).toMatchObject([{ mark: { stars: 3, colour: 'red' }, problem: null }])
  expect(imaging.rated).toEqual([[path(0), { rating: 3, label: 'Red' }]])
})

test('marks of results that are gone are refused, and forgotten with their jobs', async () => {
  const { queue, stateDir, imaging, id, set } = await withResults(['a.jpg', 'b.jpg'])
  queue.results.marks.set([
    { job: 'nobody', variation: 1, mark: marked({ stars: 1 }) },
    { job: id(0), variation: 2, mark: marked({ stars: 1 }) },
  ])
  expect(queue.results.marks.all()).toEqual([])
  set(0, marked({ stars: 1 }))
  set(1, marked({ stars: 2 }))
  await queue.remove([id(0)])
  expect(queue.results.marks.all()).toMatchObject([{ job: id(1) }])
  await queue.close()
  const again = await openQueue({ version: '0.0.0', stateDir, imaging })
  expect(again.results.marks.all()).toMatchObject([{ job: id(1) }])
  await again.close()
})

test('10,000 marks are set in one go, quickly', async () => {
  const { queue, set, id } = await withResults(['a.jpg'])
  set(0, marked({ stars: 1 }))
  const many = Array.from({ length: 10_000 }, () => ({ job: id(0), variation: 1, mark: marked({ stars: 2 }) }))
  const before = performance.now()
  queue.results.marks.set(many)
  expect(performance.now() - before).toBeLessThan(2000)
})

test('only results that no job has as its photo may go to the trash; what went is no output any more', async () => {
  const { queue, folder, path, id, set } = await withResults(['a.jpg', 'b.jpg'])
  // A result that is expanded once more is a photo, too.
  await writeFile(path(0), 'photo 600x400\nagain\n')
  await expand(queue, await imported(path(0), [path(0)]))
  const results = [
    { job: id(0), variation: 1 },
    { job: id(1), variation: 1 },
    { job: id(1), variation: 2 },
    { job: 'nobody', variation: 1 },
  ]
  expect(queue.results.ownFiles(results)).toEqual([{ job: id(1), variation: 1, path: path(1) }])
  set(1, marked({ stars: 4 }))
  await queue.results.markGone([path(1)])
  expect(queue.job(id(1))).toMatchObject({ state: 'done', outputs: [] })
  expect(queue.results.marks.all()).toEqual([])
  expect(queue.results.pathOf({ job: id(1), variation: 1 })).toBeNull()
  // It is not known as made any more.
  await queue.setRunning(false)
  const photo = await imported(folder, [join(folder, 'b.jpg')])
  const again = await queue.addBatch(photo, defaultBatchSettings)
  expect(again.skipped).toEqual([])
})

describe('a look at a result’s file', () => {
  const first = (id: (index: number) => string) => ({ job: id(0), variation: 1 })
  const save = (path: string, text: string) => writeFile(path, `photo 356x200\n${text}`)

  test('takes over the stars that another program has written, and tells them', async () => {
    const { queue, imaging, path, id, set } = await withResults(['a.jpg'])
    const { marks } = queue.results
    set(0, marked({ flag: 'picked', stars: 2, colour: 'red' }))
    await marks.settled()
    imaging.said.set(path(0), 4)
    await save(path(0), 'with other stars')
    const told: unknown[] = []
    marks.onChange((changed) => told.push(...changed))
    expect(await queue.results.look(first(id))).toMatchObject({
      bytes: expect.any(Number),
      mark: { stars: 4 },
    })
    expect(told).toEqual([{ ...first(id), mark: { flag: 'picked', stars: 4, colour: 'red' }, problem: null }])
    await marks.settled()
    expect(imaging.rated).toEqual([[path(0), { rating: 2, label: 'Red' }]])
  })

  test('a rejection comes and goes the same way; a file that says nothing changes nothing', async () => {
    const { queue, imaging, path, id, set } = await withResults(['a.jpg'])
    const { marks } = queue.results
    set(0, marked({ stars: 3 }))
    await marks.settled()
    const flags: unknown[] = []
    for (const rating of [-1, null, 5]) {
      imaging.said.set(path(0), rating)
      await save(path(0), `as another program saved it: ${rating}`)
      await queue.results.look(first(id))
      flags.push(marks.all()[0]?.mark)
    }
    const rejected = marked({ flag: 'rejected', stars: 3 })
    expect(flags).toEqual([rejected, rejected, marked({ stars: 5 })])
  })

  test('what we wrote ourselves is not taken for another program’s, nor what was there before', async () => {
    const { queue, imaging, path, id, set } = await withResults(['a.jpg'])
    imaging.said.set(path(0), 4)
    await save(path(0), 'with other stars')
    expect((await queue.results.look(first(id))).mark?.stars).toBe(4)
    set(0, marked({ stars: 1 }))
    await queue.results.marks.settled()
    expect((await queue.results.look(first(id))).mark).toBeNull()
    expect(queue.results.marks.all()[0]?.mark.stars).toBe(1)
  })

  test('a mark that the user makes meanwhile is newer', async () => {
    const { queue, imaging, path, id, set } = await withResults(['a.jpg'])
    imaging.said.set(path(0), 4)
    await save(path(0), 'with other stars')
    imaging.beforeAnswer = () => set(0, marked({ stars: 1 }))
    await queue.results.look(first(id))
    expect(queue.results.marks.all()[0]?.mark.stars).toBe(1)
    await queue.results.marks.settled()
    expect(imaging.rated).toEqual([[path(0), { rating: 1 }]])
  })

  test('tells when its picture may be another, and not when we rated it', async () => {
    const { queue, imaging, path, id, set } = await withResults(['a.jpg'])
    const look = () => queue.results.look(first(id))
    const before = await look()
    imaging.onRate = (rated) => save(rated, 'with stars in it')
    set(0, marked({ stars: 3 }))
    await queue.results.marks.settled()
    expect((await look()).version).toBe(before.version)
    await save(path(0), 'retouched elsewhere')
    expect((await look()).version).not.toBe(before.version)
    await rm(path(0))
    expect(await look()).toEqual({ bytes: null, version: null, mark: null })
  })
})
