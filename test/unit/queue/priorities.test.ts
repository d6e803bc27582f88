import { expect, test, vi } from 'vitest'
import type { Target } from '../../../core/geometry'
import { defaultBatchSettings } from '../../../core/settings'
import { runJobs } from '../../../main/cli/run-jobs'
import type { PhotoToExpand } from '../../../main/queue/types'
import { TestImaging } from './test-imaging'
import { expand, filesIn, imported, openWorld, states, temporaryFolder, writePhotos } from './world'

/** A queue with so many places that waits in each compose until it is let go, and says in what order photos came there. */
async function heldWorld(parallel = 1) {
  const world = await openWorld({ imaging: new TestImaging({ parallel }) })
  const folder = await temporaryFolder()
  const begun: string[] = []
  const held: (() => void)[] = []
  world.imaging.beforeCompose = ({ source }) => {
    begun.push(source.slice(-5))
    return new Promise<void>((go) => held.push(go))
  }
  const add = async (names: readonly string[]) =>
    (
      await world.queue.addBatch(await imported(folder, await writePhotos(folder, names)), defaultBatchSettings)
    ).jobs.map(({ id }) => id)
  const composing = (count: number) => vi.waitFor(() => expect(begun).toHaveLength(count), { interval: 5 })
  /** Lets one after another go until nothing is left. */
  const finish = async () => {
    world.imaging.beforeCompose = ({ source }) => void begun.push(source.slice(-5))
    for (const go of held.splice(0)) go()
    await world.queue.idle()
  }
  return { ...world, folder, begun, add, composing, finish }
}

test('what has a higher priority is taken up first, in the order of places within it, and nothing under way is stopped', async () => {
  const { queue, add, begun, composing, finish } = await heldWorld()
  const [, b = '', c = '', d = '', e = ''] = await add(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'])
  await queue.setRunning(true)
  await composing(1)
  await queue.setPriority([d, e], 'high')
  await queue.setPriority([b], 'low')
  expect(queue.job(c)?.priority).toBe('normal')
  expect(states(queue)[0]).toBe('composing')
  await finish()
  expect(begun).toEqual(['a.jpg', 'd.jpg', 'e.jpg', 'c.jpg', 'b.jpg'])
})

test('priorities and what was cleared are there at the next start', async () => {
  const first = await openWorld()
  const folder = await temporaryFolder()
  await expand(first.queue, await imported(folder, await writePhotos(folder, ['a.jpg'])))
  await first.queue.setRunning(false)
  await first.queue.addBatch(await imported(folder, await writePhotos(folder, ['b.jpg'])), defaultBatchSettings)
  const [a = '', b = ''] = first.queue.snapshot().jobs.map(({ id }) => id)
  await first.queue.clear([a])
  await first.queue.setPriority([b], 'high')
  await first.queue.close()
  const { queue } = await openWorld({ stateDir: first.stateDir })
  expect(queue.job(a)).toMatchObject({ cleared: true, state: 'done' })
  expect(queue.job(b)).toMatchObject({ cleared: false, priority: 'high' })
})

test('clearing takes off what is finished only; results and numbers stay, and trying again or taking it back brings it back', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  await expand(queue, await imported(folder, await writePhotos(folder, ['a.jpg', 'b.jpg'])))
  const [a = '', b = ''] = queue.snapshot().jobs.map(({ id }) => id)
  await queue.setRunning(false)
  await queue.addBatch(await imported(folder, await writePhotos(folder, ['c.jpg'])), defaultBatchSettings)
  await queue.clear('all')
  const { jobs, batches, summary } = queue.snapshot()
  expect(jobs.map(({ cleared }) => cleared)).toEqual([true, true, false])
  expect(queue.job(a)?.outputs).toHaveLength(1)
  expect(summary.counts).toMatchObject({ done: 2, queued: 1 })
  expect(batches).toHaveLength(2)
  expect(await filesIn(`${folder}/outframe`)).toHaveLength(3)

  await queue.clear([a], false)
  expect(queue.snapshot().jobs.map(({ cleared }) => cleared)).toEqual([false, true, false])
  const c = jobs[2]?.id ?? ''
  await queue.cancel([c])
  await queue.clear([c])
  await queue.retry([c])
  expect(queue.job(c)).toMatchObject({ state: 'queued', cleared: false })
  await queue.remove([b])
  expect(queue.job(b)).toBeUndefined()
})

test('many jobs are moved at once, in their order, and put back where they were', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const names = Array.from({ length: 8 }, (_, at) => `${at}.jpg`)
  await queue.addBatch(await imported(folder, await writePhotos(folder, names)), defaultBatchSettings)
  const jobs = queue.snapshot().jobs.map(({ id }) => id)
  const old = await queue.move([jobs[5] ?? '', jobs[7] ?? ''], jobs[1] ?? '')
  expect(queue.snapshot().jobs.map(({ id }) => jobs.indexOf(id))).toEqual([0, 5, 7, 1, 2, 3, 4, 6])
  await queue.place(old)
  expect(queue.snapshot().jobs.map(({ id }) => jobs.indexOf(id))).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})

