import { expect, test } from 'vitest'
import type { Target } from '../../../core/geometry'
import { defaultBatchSettings, defaultTarget } from '../../../core/settings'
import { imported, writePhotos } from '../../unit/queue/world'
import { endlessTasks, PaidWorld } from './paid-world'

const timeout = 30_000
const names = Array.from({ length: 6 }, (_, at) => `${at}.jpg`)
/** In two passes. */
const fiveToOne: Target = { ...defaultTarget, kind: 'ratio', ratio: { width: 5, height: 1 } }
/** Tasks that are seen running. */
const slow = { simulator: { taskMs: endlessTasks }, slots: 2 } as const

test('where sending is stopped no create is sent; what was bought is fetched and composed', { timeout }, async () => {
  const world = await PaidWorld.open(slow)
  await world.add(names)
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts().running).toBe(2))
  await world.queue.pause('sending')
  world.endTasks()
  expect(world.queue.summary()).toMatchObject({ mode: 'fetching', running: true })
  await world.queue.idle()
  await world.pass(20_000)
  expect(world.counts()).toEqual({ done: 2, queued: 4 })
  expect(world.creates()).toHaveLength(2)
  expect(world.charges()).toHaveLength(2)

  await world.run()
  expect(world.counts()).toEqual({ done: 6 })
  expect(world.charges()).toHaveLength(6)
})

test('opened again with sending stopped, what was bought before is fetched and composed, nothing else is taken up', {
  timeout,
}, async () => {
  const world = await PaidWorld.open(slow)
  await world.add(names)
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts().running).toBe(2))
  await world.reopen()
  expect(world.counts()).toEqual({ queued: 6 })
  await world.queue.pause('sending')
  world.endTasks()
  await world.until(() => expect(world.counts()).toEqual({ done: 2, queued: 4 }))
  await world.queue.idle()
  expect(world.creates()).toHaveLength(2)
})

test('a job of several passes of which the first was bought waits for the next, and is not tried in vain', {
  timeout,
}, async () => {
  const world = await PaidWorld.open({ ...slow, slots: 1 })
  await world.add(['a.jpg'], { target: fiveToOne })
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts().running).toBe(1))
  await world.queue.pause('sending')
  world.endTasks()
  await world.queue.idle()
  await world.pass(20_000)
  expect(world.counts()).toEqual({ queued: 1 })
  expect(world.charges()).toHaveLength(1)
  await world.run()
  expect(world.counts()).toEqual({ done: 1 })
  expect(world.charges()).toHaveLength(world.queue.snapshot().jobs[0]?.passes ?? 0)
})

test('local jobs go on, and retries, new batches and a raised budget send nothing either', { timeout }, async () => {
  const world = await PaidWorld.open(slow)
  await world.queue.pause('sending')
  const { jobs, batchId } = await world.add(['a.jpg'])
  const local = await imported(world.folder, await writePhotos(world.folder, ['b.jpg']))
  await world.queue.addBatch(local, defaultBatchSettings)
  await world.queue.cancel(jobs.map(({ id }) => id))
  await world.queue.retry(jobs.map(({ id }) => id))
  await world.queue.setBudget(batchId ?? '', 100)
  world.queue.retryOffline()
  await world.queue.idle()
  await world.pass(20_000)
  expect(world.fates()).toEqual({ 'a.jpg': 'queued', 'b.jpg': 'done' })
  expect(world.creates()).toHaveLength(0)
})

test('paused at once, what is at the service is fetched and composed, and nothing more is sent', {
  timeout,
}, async () => {
  const world = await PaidWorld.open(slow)
  await world.add(names)
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts().running).toBe(2))
  await world.queue.pause('now')
  world.endTasks()
  expect(world.queue.summary()).toMatchObject({ mode: 'paused', running: false })
  await world.queue.idle()
  expect(world.counts()).toEqual({ done: 2, queued: 4 })
  expect(world.creates()).toHaveLength(2)
})

test('put on hold while it is under way, a job of two passes is followed through the first, and sends the second once it is let go', {
  timeout,
}, async () => {
  const world = await PaidWorld.open({ ...slow, slots: 1 })
  const held = await world.add(['a.jpg'], { target: fiveToOne })
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts().running).toBe(1))
  await world.queue.holdBatch(held.batchId ?? '', true)
  world.endTasks()
  await world.queue.idle()
  await world.add(['b.jpg'])
  await world.queue.idle()
  await world.pass(20_000)
  expect(world.fates()).toEqual({ 'a.jpg': 'queued', 'b.jpg': 'done' })
  expect(world.charges()).toHaveLength(2)
  await world.queue.holdBatch(held.batchId ?? '', false)
  await world.queue.idle()
  expect(world.fates()).toEqual({ 'a.jpg': 'done', 'b.jpg': 'done' })
  expect(world.charges()).toHaveLength(3)
})
