import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Plan, Rect } from '../../../core/geometry/types'
import { compose } from '../../../main/imaging/compose'
import { type Drift, driftedRender, usualDrift } from '../../fixtures/images/drifted-render'
import {
  composeRequest,
  nestedPlan,
  type PhotoFile,
  planAround,
  type RequestChanges,
  writePhoto,
} from '../../fixtures/images/pictures'
import { realisticJpeg } from '../../fixtures/images/realistic-photo'

/** A scene of which the photo shows the middle: what is around it is known, and can be compared. */
const scene: Rect = { left: 0, top: 0, width: 1200, height: 800 }
const original: Rect = { left: 270, top: 170, width: 660, height: 460 }

let folder = ''
let whole: Buffer
let photo: PhotoFile
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-renders-'))
  whole = await sharp(await realisticJpeg(scene.width, scene.height, 3))
    .png({ compressionLevel: 1 })
    .toBuffer()
  photo = await writePhoto(folder, 'middle.png', await sharp(whole).extract(original).png().toBuffer())
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let files = 0

async function renderOf(area: Rect, scale: number, drift: Drift = usualDrift): Promise<string> {
  return (await writePhoto(folder, `${files++}.render.jpg`, await driftedRender(whole, area, scale, drift))).path
}

async function run(plan: Plan, renders: readonly string[], changes: RequestChanges = {}) {
  const request = composeRequest(photo, plan, {
    surroundings: { kind: 'renders', variation: 1, renders },
    destination: join(folder, `${files++}.composed`),
    ...changes,
  })
  const fractions: number[] = []
  const result = await compose(request, {
    signal: new AbortController().signal,
    onProgress: (fraction) => fractions.push(fraction),
    memoryLimit: 1e9,
  })
  return { ...result, request, fractions }
}

const onePass = nestedPlan(scene, [original, scene])

interface Samples {
  readonly data: Buffer
  readonly width: number
}

async function samplesOf(file: string | Buffer): Promise<Samples> {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width }
}

/** Peak signal to noise, dB, of what lies outside of the photo. */
function psnr(one: Samples, other: Samples): number {
  let squares = 0
  let count = 0
  for (let y = 0; y < scene.height; y++) {
    for (let x = 0; x < scene.width; x++) {
      const inside = x >= original.left && x < original.left + original.width
      if (inside && y >= original.top && y < original.top + original.height) continue
      for (let k = 0; k < 3; k++, count++) {
        const i = (y * scene.width + x) * 3 + k
        squares += ((one.data[i] as number) - (other.data[i] as number)) ** 2
      }
    }
  }
  return 10 * Math.log10((255 * 255 * count) / squares)
}

/** The step across the photo's left and top borders: means of 20 px along them, so that grain and detail count little. */
function seamStep({ data, width }: Samples): number {
  const mean = (x: number, y: number, dx: number, dy: number, k: number) => {
    let sum = 0
    for (let i = 0; i < 20; i++) sum += data[((y + dy * i) * width + x + dx * i) * 3 + k] as number
    return sum / 20
  }
  const steps: number[] = []
  for (let k = 0; k < 3; k++) {
    for (let y = original.top; y + 20 <= original.top + original.height; y += 20) {
      steps.push(Math.abs(mean(original.left, y, 0, 1, k) - mean(original.left - 1, y, 0, 1, k)))
    }
    for (let x = original.left; x + 20 <= original.left + original.width; x += 20) {
      steps.push(Math.abs(mean(x, original.top, 1, 0, k) - mean(x, original.top - 1, 1, 0, k)))
    }
  }
  return steps.reduce((sum, step) => sum + step, 0) / steps.length
}

describe('a render that drifted', () => {
  test.each([
    ['in cast, gamma and contrast', usualDrift],
    ['from left to right, too', { ...usualDrift, slope: 6 }],
    ['and shows everything a little elsewhere', { ...usualDrift, slope: 6, shift: 1.7 }],
    ['not at all', { cast: [0, 0, 0], gamma: 1, contrast: 1, slope: 0 }],
  ] satisfies [string, Drift][])('%s shows no seam and has the scene’s colours', async (_, drift) => {
    const render = await renderOf(scene, 0.35, drift)
    const { request } = await run(onePass, [render])
    const [truth, composed] = [await samplesOf(whole), await samplesOf(request.destination)]
    const undrifted = await renderOf(scene, 0.35, { cast: [0, 0, 0], gamma: 1, contrast: 1, slope: 0 })
    const enlarged = (path: string) =>
      sharp(path).resize(scene.width, scene.height, { fit: 'fill' }).png({ compressionLevel: 0 }).toBuffer()
    const bound = psnr(await samplesOf(await enlarged(undrifted)), truth)
    expect(psnr(composed, truth)).toBeGreaterThan(bound - 1)
    expect(seamStep(composed)).toBeLessThan(seamStep(truth) * 1.15 + 0.3)
    if (drift === usualDrift) expect(psnr(await samplesOf(await enlarged(render)), truth)).toBeLessThan(bound - 4)
  })

  test('shows its step when nothing is carried outward: the feather closes it', async () => {
    // Painted differently in one corner: no curve can know.
    const render = await renderOf(scene, 0.35)
    const blot = await sharp({ create: { width: 130, height: 90, channels: 3, background: '#404858' } })
      .png()
      .toBuffer()
    const blotted = await sharp(render)
      .composite([{ input: blot, left: 40, top: 130, blend: 'screen' }])
      .png()
      .toBuffer()
    const { path } = await writePhoto(folder, 'blotted.png', blotted)
    const [hard, soft] = [await run(onePass, [path], { feather: 0 }), await run(onePass, [path], { feather: 16 })]
    const [before, after] = [
      seamStep(await samplesOf(hard.request.destination)),
      seamStep(await samplesOf(soft.request.destination)),
    ]
    expect(after).toBeLessThan(before / 4)
  })
})

