import { copyFile, rename, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writePhotos } from './probing'
import { temporaryFolder } from './temporary'
import { quiet, watched } from './watched'

describe('what is known of a watched folder', () => {
  it('knows what was there by its new name, too, and counts only what still is', async () => {
    const world = await watched(['a.png', 'b.png', 'c.png'])
    await rename(join(world.path, 'a.png'), join(world.path, 'renamed.png'))
    await rm(join(world.path, 'b.png'))
    await world.until(() => world.view()?.before === 2)
    await world.library.watchFolders.takeExisting('f1')
    expect(world.names().sort()).toEqual(['c.png', 'renamed.png'])
    expect(world.view()?.before).toBe(0)
  })

  it('leaves what was there for later when it is gone', async () => {
    const world = await watched(['a.png'])
    const aside = join(await temporaryFolder(), 'aside')
    await rename(world.path, aside)
    await world.library.watchFolders.takeExisting('f1')
    expect(world.names()).toEqual([])
    await rename(aside, world.path)
    await world.library.watchFolders.takeExisting('f1')
    expect(world.names()).toEqual(['a.png'])
  })

  it('tells of an arrival again that was not dealt with before the program ended', async () => {
    const world = await watched([])
    world.failing(true)
    await writePhotos(world.path, ['new.png'])
    await world.until(() => world.names().length === 1)
    await world.close()
    world.failing(false)
    await world.reopen()
    await world.until(() => world.arrivals.length === 1)
    expect(world.arrivals[0]?.photos).toEqual(world.library.photos('all').map(({ id }) => id))
  })

  it('takes another file of the name of one that was removed for new, and the same one for what it was', async () => {
    const world = await watched([])
    const file = join(world.path, 'IMG_1.png')
    await writePhotos(world.path, ['IMG_1.png', 'IMG_2.png'])
    for (const name of ['IMG_1.png', 'IMG_2.png']) await utimes(join(world.path, name), 1000, 1000)
    await world.until(() => world.arrivals.length === 1)
    const aside = join(await temporaryFolder(), 'IMG_1.png')
    await rename(file, aside)
    await rm(join(world.path, 'IMG_2.png'))
    await world.library.watchFolders.lookAgain()
    world.library.remove('all')
    // As from a disk that was connected again: another number, the same size and time.
    await copyFile(aside, file)
    await utimes(file, 1000, 1000)
    await writePhotos(world.path, ['IMG_2.png'], 9)
    await world.until(() => world.arrivals.length === 2)
    expect(world.names()).toEqual(['IMG_2.png'])
  })

  it('does not take a photo for new that was renamed, changed or taken off the library', async () => {
    const world = await watched(['old.png'])
    await rename(join(world.path, 'old.png'), join(world.path, 'renamed.png'))
    await writePhotos(world.path, ['a.png'])
    await world.until(() => world.arrivals.length === 1)
    world.library.remove('all')
    await writePhotos(world.path, ['a.png'], 7)
    await writePhotos(world.path, ['b.png'])
    await world.until(() => world.arrivals.length === 2)
    expect(world.names()).toEqual(['b.png'])
  })

  it('says when it is gone, and goes on when it is back', async () => {
    const world = await watched(['old.png'])
    const aside = join(await temporaryFolder(), 'aside')
    await rename(world.path, aside)
    await world.until(() => world.view()?.state === 'gone')
    await writePhotos(aside, ['meanwhile.png'])
    await rename(aside, world.path)
    await world.until(() => world.arrivals.length === 1)
    expect(world.names()).toEqual(['meanwhile.png'])
    await world.until(() => world.view()?.state === 'watching')
    expect(world.view()).toMatchObject({ before: 1 })
  })

  it('notices at the next start what came while the program was closed, once', async () => {
    const world = await watched(['old.png'])
    await world.close()
    await writePhotos(world.path, ['night.png'])
    await world.reopen()
    await world.until(() => world.arrivals.length === 1)
    expect(world.names()).toEqual(['night.png'])
    await world.until(() => world.view()?.last !== null)
    await world.reopen()
    await world.library.watchFolders.lookAgain()
    expect(world.arrivals).toHaveLength(1)
    expect(world.view()).toEqual({ ...quiet, before: 1 })
  })

  it('is forgotten when it is not watched any more: it begins anew', async () => {
    const world = await watched(['old.png'])
    await world.library.watchFolders.set([])
    expect(world.library.watchFolders.views()).toEqual([])
    await writePhotos(world.path, ['between.png'])
    await world.library.watchFolders.set([world.folder])
    expect(world.view()).toEqual({ ...quiet, before: 2 })
  })

  it('notes once that something was started', async () => {
    const { library } = await watched([])
    expect(library.watchFolders.claimStart('k')).toBe(true)
    expect(library.watchFolders.claimStart('k')).toBe(false)
  })
})
