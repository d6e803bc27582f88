import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../core/errors'
import type { ImportProgress } from '../../../core/library'
import { type ImportedPhoto, type ImportOptions, importPhotos } from '../../../main/library/importer'
import { ProbingHere, writePhotos } from './probing'
import { temporaryFolder, writeTree } from './temporary'

/** Runs an import to its end and keeps what it said. */
async function collect(folder: string, options: Partial<ImportOptions> = {}) {
  const photos: ImportedPhoto[] = []
  const told: ImportProgress[] = []
  const progress = await importPhotos([folder], {
    imaging: new ProbingHere(),
    onPhotos: (some) => photos.push(...some),
    onProgress: (now) => told.push(now),
    ...options,
  })
  return { photos, told, progress }
}

describe('importPhotos', () => {
  it('opens every photo and hands them on in the order of the walk', async () => {
    const folder = await temporaryFolder()
    const names = Array.from({ length: 100 }, (_, index) => `${String(index).padStart(3, '0')}.png`)
    await writePhotos(folder, names)
    const { photos } = await collect(folder)
    expect(photos.map(({ path }) => path)).toEqual(names.map((name) => join(folder, name)))
    expect(photos[0]).toMatchObject({
      root: folder,
      result: { kind: 'photo', header: { size: { width: 4, height: 4 } } },
    })
  })

  it('hands on what cannot be read, with the reason, and goes on', async () => {
    const folder = await temporaryFolder()
    await writePhotos(folder, ['a.png', 'c.png'])
    await writeTree(folder, ['b.jpg', 'notes.txt'])
    const { photos, progress } = await collect(folder)
    expect(photos.map(({ result }) => result.kind)).toEqual(['photo', 'unreadable', 'photo'])
    expect(progress).toEqual({ walking: false, found: 3, probed: 3, unreadable: 1, ignored: 1, known: 0 })
  })

  it('counts what it cannot even go into', async () => {
    const folder = await temporaryFolder()
    const { photos, progress } = await collect(join(folder, 'missing'))
    expect(photos).toMatchObject([{ path: join(folder, 'missing'), result: { error: { code: 'file-missing' } } }])
    expect(progress).toEqual({ walking: false, found: 1, probed: 0, unreadable: 1, ignored: 0, known: 0 })
  })

  it('never counts backwards', async () => {
    const folder = await temporaryFolder()
    await writePhotos(
      folder,
      Array.from({ length: 60 }, (_, index) => `${index}.png`),
    )
    const { told, progress } = await collect(folder)
    for (const [index, now] of told.entries()) {
      expect(now.probed).toBeLessThanOrEqual(now.found)
      expect(now.probed).toBeGreaterThanOrEqual(told[index - 1]?.probed ?? 0)
    }
    expect(told.at(-1)).toEqual(progress)
  })

  it('leaves out what is known', async () => {
    const folder = await temporaryFolder()
    await writePhotos(folder, ['a.png', 'b.png'])
    const imaging = new ProbingHere()
    const known = join(folder, 'a.png')
    const { photos, progress } = await collect(folder, { imaging, isKnown: async ({ path }) => path === known })
    expect(photos.map(({ path }) => path)).toEqual([join(folder, 'b.png')])
    expect(imaging.opened).toEqual([join(folder, 'b.png')])
    expect(progress).toMatchObject({ found: 2, probed: 1, known: 1 })
  })

  it('stops when it is cancelled, and keeps what was handed on', async () => {
    const folder = await temporaryFolder()
    await writePhotos(
      folder,
      Array.from({ length: 200 }, (_, index) => `${index}.png`),
    )
    const controller = new AbortController()
    const imaging = new ProbingHere()
    imaging.before = () => imaging.opened.length === 50 && controller.abort()
    const photos: ImportedPhoto[] = []
    const done = importPhotos([folder], {
      imaging,
      signal: controller.signal,
      onPhotos: (some) => photos.push(...some),
    })
    await expect(done).rejects.toMatchObject({ code: 'cancelled' })
    expect(imaging.opened.length).toBe(50)
    expect(photos.length).toBeLessThan(200)
  })

  it('stops when opening fails for another reason than the photo', async () => {
    const folder = await temporaryFolder()
    await writePhotos(
      folder,
      Array.from({ length: 200 }, (_, index) => `${index}.png`),
    )
    const imaging = new ProbingHere()
    imaging.before = () => {
      throw new AppError('worker-crashed', 'The worker is gone.')
    }
    await expect(collect(folder, { imaging })).rejects.toMatchObject({ code: 'worker-crashed' })
    expect(imaging.opened).toEqual([])
  })

  it('loses no photo, even when nothing is said about it', async () => {
    const folder = await temporaryFolder()
    await writePhotos(folder, ['a.png'])
    const { photos } = await collect(folder, { imaging: { probe: async () => undefined } })
    expect(photos).toMatchObject([{ path: join(folder, 'a.png'), result: { error: { code: 'internal' } } }])
  })

  it('says of a name that is not Unicode that the name is the trouble', async () => {
    const folder = await temporaryFolder()
    const name = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x66, 0xe9]), Buffer.from('.jpg')])
    await writeFile(name, 'x')
    const missing: Pick<ProbingHere, 'probe'> = {
      probe: async ([path = ''], { onResult }) =>
        onResult({ kind: 'unreadable', path, error: { code: 'file-missing', message: 'It is not there.' } }),
    }
    const { photos } = await collect(folder, { imaging: missing })
    expect(photos).toMatchObject([
      { result: { error: { code: 'file-unreadable', message: expect.stringContaining('Rename the file') } } },
    ])
  })
})
