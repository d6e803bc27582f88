import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkRender } from '../../../main/imaging/check-render'
import { randomBytes, realisticJpeg } from '../../fixtures/images/realistic-photo'

const size = { width: 320, height: 192 }
/** Of the same shape, much larger. */
const result = { width: 5000, height: 3000 }

let folder = ''
let photo: Buffer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-check-'))
  photo = await realisticJpeg(size.width, size.height)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let files = 0

async function check(bytes: Uint8Array, covers = result) {
  const path = join(folder, `${files++}.render`)
  await writeFile(path, bytes)
  return checkRender({ path, result: covers })
}

function as(format: 'jpeg' | 'png' | 'webp'): Promise<Buffer> {
  return sharp(photo).toFormat(format).toBuffer()
}

function refusal(words: string) {
  return { name: 'AppError', code: 'download-broken', retryable: true, message: expect.stringContaining(words) }
}

const formats = ['jpeg', 'png', 'webp'] as const

describe.each(formats)('a render as %s', (format) => {
  test('is taken when it is whole', async () => {
    expect(await check(await as(format))).toEqual({ ...size, format })
  })

  test.each([0.02, 0.3, 0.9, 0.99, 0.998])('is refused when only %d of it came', async (share) => {
    const bytes = await as(format)
    await expect(check(bytes.subarray(0, Math.floor(bytes.length * share)))).rejects.toMatchObject(
      refusal('has to be fetched again'),
    )
  })

  test('never ends the worker when bytes in it are wrong', async () => {
    const bytes = await as(format)
    const noise = randomBytes(120, 7)
    for (let i = 0; i < 60; i++) {
      const hostile = Buffer.from(bytes)
      const at = (((noise[i] as number) * 256 + (noise[i + 60] as number)) / 65_536) * bytes.length
      hostile.fill(noise[i] as number, Math.floor(at), Math.floor(at) + 1 + (i % 40))
      const outcome = await check(hostile).catch((error: unknown) => error)
      expect(outcome).toSatisfy((value: object) =>
        'code' in value ? value.code === 'download-broken' : 'format' in value,
      )
    }
  })
})

describe('what is no render is refused with words', () => {
  test.each([
    ['nothing', Buffer.alloc(0), 'no picture'],
    ['a page', Buffer.from('<!doctype html><title>502 Bad Gateway</title>'), 'no picture'],
    ['JSON', Buffer.from('{"code":1203,"message":"expired"}'), 'no picture'],
    ['noise', Buffer.from(randomBytes(50_000, 3)), 'no picture'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="320" height="192"/>'), 'no picture'],
  ])('%s', async (_, bytes, words) => {
    await expect(check(bytes)).rejects.toMatchObject(refusal(words))
  })

  test('a file that is gone', async () => {
    await expect(checkRender({ path: join(folder, 'none'), result })).rejects.toMatchObject(refusal('no picture'))
  })

  test('another kind of picture', async () => {
    await expect(check(await sharp(photo).tiff().toBuffer())).rejects.toMatchObject(refusal('tiff'))
  })

  test.each([
    [8, 8],
    [12_100, 20],
  ])('sides that no service makes: %i × %i px', async (width, height) => {
    const create = { width, height, channels: 3, background: '#888' } as const
    const bytes = await sharp({ create }).png().toBuffer()
    await expect(check(bytes, { width, height })).rejects.toMatchObject(refusal(`${width} × ${height} px`))
  })
})

describe('the shape', () => {
  test.each([
    ['exact', 1200, 800, true],
    ['rounded to steps of 16', 1216, 800, true],
    ['3 % too wide', 1235, 800, true],
    ['5 % too wide', 1260, 800, false],
    ['5 % too high', 1200, 842, false],
    ['turned', 800, 1200, false],
    ['small, in steps of 16', 160, 112, true],
    ['small, and another one', 160, 144, false],
  ])('%s: %i × %i px for 3:2', async (_, width, height, fits) => {
    const create = { width, height, channels: 3, background: '#888' } as const
    const checked = check(await sharp({ create }).png().toBuffer(), { width: 6000, height: 4000 })
    if (fits) await expect(checked).resolves.toMatchObject({ width, height })
    else await expect(checked).rejects.toMatchObject(refusal('another shape'))
  })
})
