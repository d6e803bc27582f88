import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PaidWorld } from './paid-world'

const rendersOf = (world: PaidWorld) => readdir(join(world.options.stateDir, 'renders'))

test('clearing renders keeps those of jobs that are not done, and they are not bought again', async () => {
  const world = await PaidWorld.open()
  world.imaging.files.beforeCompose = ({ source }) => {
    if (source.endsWith('b.jpg')) throw new Error('no composing today')
  }
  await world.expand(['a.jpg', 'b.jpg'])
  expect(world.counts()).toMatchObject({ done: 1 })
  const before = world.queue.renderUse()
  expect(before.needed).toBeGreaterThan(0)
  expect(before.bytes).toBeGreaterThan(before.needed)
  await world.queue.clearRenders()
  expect(world.queue.renderUse()).toEqual({ bytes: before.needed, needed: before.needed })
  expect(await rendersOf(world)).toHaveLength(1)
  world.imaging.files.beforeCompose = () => undefined
  await world.queue.retry('all')
  await world.run()
  expect(world.counts()).toEqual({ done: 2 })
  expect(world.charges()).toHaveLength(2)
  await world.queue.clearRenders()
  expect(world.queue.renderUse()).toEqual({ bytes: 0, needed: 0 })
  expect(await rendersOf(world)).toEqual([])
})

test('nothing is cleared while photos wait of which it is not known what they need', async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg'], {}, { salt: 'x' })
  await world.queue.setRunning(false)
  // The same photo under another name: its render is here, but nobody has looked at it yet.
  await world.add(['b.jpg'], {}, { salt: 'x' })
  const { bytes, needed } = world.queue.renderUse()
  expect(needed).toBe(bytes)
  await world.queue.clearRenders()
  expect(world.queue.renderUse().bytes).toBe(bytes)
  await world.run()
  expect(world.counts()).toEqual({ done: 2 })
  expect(world.charges()).toHaveLength(1)
})

test('a lower limit makes room at once, a higher one keeps what is there', async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg', 'b.jpg', 'c.jpg'])
  const { bytes } = world.queue.renderUse()
  await world.queue.limitRenders(bytes * 2)
  expect(world.queue.renderUse().bytes).toBe(bytes)
  await world.queue.limitRenders(Math.ceil(bytes / 2))
  expect(world.queue.renderUse().bytes).toBeLessThanOrEqual(bytes / 2)
  expect(await rendersOf(world)).toHaveLength(1)
})