describe('several passes', () => {
  const between: Rect = { left: 70, top: 170, width: 1000, height: 460 }
  const twoPasses = nestedPlan(scene, [original, between, scene])

  test('are nested: the finer renders of earlier ones stay in front', async () => {
    const renders = [await renderOf(between, 0.7), await renderOf(scene, 0.2, { ...usualDrift, cast: [-10, 6, 9] })]
    const { request } = await run(twoPasses, renders)
    const [truth, composed] = [await samplesOf(whole), await samplesOf(request.destination)]
    const once = await run(onePass, [renders[1] ?? ''])
    expect(psnr(composed, truth)).toBeGreaterThan(psnr(await samplesOf(once.request.destination), truth) + 0.5)
    const middle = await sharp(request.destination).extract(original).raw().toBuffer()
    expect(middle.equals(await sharp(photo.path).raw().toBuffer())).toBe(true)
  })

  test('tell the least of their resolutions', async () => {
    const renders = [await renderOf(between, 0.64), await renderOf(scene, 0.32)]
    expect((await run(twoPasses, renders)).effectiveScale).toBeCloseTo(384 / 1200, 6)
  })

  test('need a render each', async () => {
    await expect(run(twoPasses, [await renderOf(between, 0.5)])).rejects.toMatchObject({ code: 'bad-request' })
  })
})

test('a render may be larger than what it covers', async () => {
  const { request, effectiveScale } = await run(onePass, [await renderOf(scene, 1.6)])
  expect(effectiveScale).toBeCloseTo(1.6, 1)
  expect(psnr(await samplesOf(request.destination), await samplesOf(whole))).toBeGreaterThan(35)
})

test('a render may be as small as a thumbnail, in any format', async () => {
  const tiny = await sharp(await driftedRender(whole, scene, 0.025))
    .webp()
    .toBuffer()
  const { path } = await writePhoto(folder, 'tiny.webp', tiny)
  expect((await run(onePass, [path])).effectiveScale).toBeCloseTo(32 / 1200, 6)
})

test('a damaged render is said so, and can be fetched again', async () => {
  const { path } = await writePhoto(folder, 'cut.jpg', (await driftedRender(whole, scene, 0.3)).subarray(0, 4000))
  await expect(run(onePass, [path])).rejects.toMatchObject({ code: 'download-broken', retryable: true })
})

test('the same renders make the same file, and progress only grows', async () => {
  const render = await renderOf(scene, 0.35)
  const [one, other] = [await run(onePass, [render]), await run(onePass, [render])]
  const read = (path: string) => sharp(path).raw().toBuffer()
  expect((await read(one.request.destination)).equals(await read(other.request.destination))).toBe(true)
  expect(one.fractions).toEqual(one.fractions.toSorted((a, b) => a - b))
})

test('XMP says what painted it, by which tasks', async () => {
  const plan = planAround(original, { top: 10, right: 10, bottom: 10, left: 10 })
  const { request } = await run(plan, [await renderOf(scene, 0.2)], {
    format: 'jpeg',
    surroundings: { kind: 'renders', variation: 3, renders: [await renderOf(scene, 0.2)] },
    provenance: { engine: 'kling', prompt: 'more sky', version: '1.2.3', taskIds: ['task-1', 'task-2'] },
  })
  const packet = (await sharp(request.destination).metadata()).xmpAsString ?? ''
  const xmp = packet.replace(/ xmlns:\w+="[^"]*"/g, '')
  expect(xmp).toContain('digitalsourcetype/compositeWithTrainedAlgorithmicMedia')
  expect(xmp).toMatch(/<outframe:Engine>kling<.*<outframe:Prompt>more sky</s)
  expect(xmp).toMatch(/<outframe:Ratios><rdf:Seq><rdf:li>up=0\.0\d+ right=/)
  expect(xmp).toContain('<outframe:Variation>3</outframe:Variation>')
  expect(xmp).toContain('<outframe:TaskIds><rdf:Seq><rdf:li>task-1</rdf:li><rdf:li>task-2</rdf:li></rdf:Seq>')
})
