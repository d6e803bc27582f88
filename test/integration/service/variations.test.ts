import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { defaultTarget } from '../../../core/settings'
import { filesIn } from '../../unit/queue/world'
import { PaidWorld } from './paid-world'

/** 600 × 400 px to five times as wide as high takes two passes. */
const wide = { ...defaultTarget, ratio: { width: 5, height: 1 } }

const ids = (world: PaidWorld) => world.charges().map(({ externalTaskId }) => externalTaskId)
const counts = (world: PaidWorld) => world.charges().map(({ n }) => n)

async function outputs(world: PaidWorld): Promise<number> {
  return (await filesIn(world.folder)).filter((file) => /^outframe\/.*_v\d/.test(file)).length
}

/** What Node does when memory runs short. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

test('n pictures take n slots', async () => {
  const accounts = [{ name: 'studio', slots: 100, keys: { kling: ['sk-kling-studio'] } }]
  const world = await PaidWorld.open({ slots: 6, simulator: { accounts } })
  await world.expand(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'], { n: 3 })
  expect(world.counts()).toEqual({ done: 5 })
  expect(world.simulator.slots('studio').peak).toBe(6)
  expect(await outputs(world)).toBe(15)
})

test('how far colours had drifted is told with each picture', async () => {
  const world = await PaidWorld.open({ slots: 2 })
  await world.expand(['a.jpg'], { n: 2 })
  expect(world.counts()).toEqual({ done: 1 })
  const [job] = world.queue.snapshot().jobs
  expect(job?.outputs).toMatchObject([
    { variation: 1, drift: 4.25 },
    { variation: 2, drift: 4.25 },
  ])
})

test('a request larger than the setting is split', async () => {
  const world = await PaidWorld.open({ slots: 2 })
  await world.expand(['a.jpg'], { n: 5 })
  expect(world.counts()).toEqual({ done: 1 })
  expect(counts(world).reduce((sum, n) => sum + n, 0)).toBe(5)
  expect(Math.max(...counts(world))).toBe(2)
  expect(new Set(ids(world)).size).toBe(world.charges().length)
  expect(await outputs(world)).toBe(5)
})

test('a request larger than the account has slots is split once that is learnt', async () => {
  const accounts = [{ name: 'studio', slots: 3, keys: { kling: ['sk-kling-studio'] } }]
  const world = await PaidWorld.open({ simulator: { accounts } })
  await world.expand(['a.jpg'], { n: 5 })
  expect(world.counts()).toEqual({ done: 1 })
  expect(counts(world).reduce((sum, n) => sum + n, 0)).toBe(5)
  expect(await outputs(world)).toBe(5)
})

test('partial success keeps what is finished, and a retry buys only what is missing', async () => {
  const world = await PaidWorld.open()
  world.onCreate({ task: { kind: 'fewer-images', images: 2 } }, { nth: 1 })
  const { jobs } = await world.expand(['a.jpg'], { n: 4 })
  expect(Object.values(world.fates())[0]).toMatch(/^failed /)
  expect(world.queue.job(jobs[0]?.id ?? '')?.outputs).toHaveLength(2)
  expect(await outputs(world)).toBe(2)
  await world.queue.retry('all')
  await world.run()
  expect(world.counts()).toEqual({ done: 1 })
  expect(await outputs(world)).toBe(4)
  expect(counts(world)).toEqual([4, 2])
  expect(world.queue.job(jobs[0]?.id ?? '')?.units).toBe(6)
})

test('a task that failed is charged as the service says, and bought anew only by the user', async () => {
  const world = await PaidWorld.open()
  world.onCreate({ task: { kind: 'fails', message: 'no luck' } }, { nth: 1 })
  await world.expand(['a.jpg'])
  expect(world.fates()).toEqual({ 'a.jpg': 'failed task-failed' })
  await world.run()
  expect(world.creates()).toHaveLength(1)
  await world.queue.retry('all')
  await world.run()
  expect(world.counts()).toEqual({ done: 1 })
  expect(new Set(ids(world)).size).toBe(2)
})

test('the first of several passes asks for n, later ones once for each picture, each under an id of its own', async () => {
  const world = await PaidWorld.open()
  await world.expand(['a.jpg'], { n: 2, target: wide })
  expect(world.counts()).toEqual({ done: 1 })
  expect(counts(world)).toEqual([2, 1, 1])
  expect(new Set(ids(world)).size).toBe(3)
  expect(world.queue.summary().units).toBe(4)
  const renders = world.imaging.files.composed.map(({ surroundings }) =>
    surroundings.kind === 'renders' ? surroundings.renders : [],
  )
  expect(renders.map((each) => each.length)).toEqual([2, 2])
})

test('work that ends between two passes goes on with the pass that is missing', async () => {
  const world = await PaidWorld.open()
  let release: () => void = () => undefined
  const reached = new Promise<void>((resolve) => {
    world.imaging.beforePrepare = ({ pass }) => {
      if (pass === 0) return
      resolve()
      return new Promise<void>((go) => {
        release = go
      })
    }
  })
  await world.add(['a.jpg'], { target: wide })
  await world.queue.setRunning(true)
  await reached
  const closing = world.reopen()
  release()
  await closing
  expect(world.charges()).toHaveLength(1)
  world.imaging.beforePrepare = () => undefined
  await world.run()
  expect(world.counts()).toEqual({ done: 1 })
  expect(world.charges()).toHaveLength(2)
  expect(world.imaging.prepared.filter(({ pass }) => pass === 0)).toHaveLength(1)
})

test('a pass whose create got lost is looked up under its own id', async () => {
  const world = await PaidWorld.open()
  world.onCreate({ accept: true, reply: { kind: 'cut' } }, { nth: 2 })
  await world.expand(['a.jpg'], { target: wide })
  expect(world.counts()).toEqual({ done: 1 })
  expect(world.charges()).toHaveLength(2)
  expect(world.creates()).toHaveLength(2)
})

test('a picture that failed is not bought anew because another one is asked for again', async () => {
  const world = await PaidWorld.open({ slots: 1 })
  world.onCreate({ task: { kind: 'fails', message: 'no luck' } }, { nth: 1 })
  world.onCreate({ reply: { kind: 'code', code: 1303 } }, { nth: 2 })
  await world.expand(['a.jpg'], { n: 2 })
  expect(world.fates()).toEqual({ 'a.jpg': 'failed task-failed' })
  expect(world.charges()).toHaveLength(2)
})

test('an upload is let go once it is sent: tasks run for long', async () => {
  const world = await PaidWorld.open({ simulator: { taskMs: { min: 60_000, max: 60_000 } } })
  const uploads: WeakRef<Uint8Array>[] = []
  const prepare = world.imaging.prepare.bind(world.imaging)
  world.imaging.prepare = async (request) => {
    const upload = await prepare(request)
    uploads.push(new WeakRef(upload.data))
    return upload
  }
  await world.add(['a.jpg', 'b.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts()).toEqual({ running: 2 }))
  await world.until(() => {
    collectGarbage()
    expect(uploads.map((upload) => upload.deref())).toEqual([undefined, undefined])
  })
  expect(world.counts()).toEqual({ running: 2 })
})
