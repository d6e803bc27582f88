import { appendFile, mkdir, readdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Target } from '../../../core/geometry/types'
import type { LibraryPhoto } from '../../../core/library'
import type { MovedFile } from '../../../core/photo'
import { defaultTarget } from '../../../core/settings'
import { type Library, openLibrary } from '../../../main/library/library'
import { ProbingHere, photoBytes, writePhotos } from './probing'
import { temporaryFolder } from './temporary'

const square: Target = { ...defaultTarget, ratio: { width: 1, height: 1 } }

/** A library that watches a folder of photos, some of them in folders below. */
async function given(names: readonly string[] = ['a.png', 'b.png', 'day 1/c.png']) {
  const folder = await temporaryFolder()
  const stateDir = await temporaryFolder()
  await mkdir(join(folder, 'day 1'))
  await writePhotos(folder, names)
  const imaging = new ProbingHere()
  const moved: MovedFile[] = []
  const open = () => openLibrary({ stateDir, imaging, onMoved: (files) => moved.push(...files) })
  let library = open()
  onTestFinished(() => library.close())
  await library.add([folder])
  await library.watch()
  const reopen = async () => {
    await library.close()
    library = open()
    return library
  }
  return { folder, library, imaging, reopen, moved }
}

/** Resolves once the library's photos are as wanted: looked at with every patch. */
function until(library: Library, isWanted: (photos: readonly LibraryPhoto[]) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = library.onPatch(() => look())
    const look = () => {
      if (!isWanted(library.photos('all'))) return
      stop()
      resolve()
    }
    look()
  })
}

/** How many folders this process has the system watch. */
async function watches(): Promise<number> {
  const texts = await Promise.all(
    (await readdir('/proc/self/fdinfo')).map((fd) => readFile(`/proc/self/fdinfo/${fd}`, 'utf8').catch(() => '')),
  )
  return texts.join('\n').match(/^inotify wd/gm)?.length ?? 0
}

const named = (photos: readonly LibraryPhoto[], name: string) => photos.find((photo) => photo.name === name)

