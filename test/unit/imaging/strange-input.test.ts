import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compose } from '../../../main/imaging/compose'
import { probeFile } from '../../../main/imaging/probe'
import { makeThumbnail } from '../../../main/imaging/thumbnail'
import { composeRequest, planAround, randomPicture, writePhoto } from '../../fixtures/images/pictures'
import { cameraExif, segment, withSegments } from '../../fixtures/images/tagged-jpeg'

const size = { width: 300, height: 200 }
const noMargins = { top: 0, right: 10, bottom: 0, left: 0 }
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-strange-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const picture = () => randomPicture({ ...size, channels: 3, hasAlpha: false, model: 'rgb', bits: 8 })

function composeHere(request: Parameters<typeof compose>[0]) {
  return compose(request, { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit: 1e9 })
}

describe('what is merely strange works', () => {
  test('a photo is what its bytes are, not what its name says', async () => {
    const photo = await writePhoto(folder, 'really-a.png', await picture().jpeg().toBuffer())
    expect(await probeFile(photo.path)).toMatchObject({ kind: 'photo', header: { format: 'jpeg' } })
  })

  test.each([
    '🌲 forest.png',
    '“quotes” \'n\' "more".png',
    'two\nlines.png',
    ' spaces .png',
    '[1] page=2.png',
    '%s $HOME.png',
  ])('a name like %j', async (name) => {
    const photo = await writePhoto(folder, name, await picture().png().toBuffer())
    expect(await probeFile(photo.path)).toMatchObject({ kind: 'photo', header: { size } })
    await expect(makeThumbnail({ path: photo.path, edge: 64 })).resolves.toMatchObject({ type: 'image/jpeg' })
    await expect(composeHere(composeRequest(photo, planAround(size, noMargins)))).resolves.toMatchObject({ width: 310 })
  })

  test('bytes behind the end of a JPEG, and before a marker', async () => {
    const jpeg = await picture().jpeg().toBuffer()
    const end = jpeg.length - 2
    for (const bytes of [
      Buffer.concat([jpeg, Buffer.from('and a film')]),
      Buffer.concat([jpeg.subarray(0, end), Buffer.from([1, 2, 3]), jpeg.subarray(end)]),
    ]) {
      const photo = await writePhoto(folder, 'behind.jpg', bytes)
      await expect(composeHere(composeRequest(photo, planAround(size, noMargins)))).resolves.toMatchObject({
        width: 310,
      })
    }
  })

  test('an orientation that does not exist', async () => {
    const jpeg = await picture().jpeg().toBuffer()
    const photo = await writePhoto(folder, 'nowhere.jpg', withSegments(jpeg, segment(0xe1, 'Exif\0\0', cameraExif(9))))
    expect(await probeFile(photo.path)).toMatchObject({ header: { size, orientation: 1 } })
    await expect(composeHere(composeRequest(photo, planAround(size, noMargins)))).resolves.toMatchObject({ width: 310 })
  })

  test('a photo of one px', async () => {
    const photo = await writePhoto(
      folder,
      'one.png',
      await sharp({ create: { width: 1, height: 1, channels: 3, background: '#123456' } })
        .png()
        .toBuffer(),
    )
    expect(await probeFile(photo.path)).toMatchObject({ kind: 'photo', header: { size: { width: 1, height: 1 } } })
    const plan = planAround({ width: 1, height: 1 }, { top: 0, right: 1, bottom: 0, left: 0 })
    await expect(composeHere(composeRequest(photo, plan))).resolves.toMatchObject({ width: 2, height: 1 })
  })

  test('a panorama of 30,000 px', async () => {
    const wide = { width: 30_000, height: 400 }
    const photo = await writePhoto(
      folder,
      'wide.jpg',
      await sharp({ create: { ...wide, channels: 3, background: '#678' } })
        .jpeg()
        .toBuffer(),
    )
    expect(await probeFile(photo.path)).toMatchObject({ kind: 'photo', header: { size: wide } })
    const plan = planAround(wide, { top: 40, right: 0, bottom: 40, left: 0 })
    await expect(composeHere(composeRequest(photo, plan, { format: 'jpeg' }))).resolves.toMatchObject({ height: 480 })
    await expect(makeThumbnail({ path: photo.path, edge: 200 })).resolves.toMatchObject({ type: 'image/jpeg' })
  })
})