test('pausing now puts back what is being made here, without pieces; it begins again on Resume', async () => {
  const { queue, add, folder, composing, begun, finish } = await heldWorld(2)
  await add(['a.jpg', 'b.jpg', 'c.jpg'])
  await queue.setRunning(true)
  await composing(2)
  await queue.pause('now')
  expect(states(queue)).toEqual(['queued', 'queued', 'queued'])
  expect(queue.summary()).toMatchObject({ mode: 'paused', running: false, active: 0 })
  expect((await filesIn(folder)).filter((file) => file.startsWith('outframe/') && file.endsWith('.jpg'))).toEqual([])
  await queue.setRunning(true)
  await composing(4)
  await finish()
  expect(begun.slice(2).sort()).toEqual(['a.jpg', 'b.jpg', 'c.jpg'])
  expect(states(queue)).toEqual(['done', 'done', 'done'])
})

test('pausing after the current ones lets them finish and takes nothing new up', async () => {
  const { queue, add, composing, finish } = await heldWorld()
  await add(['a.jpg', 'b.jpg'])
  await queue.setRunning(true)
  await composing(1)
  await queue.pause('after-current')
  expect(queue.summary()).toMatchObject({ mode: 'paused', active: 1 })
  await finish()
  expect(states(queue)).toEqual(['done', 'queued'])
})

test('where sending is stopped, local jobs go on, also those that come later; paid ones wait', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  await queue.pause('sending')
  expect(queue.summary()).toMatchObject({ mode: 'fetching', running: true })
  await queue.addBatch(await imported(folder, await writePhotos(folder, ['a.jpg'])), defaultBatchSettings)
  const paid = { ...defaultBatchSettings, engine: 'kling' } as const
  await queue.addBatch(await imported(folder, await writePhotos(folder, ['b.jpg'])), paid)
  await queue.idle()
  expect(states(queue)).toEqual(['done', 'queued'])
  await queue.setRunning(true)
  await queue.idle()
  expect(queue.snapshot().jobs[1]).toMatchObject({ state: 'blocked', reason: 'no-key' })
})

test('a batch that is held waits, others go on; it stays held over a start until it is let go', async () => {
  const first = await openWorld()
  const folder = await temporaryFolder()
  const add = async (name: string) =>
    (await first.queue.addBatch(await imported(folder, await writePhotos(folder, [name])), defaultBatchSettings))
      .batchId
  const held = (await add('a.jpg')) ?? ''
  await add('b.jpg')
  await first.queue.holdBatch(held, true)
  await first.queue.setRunning(true)
  await first.queue.idle()
  expect(states(first.queue)).toEqual(['queued', 'done'])
  await first.queue.close()
  const { queue } = await openWorld({ stateDir: first.stateDir })
  expect(queue.snapshot().batches.map((batch) => batch.held)).toEqual([true, false])
  await queue.setRunning(true)
  await queue.idle()
  expect(states(queue)).toEqual(['queued', 'done'])
  await queue.holdBatch(held, false)
  await queue.idle()
  expect(states(queue)).toEqual(['done', 'done'])
  await expect(queue.holdBatch('nowhere', true)).rejects.toMatchObject({ code: 'not-found' })
})

test('a batch keeps what it was started with, and of how many photos', async () => {
  const first = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg', 'b.jpg']))
  const settings = { ...defaultBatchSettings, prompt: 'a quiet lake', n: 2 }
  const [a, b] = photos as [PhotoToExpand, PhotoToExpand]
  const own = { target: { ...settings.target, grow: 2 } as Target, moreTargets: [], prompt: 'a ship' }
  const { batchId, jobs } = await expand(first.queue, [a, { ...b, ...own }], settings)
  await first.queue.close()
  const { queue } = await openWorld({ stateDir: first.stateDir })
  expect(queue.batchSettings(batchId ?? '')).toEqual(settings)
  expect(jobs.map(({ id }) => queue.batchSettings(batchId ?? '', id))).toEqual([settings, { ...settings, ...own }])
  expect(queue.snapshot().batches[0]).toMatchObject({ photos: 2, held: false })
  expect(() => queue.batchSettings('nowhere')).toThrow(expect.objectContaining({ code: 'not-found' }))
  expect(() => queue.batchSettings(batchId ?? '', 'none')).toThrow(expect.objectContaining({ code: 'not-found' }))
})

test('whoever works on all that the queue holds works on held batches, too; on one batch alone not', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const add = async (name: string) =>
    (await queue.addBatch(await imported(folder, await writePhotos(folder, [name])), defaultBatchSettings)).batchId ??
    ''
  const [held, other] = [await add('a.jpg'), await add('b.jpg')]
  await queue.holdBatch(held, true)
  const { signal } = new AbortController()
  await runJobs(queue, { signal, onlyBatch: other })
  expect(states(queue)).toEqual(['queued', 'done'])
  await runJobs(queue, { signal })
  expect(states(queue)).toEqual(['done', 'done'])
})
