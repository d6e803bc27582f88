import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { AppError } from '../../../core/errors'
import { defaultBatchSettings } from '../../../core/settings'
import { TestImaging } from './test-imaging'
import { filesIn, imported, openWorld, states, temporaryFolder, writePhotos } from './world'

/** A compose that waits until it is let go. */
function gate() {
  const waiting: { readonly source: string; readonly go: () => void }[] = []
  const hold = (request: { readonly source: string }) =>
    new Promise<void>((go) => waiting.push({ source: request.source, go }))
  const opened = () => {
    for (const { go } of waiting.splice(0)) go()
  }
  return { waiting, hold, opened }
}

/** A queue with one place and photos a, b, c ... that waits in each compose. */
async function heldWorld(names: readonly string[], parallel = 1) {
  const world = await openWorld({ imaging: new TestImaging({ parallel }) })
  const folder = await temporaryFolder()
  const { waiting, hold, opened } = gate()
  world.imaging.beforeCompose = hold
  const photos = await imported(folder, await writePhotos(folder, names))
  const { jobs } = await world.queue.addBatch(photos, defaultBatchSettings)
  const [a = '', b = '', c = ''] = jobs.map((job) => job.id)
  const composing = (count: number) => vi.waitFor(() => expect(waiting).toHaveLength(count), { interval: 5 })
  return { ...world, folder, waiting, opened, composing, ids: [a, b, c] as const }
}

test('a batch waits until the queue is started, then goes through every state in order', async () => {
  const { queue, changes } = await openWorld()
  const folder = await temporaryFolder()
  await queue.addBatch(await imported(folder, await writePhotos(folder, ['a.jpg'])), defaultBatchSettings)
  await queue.idle()
  expect(states(queue)).toEqual(['queued'])
  expect(queue.summary()).toMatchObject({ running: false, active: 0, etaMs: null })

  await queue.setRunning(true)
  await queue.idle()
  const seen = changes.flatMap((change) =>
    change.type === 'job' && change.previous !== change.job.state ? [[change.previous, change.job.state]] : [],
  )
  expect(seen).toEqual([
    [null, 'queued'],
    ['queued', 'preparing'],
    ['preparing', 'composing'],
    ['composing', 'done'],
  ])
  expect(queue.snapshot().jobs[0]).toMatchObject({
    shape: '16x9',
    shapeKind: 'ratio',
    outputs: [{ path: join(folder, 'outframe/a_16x9.jpg'), variation: 1 }],
    fraction: 0,
    units: 0,
  })
})

test('as many jobs run at once as imaging composes, in the order of their paths', async () => {
  const { queue, waiting, opened, composing } = await heldWorld(['c.jpg', 'a.jpg', 'b.jpg', 'd.jpg'], 2)
  await queue.setRunning(true)
  await composing(2)
  expect(waiting.map(({ source }) => source.slice(-5)).sort()).toEqual(['a.jpg', 'b.jpg'])
  expect(queue.summary()).toMatchObject({ active: 2, parallel: 2 })
  opened()
  await composing(2)
  expect(waiting.map(({ source }) => source.slice(-5)).sort()).toEqual(['c.jpg', 'd.jpg'])
  opened()
  await queue.idle()
  expect(states(queue)).toEqual(['done', 'done', 'done', 'done'])
})

test('a paused queue lets what is active finish and takes nothing new up', async () => {
  const { queue, opened, composing } = await heldWorld(['a.jpg', 'b.jpg'])
  await queue.setRunning(true)
  await composing(1)
  await queue.setRunning(false)
  opened()
  await queue.idle()
  expect(states(queue)).toEqual(['done', 'queued'])
  await queue.setRunning(true)
  await composing(1)
  opened()
  await queue.idle()
  expect(states(queue)).toEqual(['done', 'done'])
})

