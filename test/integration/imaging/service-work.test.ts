import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { PrepareRequest } from '../../../core/imaging'
import { driftedRender } from '../../fixtures/images/drifted-render'
import { writePhoto } from '../../fixtures/images/pictures'
import { begin, WorkerLab } from './worker-lab'

const lab = WorkerLab.set()

function prepareRequest(changes: Partial<PrepareRequest> = {}): PrepareRequest {
  const { source, contentHash, plan } = lab.request()
  return { source, contentHash, plan, pass: 0, renders: [], edge: 1024, ...changes }
}

/** A render of the lab's photo that covers its canvas. */
async function render(): Promise<string> {
  const { plan } = lab.request()
  const scene = await sharp(lab.photo.path)
    .resize({ ...plan.canvas, fit: 'fill' })
    .png()
    .toBuffer()
  const bytes = await driftedRender(scene, { left: 0, top: 0, ...plan.canvas }, 0.3)
  return (await writePhoto(lab.folder, 'render.jpg', bytes)).path
}

test('what a service needs is done by a worker, from upload to output', async () => {
  const { imaging } = lab.start()
  const upload = await imaging.prepare(prepareRequest())
  expect(upload).toMatchObject({ type: 'image/jpeg', width: 1024, height: 683 })
  expect((await sharp(upload.data).metadata()).width).toBe(1024)

  const path = await render()
  const compose = lab.request({ format: 'png', surroundings: { kind: 'renders', variation: 1, renders: [path] } })
  expect(await imaging.checkRender({ path, result: compose.plan.canvas })).toMatchObject({ format: 'jpeg' })

  const { width } = await sharp(path).metadata()
  expect(await imaging.compose(compose)).toMatchObject({ effectiveScale: width / compose.plan.canvas.width, notes: [] })
  const { original, photo } = compose.plan
  const inside = await sharp(await readFile(compose.destination))
    .extract({ ...original, ...photo })
    .raw()
    .toBuffer()
  expect(inside.equals(await sharp(lab.photo.path).raw().toBuffer())).toBe(true)
})

test('a broken render is told apart, and that it is worth another try', async () => {
  const { imaging } = lab.start()
  const { path } = await writePhoto(lab.folder, 'page.jpg', Buffer.from('<html>502</html>'))
  const result = lab.request().plan.canvas
  await expect(imaging.checkRender({ path, result })).rejects.toMatchObject({
    code: 'download-broken',
    retryable: true,
  })
  const elsewhere = imaging.prepare(prepareRequest({ contentHash: '0'.repeat(64) }))
  await expect(elsewhere).rejects.toMatchObject({ code: 'photo-changed', retryable: false })
})

describe('the order of things', () => {
  test('an upload is prepared beside a compose that runs, before those that wait', async () => {
    const { imaging, spawner } = lab.start()
    const path = await render()
    const finished: string[] = []
    const note = (what: string) => () => void finished.push(what)
    // An encoder that takes seconds: what comes in between must not wait for it.
    const slow = begin(0.4, (onProgress) => imaging.compose(lab.request({ format: 'avif' }), { onProgress }))
    const running = slow.result.then(note('running compose'))
    await slow.reached
    const waiting = imaging.compose(lab.request()).then(note('waiting compose'))
    await Promise.all([
      imaging.prepare(prepareRequest()).then(note('prepare')),
      imaging.checkRender({ path, result: lab.request().plan.canvas }).then(note('check')),
    ])
    expect(finished.toSorted()).toEqual(['check', 'prepare'])
    expect(spawner.workers).toHaveLength(1)
    await Promise.all([running, waiting])
  })

  test('one that does not fit into memory beside a compose comes right after it', async () => {
    const { imaging } = lab.start({ memory: 100e6 })
    const finished: string[] = []
    const note = (what: string) => () => void finished.push(what)
    await Promise.all([
      imaging.compose(lab.request()).then(note('compose')),
      imaging.compose(lab.request()).then(note('compose')),
      imaging.prepare(prepareRequest()).then(note('prepare')),
    ])
    expect(finished).toEqual(['compose', 'prepare', 'compose'])
  })

  test('one that is cancelled is let go, and the worker goes on', async () => {
    const { imaging, spawner } = lab.start()
    const controller = new AbortController()
    const prepared = imaging.prepare(prepareRequest(), { signal: controller.signal })
    controller.abort()
    await expect(prepared).rejects.toMatchObject({ code: 'cancelled' })
    expect(await imaging.hash(lab.photo.path)).toBe(lab.photo.contentHash)
    expect(spawner.workers).toHaveLength(1)
  })
})
