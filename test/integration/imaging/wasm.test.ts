import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { ProbeResult } from '../../../core/photo'
import { hasWasmBuild, wasmSpawner } from '../../../main/imaging/spawner'
import { channelsOf, planAround, randomPicture, writePhoto } from '../../fixtures/images/pictures'
import { WorkerLab } from './worker-lab'

const lab = WorkerLab.set()
const margins = { top: 10, right: 20, bottom: 0, left: 30 }
const start = () => lab.start({ spawner: wasmSpawner(pathToFileURL(lab.workerPath).href) })

describe('without a plain Node, workers run as threads with sharp’s WebAssembly build', () => {
  test('which is part of the installation', () => {
    expect(hasWasmBuild(lab.workerPath)).toBe(true)
    expect(hasWasmBuild('/')).toBe(false)
  })

  test('and answer every question', async () => {
    const { imaging } = start()
    expect(await imaging.hash(lab.photo.path)).toBe(lab.photo.contentHash)
    const results: ProbeResult[] = []
    await imaging.probe([lab.photo.path], { onResult: (result) => results.push(result) })
    expect(results).toMatchObject([{ kind: 'photo', header: { size: { width: 2400, height: 1600 } } }])
    const { data } = await imaging.thumbnail({ path: lab.photo.path, edge: 100 })
    expect(await sharp(data).metadata()).toMatchObject({ format: 'jpeg', width: 100 })
    expect(await imaging.memory()).toMatchObject([{ pid: process.pid }])
  })

  test('and compose the very same pictures, again and again', async () => {
    const request = () => lab.request({ format: 'png', plan: planAround({ width: 2400, height: 1600 }, margins) })
    const pixels = async (path: string) => sharp(path).raw().toBuffer()
    const native = request()
    await lab.start().imaging.compose(native)
    const expected = await pixels(native.destination)
    const { imaging } = start()
    for (let i = 0; i < 3; i++) {
      const made = request()
      await imaging.compose(made)
      expect((await pixels(made.destination)).equals(expected)).toBe(true)
    }
  })

  test.each([8, 16] as const)('and keep every original sample of %i bits', async (bits) => {
    const layout = { width: 300, height: 200, channels: 4, hasAlpha: true, model: 'rgb', bits } as const
    const source = await writePhoto(lab.folder, `wasm-${bits}.png`, await randomPicture(layout).png().toBuffer())
    const destination = join(lab.folder, `wasm-${bits}-composed.png`)
    const plan = planAround(layout, margins)
    const { imaging } = start()
    await imaging.compose(
      lab.request({ source: source.path, contentHash: source.contentHash, plan, format: 'png', destination }),
    )
    const [before, after] = [await channelsOf(source.path, layout), await channelsOf(destination, layout, margins)]
    expect(after.map((samples, i) => before[i]?.equals(samples))).toEqual([true, true, true, true])
    expect((await readFile(destination)).length).toBeGreaterThan(0)
  })

  test('and bring a service’s renders into the photo’s own colours', async () => {
    const plain = (background: string) => sharp({ create: { width: 400, height: 320, channels: 3, background } })
    const source = await writePhoto(lab.folder, 'p3.png', await plain('#808080').withIccProfile('p3').png().toBuffer())
    const left = await plain('#c81e3c').resize(20, 320).png().toBuffer()
    const painted = plain('#808080').composite([{ input: left, left: 0, top: 0 }])
    const render = (await writePhoto(lab.folder, 'p3-render.png', await painted.png().toBuffer())).path
    const plan = planAround({ width: 400, height: 320 }, { top: 0, right: 0, bottom: 0, left: 60 })
    const { contentHash } = source
    const request = lab.request({
      source: source.path,
      contentHash,
      plan,
      format: 'png',
      surroundings: { kind: 'renders', variation: 1, renders: [render] },
    })
    const { imaging } = start()
    await imaging.compose(request)
    const [red = 0, green = 0, blue = 0] = await sharp(request.destination, { ignoreIcc: true }).raw().toBuffer()
    expect([red - 184, green - 50, blue - 64].filter((off) => Math.abs(off) > 4)).toEqual([])
    const upload = await imaging.prepare({ source: source.path, contentHash, plan, pass: 0, renders: [], edge: 2560 })
    expect([upload.width, upload.height, ...(await sharp(upload.data).raw().toBuffer()).subarray(0, 3)]).toEqual([
      400, 320, 128, 128, 128,
    ])
    await expect(imaging.checkRender({ path: render, result: plan.canvas })).rejects.toMatchObject({
      code: 'download-broken',
    })
  })

  test('and can be cancelled, which ends the thread if need be', async () => {
    const { imaging } = start()
    const controller = new AbortController()
    const onProgress = () => controller.abort()
    const composing = imaging.compose(lab.request(), { signal: controller.signal, onProgress })
    await expect(composing).rejects.toMatchObject({ code: 'cancelled' })
    expect(await imaging.hash(lab.photo.path)).toBe(lab.photo.contentHash)
  })
})