test('cancelling an active job leaves neither a temporary file nor an empty one', async () => {
  const { queue, folder, opened, composing, ids } = await heldWorld(['a.jpg', 'b.jpg'])
  await queue.setRunning(true)
  await composing(1)
  expect(await filesIn(join(folder, 'outframe'))).toEqual(['.outframe', 'a_16x9.jpg'])
  const cancelled = queue.cancel([ids[0]])
  await composing(2)
  await cancelled
  expect(states(queue)).toEqual(['cancelled', 'composing'])
  expect(await filesIn(join(folder, 'outframe'))).toEqual(['.outframe', 'b_16x9.jpg'])
  opened()
  await queue.idle()
  expect(states(queue)).toEqual(['cancelled', 'done'])
})

test('cancelling all stops active and waiting jobs alike', async () => {
  const { queue, folder, composing } = await heldWorld(['a.jpg', 'b.jpg', 'c.jpg'])
  await queue.setRunning(true)
  await composing(1)
  await queue.cancel('all')
  await queue.idle()
  expect(states(queue)).toEqual(['cancelled', 'cancelled', 'cancelled'])
  expect(await filesIn(join(folder, 'outframe'))).toEqual(['.outframe'])
})

test('a cancelled job that is retried keeps its place and its name', async () => {
  const { queue, opened, composing, ids } = await heldWorld(['a.jpg', 'b.jpg'])
  await queue.cancel([ids[0]])
  await queue.retry([ids[0]])
  await queue.setRunning(true)
  await composing(1)
  expect(states(queue)).toEqual(['composing', 'queued'])
  opened()
  await composing(1)
  opened()
  await queue.idle()
  expect(queue.job(ids[0])?.outputs[0]?.path).toMatch(/a_16x9\.jpg$/)
})

test('names of cancelled jobs are free for the next batch', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  await queue.addBatch(photos, defaultBatchSettings)
  await queue.cancel('all')
  await queue.addBatch(photos, { ...defaultBatchSettings, prompt: 'a meadow' })
  await queue.setRunning(true)
  await queue.idle()
  expect(await filesIn(join(folder, 'outframe'))).toEqual(['.outframe', 'a_16x9.jpg'])
})

test('one failing photo does not stop the others, and names itself', async () => {
  const { queue, imaging } = await openWorld()
  const folder = await temporaryFolder()
  const [a, b, c] = await writePhotos(folder, ['a.jpg', 'b.jpg', 'c.jpg'])
  imaging.beforeCompose = ({ source }) => {
    if (source === a) throw new AppError('worker-crashed', `Making the output of ${a} stopped the painter twice.`)
    if (source === b) throw new RangeError('Invalid array length')
  }
  await queue.addBatch(await imported(folder, [a, b, c].map(String)), defaultBatchSettings)
  await queue.setRunning(true)
  await queue.idle()
  expect(queue.snapshot().jobs.map(({ state, error }) => [state, error?.code, error?.message])).toEqual([
    ['failed', 'worker-crashed', `Making the output of ${a} stopped the painter twice.`],
    ['failed', 'internal', 'b.jpg could not be expanded: Invalid array length'],
    ['done', undefined, undefined],
  ])
  expect(await filesIn(join(folder, 'outframe'))).toEqual(['.outframe', 'c_16x9.jpg'])
  imaging.beforeCompose = () => undefined
  await queue.retry('all')
  await queue.idle()
  expect(states(queue)).toEqual(['done', 'done', 'done'])
})

test('jobs of other batches stay where they are when one batch runs alone', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  await queue.addBatch(await imported(folder, await writePhotos(folder, ['a.jpg'])), defaultBatchSettings)
  const second = await queue.addBatch(
    await imported(folder, await writePhotos(folder, ['b.jpg'])),
    defaultBatchSettings,
  )
  await queue.setRunning(true, { onlyBatch: String(second.batchId) })
  await queue.idle()
  expect(states(queue)).toEqual(['queued', 'done'])
  await queue.setRunning(true)
  await queue.idle()
  expect(states(queue)).toEqual(['done', 'done'])
})

