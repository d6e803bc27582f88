import { truncateSync, utimesSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ComposeRequest } from '../../../core/imaging'
import { compose } from '../../../main/imaging/compose'
import { freeMemory } from '../../../main/imaging/free-memory'
import { composeBytes } from '../../../main/imaging/memory'
import { isLetGo } from '../../../main/imaging/source'
import { composed, composeRequest, planAround, unchanged, writePhoto } from '../../fixtures/images/pictures'
import { cameraExif } from '../../fixtures/images/tagged-jpeg'
import { withExif } from '../../fixtures/images/with-exif'

/** As a file without compression it is larger than what is kept in memory while it is decoded. */
const size = { width: 4800, height: 4700 }
const layout = { ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 } as const
const fileBytes = size.width * size.height * 3
const plan = planAround(size, { top: 0, right: 100, bottom: 0, left: 0 })

let folder = ''
let request: ComposeRequest
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-large-'))
  const picture = sharp({ create: { ...size, channels: 3, background: '#657' } })
  const bytes = withExif(await picture.tiff({ compression: 'none' }).toBuffer(), 'tiff', cameraExif(1))
  const photo = await writePhoto(folder, 'large.tif', bytes)
  request = composeRequest(photo, plan, { format: 'jpeg' })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a photo whose file is large', () => {
  test('is decoded with no more than its canvas in memory, and keeps its metadata', async () => {
    const weight = {
      layout,
      format: 'png',
      fileBytes,
      tilePixels: null,
      isTurned: true,
      isProgressive: false,
      isLossless: false,
    } as const
    const [kept, letGo] = [false, true].map((gone) =>
      composeBytes({ ...request, format: 'tiff' }, { ...weight, isLetGo: gone }, unchanged, 0),
    )
    expect((kept ?? 0) - (letGo ?? 0)).toBeGreaterThan(0.9 * fileBytes)
    expect(isLetGo(true, fileBytes)).toBe(true)
    let [before, held] = [0, 0]
    const onProgress = (fraction: number) => {
      // Decoded, and not painted yet.
      if (fraction === 0.2) held = process.memoryUsage().arrayBuffers - before
    }
    const options = { signal: new AbortController().signal, onProgress, memoryLimit: 1e9 }
    // What making the photo has left goes with the first.
    await compose(request, options)
    await freeMemory()
    before = process.memoryUsage().arrayBuffers
    await compose(request, options)
    // What sharp has decoded is its own memory, which is not counted here.
    expect(held).toBeLessThan(0.5 * fileBytes)
    expect((await composed(request)).includes('Jane Doe')).toBe(true)
  })

  test.each([
    ['touched', () => utimesSync(request.source, 1e9, 1e9)],
    ['cut short', () => truncateSync(request.source, 1e6)],
  ])('is not composed when it is %s between being read and being decoded, and that is said', async (_, change) => {
    const onProgress = (fraction: number) => {
      if (fraction < 0.1) change()
    }
    const options = { signal: new AbortController().signal, onProgress, memoryLimit: 1e9 }
    await expect(compose(request, options)).rejects.toMatchObject({ code: 'photo-changed' })
  })
})
