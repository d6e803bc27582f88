import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultEncoding, type Encoding } from '../../../core/encoding'
import type { ComposeRequest } from '../../../core/imaging'
import { compose } from '../../../main/imaging/compose'
import { numbersEntry } from '../../../main/imaging/metadata/ifd'
import type { ColourModel, Layout, SampleBits } from '../../../main/imaging/raster'
import { colourChannels } from '../../../main/imaging/raster'
import { writeFrame } from '../../../main/imaging/write'
import { composed, composeRequest, planAround, randomPicture, writePhoto } from '../../fixtures/images/pictures'
import { randomBytes } from '../../fixtures/images/realistic-photo'
import { textEntry } from '../../fixtures/images/tagged-jpeg'
import { withTags } from '../../fixtures/images/with-exif'
import { mayMount, mountSmallDisk } from '../../fixtures/small-disk'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-compose-apart-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const size = { width: 61, height: 47 }
const margins = { top: 5, right: 13, bottom: 9, left: 7 }
const options = { signal: new AbortController().signal, onProgress: () => undefined, memoryLimit: 1e9 }
const nothing = { decoding: 0, encoding: 0 }

/** A TIFF, turned by a quarter, of random samples. */
async function turnedPhoto(model: ColourModel, bits: SampleBits, hasAlpha: boolean) {
  const layout: Layout = { ...size, channels: colourChannels[model] + Number(hasAlpha), hasAlpha, model, bits }
  const plain = await randomPicture(layout).tiff({ compression: 'deflate', predictor: 'none' }).toBuffer()
  const bytes = withTags(plain, [textEntry(315, 'Jane Doe'), numbersEntry(274, 'short', [6])])
  return writePhoto(folder, `${model}-${bits}-${hasAlpha}.tif`, bytes)
}

describe('what goes by way of the disk becomes the very file that it becomes in memory', () => {
  type Case = readonly [ComposeRequest['format'], ColourModel, SampleBits, boolean, Partial<Encoding>]
  const cases: readonly Case[] = [
    ['png', 'rgb', 8, false, {}],
    ['png', 'rgb', 16, true, {}],
    ['png', 'grey', 16, true, {}],
    ['tiff', 'rgb', 8, true, {}],
    ['tiff', 'rgb', 16, true, {}],
    ['tiff', 'grey', 8, false, {}],
    ['tiff', 'cmyk', 8, true, {}],
    ['tiff', 'cmyk', 16, false, {}],
    ['tiff', 'rgb', 32, false, {}],
    ['webp', 'rgb', 16, true, { profile: 'display-p3' }],
    ['webp', 'rgb', 16, true, { profile: 'display-p3', quality: 100 }],
    ['webp', 'cmyk', 16, false, {}],
    ['jpeg', 'grey', 16, true, { profile: 'srgb' }],
    ['png', 'cmyk', 16, false, { depth: 16 }],
    ['tiff', 'cmyk', 16, false, { depth: 8 }],
  ]
  test.each(cases)('%s of %s, %s bits, alpha %s, %j', async (format, model, bits, hasAlpha, encoding) => {
    const photo = await turnedPhoto(model, bits, hasAlpha)
    const plan = planAround({ width: size.height, height: size.width }, margins)
    const request = composeRequest(photo, plan, {
      format,
      asPhoto: format === 'tiff',
      encoding: { ...defaultEncoding, ...encoding },
    })
    const direct = await compose(request, options)
    const expected = await composed(request)
    expect(await compose(request, { ...options, inMemory: nothing })).toEqual(direct)
    expect((await composed(request)).equals(expected)).toBe(true)
    expect(direct.bytes).toBe(expected.length)
    expect(expected.includes('Jane Doe')).toBe(true)
  })
})

test('the file is as old as the photo, if that is asked for', async () => {
  const photo = await turnedPhoto('rgb', 8, false)
  const plan = planAround({ width: size.height, height: size.width }, margins)
  const request = composeRequest(photo, plan, { encoding: { ...defaultEncoding, keepTimes: true } })
  await compose(request, { ...options, inMemory: nothing })

  expect((await stat(request.destination)).mtime).toEqual((await stat(photo.path)).mtime)
})

describe('what stands around the data of a file', () => {
  const data = randomBytes(20_000_003, 7)
  const end = Buffer.from('end')
  test.each([
    ['is longer than what it replaces', 5],
    ['is shorter', -5],
    ['is as long', 0],
  ])('%s', async (_, longer) => {
    const path = join(folder, `framed-${longer}`)
    await writeFile(path, data)
    const before = [Buffer.from('at its '), Buffer.alloc(93 + longer, 'b')]
    const expected = Buffer.concat([...before, data.subarray(100), end])
    expect(await writeFrame(path, { before, from: 100, after: [end] })).toBe(expected.length)
    expect((await readFile(path)).equals(expected)).toBe(true)
  })
})

describe.skipIf(!mayMount)('a disk that fills up is what is told of', () => {
  test.each([
    ['while a photo is decoded by way of it', { decoding: 0, encoding: 1e9 }],
    ['while a picture is encoded to it', { decoding: 1e9, encoding: 0 }],
  ])('%s', async (_, inMemory) => {
    const disk = await mkdtemp(join(folder, 'disk-'))
    mountSmallDisk(disk, '12k')
    const photo = await turnedPhoto('rgb', 16, true)
    const plan = planAround({ width: size.height, height: size.width }, margins)
    const destination = join(disk, 'out')
    const made = compose(composeRequest(photo, plan, { destination, format: 'tiff' }), { ...options, inMemory })
    await expect(made).rejects.toMatchObject({ code: 'output-full' })
  })

  test('while a canvas is converted by way of it', async () => {
    const disk = await mkdtemp(join(folder, 'disk-'))
    mountSmallDisk(disk, '12k')
    const layout: Layout = { ...size, channels: 4, hasAlpha: true, model: 'rgb', bits: 16 }
    const photo = await writePhoto(folder, 'upright.png', await randomPicture(layout).png().toBuffer())
    const encoding = { ...defaultEncoding, profile: 'display-p3' } as const
    const destination = join(disk, 'out')
    const request = composeRequest(photo, planAround(size, margins), { destination, format: 'webp', encoding })
    const made = compose(request, { ...options, inMemory: nothing })
    await expect(made).rejects.toMatchObject({ code: 'output-full' })
  })
})
