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

  test('and can be cancelled, which ends the thread if need be', async () => {
    const { imaging } = start()
    const controller = new AbortController()
    const onProgress = () => controller.abort()
    const composing = imaging.compose(lab.request(), { signal: controller.signal, onProgress })
    await expect(composing).rejects.toMatchObject({ code: 'cancelled' })
    expect(await imaging.hash(lab.photo.path)).toBe(lab.photo.contentHash)
  })
})