describe('a library that is watched', () => {
  it('opens a photo again whose content changed', async () => {
    const { library, folder, imaging } = await given()
    imaging.opened.length = 0
    await writePhotos(folder, ['b.png'], 9)
    await until(library, (photos) => named(photos, 'b.png')?.header?.size.width === 9)
    expect(new Set(imaging.opened)).toEqual(new Set([join(folder, 'b.png')]))
  })

  it('keeps a photo listed whose file is gone, says so, and takes it back by itself', async () => {
    const { library, folder } = await given()
    const bytes = await photoBytes()
    const id = named(library.photos('all'), 'a.png')?.id ?? ''
    library.setOwn([{ ids: [id], target: square }])
    await rm(join(folder, 'a.png'))
    await until(library, (photos) => named(photos, 'a.png')?.error?.code === 'file-missing')
    await writeFile(join(folder, 'a.png'), bytes)
    await until(library, (photos) => named(photos, 'a.png')?.error === null)
    expect(library.photo(id)).toMatchObject({ target: square, header: { size: { width: 4 } } })
  })

  it('says of a photo in whose place there is a folder that it is no file', async () => {
    const { library, folder } = await given()
    await rm(join(folder, 'a.png'))
    await mkdir(join(folder, 'a.png'))
    await until(library, (photos) => named(photos, 'a.png')?.error?.code === 'not-an-image')
    await rm(join(folder, 'a.png'), { recursive: true })
    await writeFile(join(folder, 'a.png'), await photoBytes())
    await until(library, (photos) => named(photos, 'a.png')?.error === null)
  })

  it('knows a photo that was renamed, without opening it', async () => {
    const { library, folder, imaging, moved } = await given()
    const { id, bytes, modifiedMs } = named(library.photos('all'), 'a.png') ?? { id: '', bytes: 0, modifiedMs: 0 }
    library.setOwn([{ ids: [id], target: square }])
    library.setOwn([{ ids: [id], prompt: 'sand' }])
    imaging.opened.length = 0
    await rename(join(folder, 'a.png'), join(folder, 'best.png'))
    await until(library, (photos) => named(photos, 'best.png') !== undefined)
    const path = join(folder, 'best.png')
    expect(library.photo(id)).toMatchObject({ path, root: folder, target: square, prompt: 'sand', error: null })
    expect(library.photos('all')).toHaveLength(3)
    expect(imaging.opened).toEqual([])
    expect(moved).toEqual([{ from: join(folder, 'a.png'), to: path, stamp: { bytes, modifiedMs } }])
  })

  it('knows photos that were moved to a folder that is new, and watches them there', async () => {
    const { library, folder } = await given()
    const id = named(library.photos('all'), 'a.png')?.id ?? ''
    await mkdir(join(folder, 'best', 'of'), { recursive: true })
    await rename(join(folder, 'a.png'), join(folder, 'best', 'of', 'a.png'))
    await until(library, () => library.photo(id)?.path === join(folder, 'best', 'of', 'a.png'))
    await writePhotos(join(folder, 'best', 'of'), ['a.png'], 7)
    await until(library, () => library.photo(id)?.header?.size.width === 7)
  })

  it('follows a folder that is renamed, and photos in it afterwards', async () => {
    const { library, folder } = await given()
    const id = named(library.photos('all'), 'c.png')?.id ?? ''
    await rename(join(folder, 'day 1'), join(folder, 'Monday'))
    await until(library, () => library.photo(id)?.path === join(folder, 'Monday', 'c.png'))
    await rename(join(folder, 'Monday', 'c.png'), join(folder, 'Monday', 'd.png'))
    await until(library, () => library.photo(id)?.name === 'd.png')
  })

  it('knows a photo by size, time and name where its file is another one', async () => {
    const { library, folder } = await given()
    const bytes = await photoBytes()
    const { id, modifiedMs } = named(library.photos('all'), 'a.png') ?? { id: '', modifiedMs: 0 }
    const to = join(folder, 'day 1', 'a.png')
    // As a move to another disk does it: a copy with the same time, then the original is removed.
    await writeFile(to, bytes)
    await utimes(to, modifiedMs / 1000, modifiedMs / 1000)
    await utimes(join(folder, 'a.png'), modifiedMs / 1000, modifiedMs / 1000)
    await library.recheck('all')
    await rm(join(folder, 'a.png'))
    await until(library, () => library.photo(id)?.path === to)
  })

  it('does not take one of two files for a photo that both are like', async () => {
    const { library, folder } = await given()
    await utimes(join(folder, 'a.png'), 1000, 1000)
    await library.recheck('all')
    for (const inner of ['x', 'y']) {
      await mkdir(join(folder, inner))
      await writePhotos(join(folder, inner), ['a.png'])
      await utimes(join(folder, inner, 'a.png'), 1000, 1000)
    }
    await rm(join(folder, 'a.png'))
    await until(library, (photos) => named(photos, 'a.png')?.error?.code === 'file-missing')
  })

  it('finds a photo that comes back under another name later', async () => {
    const { library, folder } = await given()
    const elsewhere = await temporaryFolder()
    const id = named(library.photos('all'), 'b.png')?.id ?? ''
    await rename(join(folder, 'b.png'), join(elsewhere, 'b.png'))
    await until(library, () => library.photo(id)?.error?.code === 'file-missing')
    await rename(join(elsewhere, 'b.png'), join(folder, 'day 1', 'back.png'))
    await until(
      library,
      () => library.photo(id)?.path === join(folder, 'day 1', 'back.png') && !library.photo(id)?.error,
    )
    expect(library.photo(id)?.header).not.toBeNull()
  })

  it('waits for a folder that is gone, and goes on when it is back', async () => {
    const { library, folder } = await given()
    const aside = join(await temporaryFolder(), 'aside')
    await rename(folder, aside)
    await until(library, (photos) => photos.every(({ error }) => error?.code === 'file-missing'))
    await rename(aside, folder)
    await until(library, (photos) => photos.every(({ error }) => error === null))
    await writePhotos(folder, ['a.png'], 6)
    await until(library, (photos) => named(photos, 'a.png')?.header?.size.width === 6)
  })

  it('watches a single file by its folder, and what is added later', async () => {
    const { library } = await given()
    const other = await temporaryFolder()
    await writePhotos(other, ['x.png', 'y.png'])
    await library.add([join(other, 'x.png')])
    const id = named(library.photos('all'), 'x.png')?.id ?? ''
    await rename(join(other, 'x.png'), join(other, 'z.png'))
    await until(library, () => library.photo(id)?.name === 'z.png')
    expect(library.photo(id)).toMatchObject({ root: join(other, 'z.png') })
    expect(named(library.photos('all'), 'y.png')).toBeUndefined()
  })

  it('finds at the next start what was moved while it was closed', async () => {
    const { library, folder, reopen } = await given()
    const id = named(library.photos('all'), 'a.png')?.id ?? ''
    await library.close()
    await rename(join(folder, 'a.png'), join(folder, 'day 1', 'z.png'))
    const again = await reopen()
    await again.recheck('all')
    expect(again.photo(id)).toMatchObject({ path: join(folder, 'day 1', 'z.png'), error: null })
  })

  it('takes thousands of changes in few goes', async () => {
    const names = Array.from({ length: 2000 }, (_, index) => `${index}.png`)
    const { library, folder } = await given(names)
    let patches = 0
    library.onPatch(() => patches++)
    await Promise.all(names.map((name) => appendFile(join(folder, name), 'x')))
    const bytes = (await photoBytes()).length + 1
    await until(library, (photos) => photos.every((photo) => photo.bytes === bytes))
    expect(patches).toBeLessThan(100)
  })

  it.runIf(process.platform === 'linux')('releases what it watches when it is closed', async () => {
    const before = await watches()
    const { library } = await given()
    expect(await watches()).toBeGreaterThan(before)
    await library.close()
    expect(await watches()).toBe(before)
  })

  it('notices a change of a photo that is listed by another way to it', async () => {
    const { library, folder } = await given(['a.png', 'day 1/c.png'])
    const other = await temporaryFolder()
    await symlink(join(folder, 'a.png'), join(other, 'link.png'))
    await library.add([other])
    expect(library.photos('all')).toHaveLength(2)
    await writePhotos(folder, ['a.png'], 8)
    await until(library, (photos) => named(photos, 'a.png')?.header?.size.width === 8)
  })

  it('tells nothing of files that are as they were', async () => {
    const { library, folder } = await given()
    const before = library.snapshot().revision
    await rm(join(folder, 'a.png'))
    await until(library, (photos) => named(photos, 'a.png')?.error?.code === 'file-missing')
    const after = library.snapshot().revision
    expect(after).toBe(before + 1)
    await library.recheck('all')
    await library.recheck('all')
    await writePhotos(folder, ['b.png'], 5)
    await until(library, (photos) => named(photos, 'b.png')?.header?.size.width === 5)
    expect(library.snapshot().revision).toBe(after + 1)
  })
})

describe('photos that were taken out of a library that is watched', () => {
  it('come back as their files are by then: changed, gone, moved', async () => {
    const { library, folder } = await given(['a.png', 'b.png', 'c.png', 'd.png'])
    const ids = library.photos('all').flatMap(({ id, name }) => (name === 'a.png' ? [] : [id]))
    library.remove(ids)
    await writePhotos(folder, ['b.png'], 9)
    await rm(join(folder, 'c.png'))
    await rename(join(folder, 'd.png'), join(folder, 'e.png'))
    await writePhotos(folder, ['a.png'], 7)
    await until(library, (photos) => named(photos, 'a.png')?.header?.size.width === 7)
    library.putBack(ids)
    await until(library, (photos) => {
      const [b, c] = [named(photos, 'b.png'), named(photos, 'c.png')]
      return b?.header?.size.width === 9 && c?.error?.code === 'file-missing' && named(photos, 'e.png') !== undefined
    })
    expect(library.photos('all').map(({ id }) => id)).toEqual(expect.arrayContaining(ids))
  })
})
