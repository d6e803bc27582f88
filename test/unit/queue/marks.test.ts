import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { noMark } from '../../../core/gallery'
import { defaultBatchSettings } from '../../../core/settings'
import { openQueue } from '../../../main/queue/queue'
import { marked, withResults } from './rated-world'
import { expand, imported } from './world'

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
