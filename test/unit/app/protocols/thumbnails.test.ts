import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../../core/errors'
import type { Imaging, Previewing, PreviewRequest } from '../../../../core/imaging'
import { defaultLocalPainting } from '../../../../core/local-painting'
import { defaultTarget } from '../../../../core/settings'
import { serveThumbnail, type ThumbnailService } from '../../../../main/app/protocols/serve-thumbnail'
import { ThumbnailCache } from '../../../../main/app/protocols/thumbnail-cache'
import { Thumbnails } from '../../../../main/app/protocols/thumbnails'

const data = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
  .webp()
  .toBuffer()
const picture = { data, type: 'image/webp' }
const never = new AbortController().signal

/** Imaging whose pictures are done when the test says so. */
function slowImaging() {
  const asked: { edge: number; signal: AbortSignal | undefined; done: () => void; fail: (error: Error) => void }[] = []
  const thumbnail: Imaging['thumbnail'] = ({ edge }, options) =>
    new Promise((resolve, reject) => {
      asked.push({ edge, signal: options?.signal, done: () => resolve(picture), fail: reject })
      options?.signal?.addEventListener('abort', () => reject(new AppError('cancelled', 'cancelled')))
    })
  const preview: Previewing['preview'] = ({ path, edge }, options) => thumbnail({ path, edge }, options)
  return { asked, thumbnail, preview }
}

let folder: string
let photo: string
const all: { readonly thumbnails: Thumbnails }[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-thumbs-'))
  photo = join(folder, 'photo.jpg')
  await writeFile(photo, 'photo')
})
afterEach(async () => {
  for (const { thumbnails } of all.splice(0)) await thumbnails.settled()
  await rm(folder, { recursive: true })
})

function open(log = { warn: vi.fn() }, cacheFolder = join(folder, 'cache')) {
  const imaging = slowImaging()
  const opened = { imaging, log, thumbnails: new Thumbnails(imaging, new ThumbnailCache(cacheFolder, 1e6), log) }
  all.push(opened)
  return opened
}
const until = (isTrue: () => unknown) => vi.waitFor(isTrue, { timeout: 10_000 })
type Opened = ReturnType<typeof open>

const asked = ({ imaging }: Opened, count: number) => until(() => expect(imaging.asked).toHaveLength(count))
async function made(opened: Opened, edge: number) {
  const before = opened.imaging.asked.length
  const result = opened.thumbnails.get(photo, edge, never)
  await asked(opened, before + 1)
  opened.imaging.asked[before]?.done()
  return result
}

describe('Thumbnails', () => {
  it('makes a picture once, for everybody who asks meanwhile and for everybody after', async () => {
    const opened = open()
    const both = [opened.thumbnails.get(photo, 240, never), opened.thumbnails.get(photo, 240, never)]
    await asked(opened, 1)
    opened.imaging.asked[0]?.done()
    expect(await Promise.all(both)).toEqual([picture, picture])
    expect(await opened.thumbnails.get(photo, 240, never)).toEqual(picture)
    expect(opened.imaging.asked).toHaveLength(1)
  })

  it('keeps it for the next run', async () => {
    await made(open(), 240)
    await until(async () => expect(await readdir(join(folder, 'cache'))).toHaveLength(1))
    const again = open()
    expect(await again.thumbnails.get(photo, 240, never)).toEqual(picture)
    expect(again.imaging.asked).toEqual([])
  })

  it('rounds the edge up, so that near sizes share a picture', async () => {
    const opened = open()
    await made(opened, 240)
    expect(await opened.thumbnails.get(photo, 200, never)).toEqual(picture)
    expect(opened.imaging.asked.map(({ edge }) => edge)).toEqual([256])
  })

  it('makes it again when the file has changed', async () => {
    const opened = open()
    await made(opened, 240)
    await writeFile(photo, 'another photo')
    expect(await made(opened, 240)).toEqual(picture)
  })

  it('goes on while one still waits, and stops with the last', async () => {
    const opened = open()
    const [one, two] = [new AbortController(), new AbortController()]
    const results = [one, two].map(({ signal }) => opened.thumbnails.get(photo, 240, signal))
    const outcomes = Promise.allSettled(results)
    await asked(opened, 1)
    await until(() => {
      one.abort()
      expect(opened.imaging.asked[0]?.signal?.aborted).toBe(false)
    })
    two.abort()
    expect(opened.imaging.asked[0]?.signal?.aborted).toBe(true)
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: { code: 'cancelled' } })
  })

  it('starts anew for somebody who comes after the work was stopped', async () => {
    const opened = open()
    const gone = new AbortController()
    const stopped = opened.thumbnails.get(photo, 240, gone.signal)
    await asked(opened, 1)
    gone.abort()
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
    expect(await made(opened, 240)).toEqual(picture)
  })

  it('answers although nothing can be kept, and says so once', async () => {
    const opened = open({ warn: vi.fn() }, join(photo, 'no-folder'))
    expect(await made(opened, 240)).toEqual(picture)
    expect(await made(opened, 240)).toEqual(picture)
    await until(() => expect(opened.log.warn).toHaveBeenCalledOnce())
  })
})

