import { rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { filesIn } from '../../unit/queue/world'
import { PaidWorld } from './paid-world'

const jpegs = (files: readonly string[]) =>
  files.filter((file) => file.startsWith('outframe/') && !file.endsWith('.outframe'))

test('the same photo under two names makes two outputs and is bought once', async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg', 'b.jpg', 'deep/c.jpg'], {}, { salt: 'one photo' })
  expect(world.counts()).toEqual({ done: 3 })
  expect(jpegs(await filesIn(world.folder))).toEqual([
    'outframe/a_16x9.jpg',
    'outframe/b_16x9.jpg',
    'outframe/deep/c_16x9.jpg',
  ])
  expect(world.charges()).toHaveLength(1)
  expect(world.queue.summary().units).toBe(1)
})

test('other output settings, another name, and again: all are composed from what was bought', async () => {
  const world = await PaidWorld.open()
  const { output } = world.settings()
  await world.expand(['a.jpg'], {}, { salt: 'x' })
  await world.expand(['a.jpg'], { output: { ...output, format: 'png' } }, { salt: 'x' })
  await world.expand(['a.jpg'], { output: { ...output, quality: 50 } }, { salt: 'x' })
  await world.expand(['a.jpg'], {}, { salt: 'x', again: true })
  await world.expand(['other.jpg'], {}, { salt: 'x' })
  await world.reopen()
  await world.expand(['a.jpg'], { output: { ...output, feather: 3 } }, { salt: 'x' })
  expect(world.queue.snapshot().jobs.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'done'))
  expect(jpegs(await filesIn(world.folder))).toHaveLength(6)
  expect(world.charges()).toHaveLength(1)
})

test.each([
  ['prompt', { prompt: 'a lake' }],
  ['number of pictures', { n: 2 }],
])('another %s is another picture, and is bought', async (_what, changes) => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg'], {}, { salt: 'x' })
  await world.expand(['b.jpg'], changes, { salt: 'x' })
  expect(world.counts()).toEqual({ done: 2 })
  expect(world.charges()).toHaveLength(2)
})

test('an output that is gone is composed again, and not bought again', async () => {
  const world = await PaidWorld.open()
  const { output } = world.settings()
  await world.expand(['a.jpg'], {}, { salt: 'x' })
  await world.expand(['a.jpg'], { output: { ...output, template: '{name}' } }, { salt: 'x' })
  await world.expand(['a.jpg'], {}, { salt: 'x', again: true })
  expect(world.charges()).toHaveLength(1)
})

test('a render is kept until its job is done, however small the cache', async () => {
  const world = await PaidWorld.open({ queue: { renderCacheBytes: 0 } })
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  world.imaging.files.beforeCompose = ({ source }) => (source.endsWith('a.jpg') ? held : undefined)
  await world.add(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'], { n: 2 })
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts().done).toBe(3))
  release()
  await world.queue.idle()
  expect(world.counts()).toEqual({ done: 4 })
  expect(world.charges()).toHaveLength(4)
})

test('a job that failed while composing keeps what was bought', async () => {
  const world = await PaidWorld.open({ queue: { renderCacheBytes: 0 } })
  world.imaging.files.beforeCompose = () => {
    throw new Error('no composing today')
  }
  await world.expand(['a.jpg'])
  expect(Object.values(world.fates())[0]).toContain('failed')
  await world.reopen()
  world.imaging.files.beforeCompose = () => undefined
  await world.queue.retry('all')
  await world.run()
  expect(world.counts()).toEqual({ done: 1 })
  expect(world.charges()).toHaveLength(1)
})

test('a photo that is renamed after it was bought is composed under its new name, and not bought again', async () => {
  const world = await PaidWorld.open()
  world.imaging.files.beforeCompose = () => {
    throw new Error('no composing today')
  }
  await world.expand(['a.jpg'])
  const [from, to] = [join(world.folder, 'a.jpg'), join(world.folder, 'best.jpg')]
  await rename(from, to)
  const { size: bytes, mtimeMs: modifiedMs } = await stat(to)
  await world.queue.follow([{ from, to, stamp: { bytes, modifiedMs } }])
  world.imaging.files.beforeCompose = () => undefined
  await world.queue.retry('all')
  await world.run()
  expect(world.queue.snapshot().jobs.map(({ state, source }) => [state, source])).toEqual([['done', to]])
  expect(world.charges()).toHaveLength(1)
})

test('what becomes of an unknown charge is the same for all that it was to serve', async () => {
  const world = await PaidWorld.open({ door: 'cometapi' })
  world.onCreate({ reply: { kind: 'cut' } }, { nth: 1 })
  await world.expand(['a.jpg', 'b.jpg'], {}, { salt: 'one photo' })
  expect(world.counts()).toEqual({ 'blocked unknown-charge': 2 })
  await world.queue.settleUnknown('all', 'send')
  await world.run()
  expect(world.counts()).toEqual({ done: 2 })
  expect(world.charges()).toHaveLength(1)
})

test('a task that can be asked after again lets all go on that wait for it', async () => {
  const world = await PaidWorld.open({ simulator: { taskMs: { min: 5000, max: 5000 } } })
  await world.add(['a.jpg', 'b.jpg'], {}, { salt: 'one photo' })
  await world.queue.setRunning(true)
  await world.until(() => expect(world.charges()).toHaveLength(1))
  world.simulator.change({ doors: { kling: { query: 'missing' } } })
  await world.until(() => expect(world.counts()).toEqual({ 'blocked no-query': 2 }))
  world.simulator.change({ doors: { kling: { query: 'there' } } })
  await world.until(() => expect(world.counts()).toEqual({ done: 2 }))
  expect(world.charges()).toHaveLength(1)
})