test('jobs that were moved are taken up in their new order, and a later start knows it', async () => {
  const { queue, imaging, ids, stateDir } = await heldWorld(['a.jpg', 'b.jpg', 'c.jpg'])
  await queue.move([ids[2]], ids[0])
  await queue.move([ids[0]], null)
  const order = [ids[2], ids[1], ids[0]]
  expect(queue.snapshot().jobs.map((job) => job.id)).toEqual(order)
  await queue.close()
  const later = await openWorld({ stateDir, imaging: new TestImaging({ parallel: 1 }) })
  expect(later.queue.snapshot().jobs.map((job) => job.id)).toEqual(order)
  await later.queue.setRunning(true)
  await later.queue.idle()
  expect(later.imaging.composed.map((request) => request.source.slice(-5))).toEqual(['c.jpg', 'b.jpg', 'a.jpg'])
  expect(imaging.composed).toEqual([])
})

test('removed jobs are forgotten, but not what they made; active ones stay', async () => {
  const { queue, changes, opened, composing, ids } = await heldWorld(['a.jpg', 'b.jpg', 'c.jpg'])
  await queue.setRunning(true)
  await composing(1)
  opened()
  await composing(1)
  await queue.remove('all')
  expect(queue.snapshot().jobs.map((job) => job.id)).toEqual([ids[1]])
  expect(changes).toContainEqual({ type: 'removed', ids: [ids[0], ids[2]] })
  opened()
  await queue.idle()
  await queue.remove('all')
  expect(queue.snapshot()).toMatchObject({ jobs: [], batches: [] })
})

test('what was made by a job that is forgotten is not made again', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  await queue.addBatch(photos, defaultBatchSettings)
  await queue.setRunning(true)
  await queue.idle()
  await queue.remove('all')
  expect(await queue.addBatch(photos, defaultBatchSettings)).toMatchObject({ jobs: [], skipped: [{}] })
})

test('what cannot be painted yet waits for a key', async () => {
  const { queue } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  await queue.addBatch(photos, { ...defaultBatchSettings, engine: 'kling' })
  await queue.setRunning(true)
  await queue.idle()
  expect(queue.snapshot().jobs[0]).toMatchObject({ state: 'blocked', reason: 'no-key', error: { code: 'no-key' } })
})

test('progress of a compose is told while it lasts, and gone with it', async () => {
  const { queue, changes } = await openWorld()
  const folder = await temporaryFolder()
  const photos = await imported(folder, await writePhotos(folder, ['a.jpg']))
  await queue.addBatch(photos, { ...defaultBatchSettings, n: 2 })
  await queue.setRunning(true)
  await queue.idle()
  const fractions = changes.flatMap((change) => (change.type === 'job' ? [change.job.fraction] : []))
  expect(fractions).toEqual(expect.arrayContaining([0.25, 0.75]))
  expect(fractions.at(-1)).toBe(0)
})

test('closing puts active jobs back in line and cleans up after them', async () => {
  const { queue, folder, composing, stateDir } = await heldWorld(['a.jpg', 'b.jpg'])
  await queue.setRunning(true)
  await composing(1)
  await queue.close()
  expect(await filesIn(join(folder, 'outframe'))).toEqual(['.outframe'])
  const later = await openWorld({ stateDir })
  expect(states(later.queue)).toEqual(['queued', 'queued'])
  expect(later.queue.summary()).toMatchObject({
    running: false,
    recovered: { interrupted: 0, waiting: 2, finished: 0, crashed: false },
  })
  later.queue.dismissRecovery()
  expect(later.queue.summary().recovered).toBeNull()
})

test('a listener that fails does no harm', async () => {
  const warnings: string[] = []
  const { queue } = await openWorld({ log: { warn: (message) => warnings.push(message) } })
  queue.onChange(() => {
    throw new RangeError('a listener of little care')
  })
  const folder = await temporaryFolder()
  await queue.addBatch(await imported(folder, await writePhotos(folder, ['a.jpg'])), defaultBatchSettings)
  await queue.setRunning(true)
  await queue.idle()
  expect(states(queue)).toEqual(['done'])
  expect(warnings[0]).toContain('a listener of little care')
})
