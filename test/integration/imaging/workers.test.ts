import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { ProbeResult } from '../../../core/photo'
import { begin, isAlive, WorkerLab } from './worker-lab'

const lab = WorkerLab.set()

test('a pool starts nothing before there is something to do, and leaves nothing behind', async () => {
  const { imaging, spawner } = lab.start()
  expect(spawner.workers).toHaveLength(0)
  await imaging.hash(lab.photo.path)
  expect(spawner.pids.map(isAlive)).toEqual([true])
  await imaging.close()
  expect(spawner.pids.map(isAlive)).toEqual([false])
})

test('every method answers through a worker', async () => {
  const { imaging } = lab.start()
  expect(await imaging.hash(lab.photo.path)).toBe(lab.photo.contentHash)
  const results: ProbeResult[] = []
  await imaging.probe([lab.photo.path, join(lab.folder, 'none.jpg')], { onResult: (result) => results.push(result) })
  expect(results.map(({ kind }) => kind).sort()).toEqual(['photo', 'unreadable'])
  const { data, type } = await imaging.thumbnail({ path: lab.photo.path, edge: 100 })
  expect([type, (await sharp(data).metadata()).width]).toEqual(['image/jpeg', 100])
  const fractions: number[] = []
  const composeIt = lab.request()
  const result = await imaging.compose(composeIt, { onProgress: (fraction) => fractions.push(fraction) })
  expect(result).toMatchObject({ width: 2800, height: 1600, effectiveScale: 1, notes: [] })
  expect(result.bytes).toBe((await readFile(composeIt.destination)).length)
  expect(fractions.length).toBeGreaterThan(5)
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
  expect([fractions[0], fractions.at(-1)]).toEqual([expect.any(Number), 1])
})

test('errors cross the line with their codes', async () => {
  const { imaging } = lab.start()
  await expect(imaging.compose(lab.request({ contentHash: '0'.repeat(64) }))).rejects.toMatchObject({
    name: 'AppError',
    code: 'photo-changed',
  })
  await expect(imaging.thumbnail({ path: join(lab.folder, 'none.jpg'), edge: 64 })).rejects.toMatchObject({
    code: 'file-missing',
  })
})

test('memory tells the resident memory of each worker', async () => {
  const { imaging, spawner } = lab.start()
  await imaging.hash(lab.photo.path)
  const [measured] = await imaging.memory()
  expect(measured?.pid).toBe(spawner.pids[0])
  expect(measured?.bytes).toBeGreaterThan(20e6)
})

describe('cancelling', () => {
  test('takes a waiting task out of the line', async () => {
    const { imaging } = lab.start()
    const controller = new AbortController()
    const running = imaging.compose(lab.request())
    const waiting = imaging.compose(lab.request(), { signal: controller.signal })
    controller.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    await expect(running).resolves.toMatchObject({ width: 2800 })
  })

  test('stops a compose that runs, and the worker goes on', async () => {
    const { imaging, spawner } = lab.start()
    const controller = new AbortController()
    const { reached, result } = begin(0, (onProgress) =>
      imaging.compose(lab.request(), { onProgress, signal: controller.signal }),
    )
    await reached
    controller.abort()
    await expect(result).rejects.toMatchObject({ code: 'cancelled' })
    expect(await imaging.hash(lab.photo.path)).toBe(lab.photo.contentHash)
    expect(spawner.workers).toHaveLength(1)
  })

  test('ends a worker that cannot stop by itself, and those beside lose nothing', async () => {
    const { imaging, spawner } = lab.start()
    const controller = new AbortController()
    // An encoder cannot be interrupted; this one takes many seconds, whatever the machine.
    const { plan } = lab.request()
    const output = { width: 3 * plan.output.width, height: 3 * plan.output.height }
    const slow = lab.request({ format: 'avif', quality: 100, plan: { ...plan, output } })
    const { reached, result } = begin(0.4, (onProgress) =>
      imaging.compose(slow, { onProgress, signal: controller.signal }),
    )
    await reached
    controller.abort()
    const thumbnail = imaging.thumbnail({ path: lab.photo.path, edge: 64 })
    await expect(result).rejects.toMatchObject({ code: 'cancelled' })
    expect(spawner.pids.slice(0, 1).map(isAlive)).toEqual([false])
    await expect(thumbnail).resolves.toMatchObject({ type: 'image/jpeg' })
  })

  test('stops probing', async () => {
    const { imaging } = lab.start()
    const controller = new AbortController()
    const results: ProbeResult[] = []
    const probing = imaging.probe(Array(2000).fill(lab.photo.path), {
      signal: controller.signal,
      onResult: (result) => {
        results.push(result)
        controller.abort()
      },
    })
    await expect(probing).rejects.toMatchObject({ code: 'cancelled' })
    expect(results.length).toBeLessThan(100)
  })

  test('everything at once by closing', async () => {
    const { imaging } = lab.start()
    const tasks = [
      imaging.compose(lab.request()),
      imaging.compose(lab.request()),
      imaging.thumbnail({ path: lab.photo.path, edge: 64 }),
    ]
    const settled = Promise.allSettled(tasks)
    await imaging.close()
    for (const result of await settled)
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } })
    await expect(imaging.hash(lab.photo.path)).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('the order of things', () => {
  test('thumbnails are answered while composes run and wait', async () => {
    const { imaging } = lab.start()
    const finished: string[] = []
    const composes = [1, 2, 3].map(async () => {
      await imaging.compose(lab.request())
      finished.push('compose')
    })
    const thumbnails = [1, 2, 3, 4].map(async () => {
      await imaging.thumbnail({ path: lab.photo.path, edge: 64 })
      finished.push('thumbnail')
    })
    await Promise.all([...composes, ...thumbnails])
    expect(finished.slice(0, 5).filter((what) => what === 'thumbnail')).toHaveLength(4)
  })

  test('one worker composes one photo at a time; there are as many workers as composes at once', async () => {
    const { imaging, spawner } = lab.start({ parallel: 2 })
    let running = 0
    let most = 0
    const one = async () => {
      let counted = false
      await imaging.compose(lab.request(), {
        onProgress: () => {
          if (!counted) running++
          counted = true
          most = Math.max(most, running)
        },
      })
      running--
    }
    await Promise.all([one(), one(), one(), one()])
    expect(most).toBe(2)
    expect(spawner.workers).toHaveLength(2)
  })

  test('composes that do not fit into memory together run one after the other', async () => {
    const { imaging, spawner } = lab.start({ parallel: 2, memory: 100e6 })
    await Promise.all([imaging.compose(lab.request()), imaging.compose(lab.request())])
    expect(spawner.workers).toHaveLength(1)
  })
})
