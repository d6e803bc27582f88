import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ThumbnailCache } from '../../../../main/app/protocols/thumbnail-cache'

const canvas = { create: { width: 8, height: 8, channels: 3, background: 'red' } } as const
const webp = await sharp(canvas).webp().toBuffer()
const jpeg = await sharp(canvas).jpeg().toBuffer()

let folder: string
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'outframe-thumbs-')), 'cache')
})
afterEach(() => rm(join(folder, '..'), { recursive: true }))

const roomFor = (pictures: number) => new ThumbnailCache(folder, webp.length * pictures)
const names = async () => (await readdir(folder)).sort()

describe('ThumbnailCache', () => {
  it('gives back what it was given, with its type', async () => {
    const cache = roomFor(1000)
    await cache.write('a', webp)
    await cache.write('b', jpeg)
    expect(await cache.read('a')).toEqual({ data: webp, type: 'image/webp' })
    expect(await cache.read('b')).toEqual({ data: jpeg, type: 'image/jpeg' })
    expect(await cache.read('c')).toBeNull()
    expect(await new ThumbnailCache(folder, 1).read('a')).toEqual({ data: webp, type: 'image/webp' })
  })

  it('makes room by letting those go that were used longest ago', async () => {
    const cache = roomFor(4)
    for (const key of ['a', 'b', 'c', 'd']) await cache.write(key, webp)
    await cache.read('a')
    await cache.write('e', webp)
    expect(await names()).toEqual(['a', 'd', 'e'])
  })

  it('counts what an earlier run left behind, in its order of use', async () => {
    const before = roomFor(4)
    for (const [index, key] of ['old', 'new', 'mid'].entries()) {
      await before.write(key, webp)
      const used = [1, 3, 2][index] ?? 0
      await utimes(join(folder, key), used, used)
    }
    await roomFor(3).write('x', webp)
    expect(await names()).toEqual(['new', 'x'])
  })

  it('remembers across runs that a picture was used', async () => {
    await roomFor(9).write('a', webp)
    await utimes(join(folder, 'a'), 1, 1)
    await roomFor(9).read('a')
    expect((await stat(join(folder, 'a'))).mtimeMs).toBeGreaterThan(Date.now() - 60_000)
  })

  it('says what it takes up, makes room when its limit is lowered, and can be cleared', async () => {
    const cache = roomFor(10)
    expect(await cache.bytes()).toBe(0)
    for (const key of ['a', 'b', 'c', 'd']) await cache.write(key, webp)
    expect(await roomFor(10).bytes()).toBe(webp.length * 4)
    await cache.setLimit(webp.length * 3)
    expect(await names()).toEqual(['c', 'd'])
    expect(await cache.bytes()).toBe(webp.length * 2)
    await cache.clear()
    expect([await names(), await cache.bytes()]).toEqual([[], 0])
    await cache.write('e', webp)
    expect(await cache.read('e')).toMatchObject({ data: webp })
  })

  it('counts a picture that is replaced once', async () => {
    const cache = roomFor(3)
    for (let again = 0; again < 9; again++) await cache.write('a', webp)
    await cache.write('b', webp)
    expect(await names()).toEqual(['a', 'b'])
  })

  it.each([
    ['cut', (file: string) => truncate(file, 20)],
    ['empty', (file: string) => truncate(file, 0)],
    ['something else', (file: string) => writeFile(file, '<svg onload="alert(1)"/>')],
  ])('takes a file that is %s as absent', async (_, damage) => {
    const cache = roomFor(9)
    for (const [key, data] of [
      ['a', webp],
      ['b', jpeg],
    ] as const) {
      await cache.write(key, data)
      await damage(join(folder, key))
      expect(await cache.read(key)).toBeNull()
    }
  })

  it('keeps nothing that is no picture', async () => {
    await roomFor(1000).write('a', Buffer.from('<svg/>'))
    expect(await roomFor(1000).read('a')).toBeNull()
  })

  it('leaves no half-written files, and removes those of a run that was killed', async () => {
    await mkdir(folder)
    await writeFile(join(folder, 'x.1-1.tmp'), 'half')
    await roomFor(9).write('a', webp)
    expect(await names()).toEqual(['a'])
    expect(await readFile(join(folder, 'a'))).toEqual(webp)
  })

  it('rejects when the folder cannot be written, and works again once it can', async () => {
    await writeFile(folder, 'a file in the way')
    const cache = roomFor(9)
    await expect(cache.write('a', webp)).rejects.toThrow()
    expect(await cache.read('a')).toBeNull()
    await rm(folder)
    await cache.write('a', webp)
    expect(await cache.read('a')).not.toBeNull()
  })
})