describe('a preview', () => {
  const plan = { photo: { width: 300, height: 200 }, canvas: { width: 356, height: 200 } }
  const request = { ...plan, original: { left: 28, top: 0 }, local: defaultLocalPainting, edge: 240 }
  const previewed = async (opened: Opened, change: Partial<PreviewRequest> = {}) => {
    const before = opened.imaging.asked.length
    const result = opened.thumbnails.preview({ path: photo, ...request, ...change }, never)
    await asked(opened, before + 1)
    opened.imaging.asked[before]?.done()
    return result
  }

  it('is kept in the cache, each for its canvas and way of painting, and nowhere else', async () => {
    const opened = open()
    await previewed(opened)
    await previewed(opened, { original: { left: 0, top: 0 } })
    await previewed(opened, { local: { method: 'blur', effort: 'fast' } })
    await until(async () => expect(await readdir(join(folder, 'cache'))).toHaveLength(3))
    expect(await opened.thumbnails.preview({ path: photo, ...request }, never)).toEqual(picture)
    expect(opened.imaging.asked).toHaveLength(3)
    expect((await readdir(folder)).sort()).toEqual(['cache', 'photo.jpg'])
  })

  it('stops when the page gives it up for the next', async () => {
    const opened = open()
    const gone = new AbortController()
    const given = opened.thumbnails.preview({ path: photo, ...request }, gone.signal)
    await asked(opened, 1)
    gone.abort()
    await expect(given).rejects.toMatchObject({ code: 'cancelled' })
    expect(opened.imaging.asked[0]?.signal?.aborted).toBe(true)
    expect(await previewed(opened)).toEqual(picture)
  })
})

describe('a part of a photo', () => {
  it('is kept by where it lies', async () => {
    const opened = open()
    const region = { left: 0, top: 0, width: 64, height: 64 }
    for (const [index, part] of [region, { ...region, left: 64 }].entries()) {
      const result = opened.thumbnails.part(photo, part, 64, never)
      await asked(opened, index + 1)
      opened.imaging.asked[index]?.done()
      await result
    }
    expect(await opened.thumbnails.part(photo, region, 64, never)).toEqual(picture)
    expect(opened.imaging.asked).toHaveLength(2)
  })
})

describe('serveThumbnail', () => {
  const log = { error: vi.fn() }
  const sizeOf = () => ({ width: 300, height: 200 })
  const refuse = () => Promise.reject(new AppError('internal', 'not asked for'))
  const serve = (
    get: Thumbnails['get'],
    url = 'thumb://photo/known?edge=240',
    others: Partial<ThumbnailService['thumbnails']> = {},
  ) => {
    const locate = ({ id }: { id: string }) => (id === 'known' ? photo : undefined)
    const thumbnails = { get, part: refuse, preview: refuse, ...others }
    return serveThumbnail({ thumbnails, locate, sizeOf, log }, url, never)
  }

  it('plans a preview by itself, for the photo that the library knows', async () => {
    const preview = vi.fn(async () => picture)
    const query = new URLSearchParams({ edge: '640', method: 'mirror', target: JSON.stringify(defaultTarget) })
    const response = await serve(refuse, `thumb://preview/known?${query}`, { preview })
    expect(response.status).toBe(200)
    expect(preview).toHaveBeenCalledExactlyOnceWith(
      {
        path: photo,
        photo: { width: 300, height: 200 },
        canvas: { width: 356, height: 200 },
        original: { left: 28, top: 0 },
        local: { method: 'mirror', effort: 'fast' },
        edge: 640,
      },
      never,
    )
  })

  it('answers 404 to a preview in a canvas that there cannot be', async () => {
    const target = { ...defaultTarget, grow: 100, ratio: { width: 100_000, height: 1 } }
    const query = new URLSearchParams({ edge: '640', method: 'mirror', target: JSON.stringify(target) })
    expect((await serve(refuse, `thumb://preview/known?${query}`)).status).toBe(404)
    expect((await serve(refuse, `thumb://preview/unknown?${query}`)).status).toBe(404)
  })

  it.each([
    'thumb://photo/known?edge=512&region=10,20,300,400',
    'thumb://source/known?edge=512&region=10,20,300,400',
    'thumb://output/known/1?edge=512&region=10,20,300,400',
  ])('asks for the part of a picture that the page names: %s', async (address) => {
    const part = vi.fn(async () => picture)
    await serve(refuse, address, { part })
    expect(part).toHaveBeenCalledExactlyOnceWith(photo, { left: 10, top: 20, width: 300, height: 400 }, 512, never)
  })

  it('answers with the picture and its type', async () => {
    const response = await serve(async () => picture)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('image/webp')
    expect(Buffer.from(await response.arrayBuffer())).toEqual(data)
  })

  it.each(['thumb://photo/unknown?edge=240', 'thumb://photo/known', 'thumb://photo/%2Fetc%2Fpasswd?edge=240'])(
    'answers 404 to %s without opening anything',
    async (url) => {
      const get = vi.fn()
      expect((await serve(get, url)).status).toBe(404)
      expect(get).not.toHaveBeenCalled()
    },
  )

  it.each([
    ['file-missing', 404],
    ['image-damaged', 415],
    ['image-too-large', 415],
    ['worker-crashed', 415],
    ['internal', 500],
  ] as const)('answers %s with %i', async (code, status) => {
    const response = await serve(() => Promise.reject(new AppError(code, 'no')))
    expect(response.status).toBe(status)
    expect(log.error).toHaveBeenCalledTimes(status === 500 ? 1 : 0)
  })
})
