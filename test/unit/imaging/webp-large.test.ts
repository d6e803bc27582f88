import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compose } from '../../../main/imaging/compose'
import { composed, composeRequest, planAround, writePhoto } from '../../fixtures/images/pictures'
import { readTags } from '../../fixtures/images/read-tags'

/** Its canvas is just more than libwebp is given without loss. */
const size = { width: 6500, height: 6000 }
const plan = planAround(size, { top: 0, right: 300, bottom: 0, left: 0 })

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-webp-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a large lossless WebP', () => {
  test('keeps every sample and all metadata, in less memory than libwebp would take', async () => {
    // Slopes of colour, from a small picture.
    const slopes = await sharp(Buffer.from([10, 200, 30, 90, 20, 240, 0, 0, 0, 255, 250, 245]), {
      raw: { width: 2, height: 2, channels: 3 },
    })
      .resize({ ...size, fit: 'fill', kernel: 'linear' })
      .withIccProfile('p3')
      .withExifMerge({ IFD0: { Artist: 'Somebody' } })
      .png({ compressionLevel: 1 })
      .toBuffer()
    const photo = await writePhoto(folder, 'slopes.png', slopes)
    const request = composeRequest(photo, plan, { format: 'webp', quality: 100 })
    const progress: number[] = []
    // libwebp's 33 bytes for each px are more.
    const options = { signal: new AbortController().signal, memoryLimit: 400e6 }
    await compose(request, { ...options, onProgress: (fraction) => progress.push(fraction) })
    const bytes = await composed(request)
    const [own, metadata] = [await sharp(photo.path).metadata(), await sharp(bytes).metadata()]
    expect(metadata).toMatchObject({ ...plan.canvas, format: 'webp', hasAlpha: false })
    expect(own.icc && metadata.icc?.equals(own.icc)).toBe(true)
    const { exif, xmp } = readTags(bytes)
    expect(exif.Artist?.description).toBe('Somebody')
    expect(xmp.Method?.description).toBe('mirror')
    // Encoding is most of the time, and is told of.
    expect(progress.filter((fraction) => fraction > 0.4 && fraction < 0.97).length).toBeGreaterThan(20)
    const read = (input: string | Buffer) =>
      sharp(input, { ignoreIcc: true })
        .extract({ left: 0, top: 0, ...size })
        .raw()
        .toBuffer()
    expect((await read(bytes)).equals(await read(photo.path))).toBe(true)
  }, 120_000)
})
