import { rm, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { noMark } from '../../../core/gallery'
import type { FileMark } from '../../../core/imaging'
import type { JobView } from '../../../core/queue'
import { defaultBatchSettings } from '../../../core/settings'
import { openQueue } from '../../../main/queue/queue'
import type { Queue } from '../../../main/queue/types'
import { marked, withResults } from './rated-world'

describe('stars and labels that a photo has', () => {
  test('are its result’s once that is made, after a restart, too, and no file is written for them', async () => {
    const { queue, stateDir, imaging, id } = await withResults(['a.jpg', 'b.jpg'], { rating: 3, label: 'Green' })
    const mark = marked({ stars: 3, colour: 'green' })
    const all = new Map([id(0), id(1)].map((job) => [job, { job, variation: 1, mark, problem: null }]))
    const known = ({ results }: Queue) => new Map(results.marks.all().map((each) => [each.job, each]))
    expect(known(queue)).toEqual(all)
    await queue.results.marks.settled()
    await queue.close()
    const again = await openQueue({ version: '0.0.0', stateDir, imaging })
    expect(known(again)).toEqual(all)
    await again.results.marks.settled()
    expect(imaging.rated).toEqual([])
    await again.close()
  })

  test('are taken away from its result by none: that is written, and stays', async () => {
    const { queue, stateDir, imaging, id, path, set } = await withResults(['a.jpg'], { rating: 3, label: 'Green' })
    set(0, noMark)
    await queue.results.marks.settled()
    expect(imaging.rated).toEqual([[path(0), { rating: 0, label: null }]])
    imaging.said.set(path(0), { rating: 0, label: null })
    expect((await queue.results.look({ job: id(0), variation: 1 })).mark).toBeNull()
    await queue.close()
    const again = await openQueue({ version: '0.0.0', stateDir, imaging })
    await again.results.marks.settled()
    expect(again.results.marks.all()).toEqual([])
    expect(imaging.rated).toHaveLength(1)
    await again.close()
  })

  test('a rejected photo’s result is rejected; of one that says nothing nothing is known', async () => {
    const rejected = await withResults(['a.jpg'], { rating: -1 })
    expect(rejected.queue.results.marks.all()).toMatchObject([{ mark: marked({ flag: 'rejected' }) }])
    const silent = await withResults(['a.jpg'], { label: null })
    expect(silent.queue.results.marks.all()).toEqual([])
  })
})

describe('a re-export', () => {
  const output = { ...defaultBatchSettings.output, template: '{name} {rating}' }
  const remake = async (queue: Queue, jobs: readonly string[], kind: 'export' | 'repaint') => {
    const results = jobs.map((job) => ({ job, variation: 1 }))
    const change = { kind, output }
    const { batchIds } = await queue.results.remake({ results, change }, { agreed: 0, cap: null, presets: [] })
    await queue.setRunning(true)
    await queue.idle()
    const { jobs: all } = queue.snapshot()
    return all.filter(({ batchId }) => batchIds.includes(batchId))
  }
  const names = (jobs: readonly JobView[]) => jobs.flatMap(({ outputs }) => outputs.map(({ path }) => basename(path)))

  test('names by the result’s stars, and has them and its colour in the file; a flag stays where it is', async () => {
    const { queue, stateDir, imaging, id, path, set } = await withResults(['a.jpg', 'b.jpg', 'c.jpg'], { rating: 3 })
    set(0, marked({ flag: 'picked', stars: 5, colour: 'blue' }))
    set(1, noMark)
    const made = await remake(queue, [id(0), id(1), id(2)], 'export')
    expect(names(made)).toEqual(['a 5.jpg', 'b 0.jpg', 'c 3.jpg'])
    const marks = new Map(queue.results.marks.all().map(({ job, mark }) => [job, mark]))
    expect(made.map((job) => marks.get(job.id))).toEqual([
      marked({ stars: 5, colour: 'blue' }),
      undefined,
      marked({ stars: 3 }),
    ])
    await queue.close()
    const again = await openQueue({ version: '0.0.0', stateDir, imaging })
    await again.results.marks.settled()
    const blue: FileMark = { rating: 5, label: 'Blue' }
    expect(new Map(imaging.rated.map(([file, mark]) => [basename(file), mark]))).toEqual(
      new Map<string, FileMark>([
        [basename(path(0)), blue],
        [basename(path(1)), { rating: 0 }],
        ['a 5.jpg', blue],
        ['b 0.jpg', { rating: 0 }],
      ]),
    )
    await again.close()
  })

  test('of pictures that are painted anew is by the photo’s own', async () => {
    const { queue, id, set } = await withResults(['a.jpg'], { rating: 3 })
    set(0, marked({ stars: 5, colour: 'blue' }))
    const made = await remake(queue, [id(0)], 'repaint')
    expect(queue.results.marks.all().find(({ job }) => job === made[0]?.id)?.mark).toEqual(marked({ stars: 3 }))
    expect(names(made)).toEqual(['a 3_v2.jpg'])
  })
})

describe('a look at a result’s file', () => {
  const first = (id: (index: number) => string) => ({ job: id(0), variation: 1 })
  const save = (path: string, text: string) => writeFile(path, `photo 356x200\n${text}`)

  test('takes over the stars that another program has written, and tells them', async () => {
    const { queue, imaging, path, id, set } = await withResults(['a.jpg'])
    const { marks } = queue.results
    set(0, marked({ flag: 'picked', stars: 2, colour: 'red' }))
    await marks.settled()
    imaging.said.set(path(0), { rating: 4 })
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
    for (const rating of [-1, undefined, 5]) {
      imaging.said.set(path(0), { rating })
      await save(path(0), `as another program saved it: ${rating}`)
      await queue.results.look(first(id))
      flags.push(marks.all()[0]?.mark)
    }
    const rejected = marked({ flag: 'rejected', stars: 3 })
    expect(flags).toEqual([rejected, rejected, marked({ stars: 5 })])
  })

  test('a colour label is taken over likewise, and taken away, with the stars or without', async () => {
    const { queue, imaging, path, id, set } = await withResults(['a.jpg'])
    const { marks } = queue.results
    set(0, marked({ flag: 'picked', stars: 2, colour: 'red' }))
    await marks.settled()
    const written = imaging.rated.length
    const seen: unknown[] = []
    const says: readonly FileMark[] = [
      { rating: 2, label: 'Green' },
      { rating: 2 },
      { rating: 2, label: null },
      { rating: 5, label: 'Blue' },
      { label: 'Blue' },
    ]
    for (const [turn, said] of says.entries()) {
      imaging.said.set(path(0), said)
      await save(path(0), `as another program saved it, time ${turn}`)
      const { mark } = await queue.results.look(first(id))
      seen.push(mark && [mark.stars, mark.colour])
    }
    expect(seen).toEqual([[2, 'green'], null, [2, null], [5, 'blue'], null])
    await marks.settled()
    expect(imaging.rated).toHaveLength(written)
  })

  test('what we wrote ourselves is not taken for another program’s, nor what was there before', async () => {
    const { queue, imaging, path, id, set } = await withResults(['a.jpg'])
    imaging.said.set(path(0), { rating: 4 })
    await save(path(0), 'with other stars')
    expect((await queue.results.look(first(id))).mark?.stars).toBe(4)
    set(0, marked({ stars: 1 }))
    await queue.results.marks.settled()
    expect((await queue.results.look(first(id))).mark).toBeNull()
    expect(queue.results.marks.all()[0]?.mark.stars).toBe(1)
  })

  test('a mark that the user makes meanwhile is newer', async () => {
    const { queue, imaging, path, id, set } = await withResults(['a.jpg'])
    imaging.said.set(path(0), { rating: 4 })
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
