import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compose } from '../../../main/imaging/compose'
import { weigh } from '../../../main/imaging/weigh'
import { heicFile } from '../../fixtures/images/heic'
import { composeRequest, planAround, type RequestChanges, writePhoto } from '../../fixtures/images/pictures'

const size = { width: 3000, height: 2000 }
const plan = planAround(size, { top: 0, right: 200, bottom: 0, left: 200 })
const canvasPixels = 3400 * 2000

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-weigh-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let files = 0

/** A picture of one colour: small as a file, as large as any when it is decoded. */
function plain(width = size.width, height = size.height): Sharp {
  return sharp({ create: { width, height, channels: 3, background: '#657' } })
}

async function requestFor(bytes: Uint8Array, changes: RequestChanges = {}) {
  return composeRequest(await writePhoto(folder, `${files++}.photo`, bytes), plan, { format: 'tiff', ...changes })
}

async function weighed(bytes: Uint8Array, changes: RequestChanges = {}): Promise<number> {
  return weigh({ kind: 'compose', request: await requestFor(bytes, changes) })
}

const deep = () => plain().toColourspace('rgb16').png({ compressionLevel: 1 }).toBuffer()

describe('what a compose takes', () => {
  test('goes with the depth of the photo', async () => {
    const [shallow, deeper] = [await weighed(await plain().png().toBuffer()), await weighed(await deep())]
    // Twice the samples, on the canvas and in what cannot be compressed.
    expect(deeper - shallow).toBeGreaterThanOrEqual(2 * canvasPixels * 3)
  })

  test('counts what has to be decoded whole: turned, interlaced, WebP', async () => {
    const upright = await weighed(await plain().jpeg().toBuffer(), { format: 'jpeg', quality: 90 })
    const photoBytes = size.width * size.height * 3
    for (const bytes of [
      await plain().png({ progressive: true }).toBuffer(),
      await plain().withMetadata({ orientation: 3 }).jpeg().toBuffer(),
      await plain().webp().toBuffer(),
    ]) {
      // More than the encoder, which is at work later.
      const whole = await weighed(bytes, { format: 'png' })
      expect(whole).toBeGreaterThan(canvasPixels * 3 + photoBytes)
      expect(whole).toBeLessThan(upright + photoBytes)
    }
  })

  test('counts renders by the size they have, and no more of them than they cover', async () => {
    const bytes = await plain().png().toBuffer()
    const from = async (width: number, height: number) => {
      const render = await writePhoto(folder, `${files++}.png`, await plain(width, height).png().toBuffer())
      return weighed(bytes, { surroundings: { kind: 'renders', variation: 1, renders: [render.path] } })
    }
    const [small, exact, larger] = [await from(850, 500), await from(3400, 2000), await from(5100, 3000)]
    expect(exact).toBeGreaterThan(small + 50e6)
    expect(larger).toBe(exact)
  })

  test('is refused where it is more than there is, by what the photo really takes', async () => {
    const [shallow, deeper] = [await requestFor(await plain().png().toBuffer()), await requestFor(await deep())]
    const limit = (await weigh({ kind: 'compose', request: shallow })) + 1e6
    const options = { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit: limit }
    await expect(compose(shallow, options)).resolves.toMatchObject({ width: 3400 })
    await expect(compose(deeper, options)).rejects.toMatchObject({ code: 'limit-memory' })
  })
})

test('a photo that takes more to be opened than there is, is refused as such: a smaller canvas would not help', async () => {
  const request = await requestFor(await plain().avif({ effort: 0 }).toBuffer())
  const options = { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit: 100e6 }
  await expect(compose(request, options)).rejects.toMatchObject({
    code: 'image-too-large',
    message: expect.stringMatching(/ 3000 × 2000 px of AVIF takes 0\.1 GB .* Save it as JPEG or TIFF first\.$/),
  })
})

test('a HEIC that takes more than there is, is refused before it is decoded', async () => {
  // What is broken inside would be found by decoding it.
  const heic = heicFile({ grid: { columns: 47, rows: 32, ...size } })
  const request = await requestFor(heic.fill(0, heic.length - 2000))
  const tried = (memoryLimit: number) =>
    compose(request, { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit })
  await expect(tried(30e6)).rejects.toMatchObject({ code: 'image-too-large' })
  await expect(tried(1e9)).rejects.toMatchObject({ code: 'image-damaged' })
})

test('what preparing takes does not go with the canvas, but with the upload', async () => {
  const photo = await writePhoto(folder, 'prepared.jpg', await plain().jpeg().toBuffer())
  const request = { source: photo.path, contentHash: photo.contentHash, plan, pass: 0, renders: [] }
  const [small, large] = [
    await weigh({ kind: 'prepare', request: { ...request, edge: 600 } }),
    await weigh({ kind: 'prepare', request: { ...request, edge: 2560 } }),
  ]
  expect(small).toBeLessThan(large / 2)
})

test('what cannot be opened is not weighed', async () => {
  await expect(weighed(Buffer.from('no picture'))).rejects.toMatchObject({ code: 'not-an-image' })
})
