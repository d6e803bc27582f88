import { appendFile, chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Target } from '../../../core/geometry/types'
import { defaultTarget } from '../../../core/settings'
import type { WatchFolder } from '../../../core/watch'
import { outputMarker } from '../../../main/shared/output-marker'
import { photoBytes, writePhotos } from './probing'
import { quiet, watched } from './watched'

const square: Target = { ...defaultTarget, ratio: { width: 1, height: 1 } }

describe('a watched folder', () => {
  it('brings in what is new with its targets, and not what was there', async () => {
    const world = await watched(['old.png'], { target: square, moreTargets: [defaultTarget] })
    expect(world.names()).toEqual([])
    expect(world.view()).toEqual({ ...quiet, before: 1 })
    await mkdir(join(world.path, 'day 1'))
    await writePhotos(world.path, ['day 1/new.png', 'notes.txt', '.hidden.png'])
    await world.until(() => world.arrivals.length === 1)
    expect(world.names()).toEqual(['new.png'])
    const given = { target: square, moreTargets: [defaultTarget] }
    expect(world.library.photos('all')[0]).toMatchObject({ root: world.path, ...given, error: null })
    expect(world.arrivals[0]).toEqual({ folder: world.folder, photos: [world.library.photos('all')[0]?.id] })
    await world.until(() => world.view()?.last?.photos === 1)
    expect(world.view()).toMatchObject({ before: 1, waiting: 0 })
  })

  it('brings in what was there when it is asked to', async () => {
    const world = await watched(['a.png', 'b.png'], { target: square })
    await world.library.watchFolders.takeExisting('f1')
    expect(world.names().sort()).toEqual(['a.png', 'b.png'])
    expect(world.library.photos('all').every(({ target }) => target !== null)).toBe(true)
    expect(world.view()).toMatchObject({ before: 0 })
    expect(world.arrivals).toEqual([])
  })

  it('waits until a file is whole', async () => {
    const world = await watched([])
    const bytes = await photoBytes(64)
    const file = join(world.path, 'slow.png')
    await writeFile(file, bytes.subarray(0, 10))
    await world.until(() => world.view()?.waiting === 1)
    // It was looked at, and cannot be opened yet: it stays out.
    await world.until(() => world.imaging.opened.includes(file))
    expect(world.names()).toEqual([])
    await appendFile(file, bytes.subarray(10))
    await world.until(() => world.arrivals.length === 1)
    expect(world.library.photos('all')).toMatchObject([{ name: 'slow.png', header: { size: { width: 64 } } }])
    expect(world.view()?.waiting).toBe(0)
  })

  it('waits for a photo whose header is there, and the rest is not', async () => {
    const world = await watched([])
    const file = join(world.path, 'cut.png')
    world.cut.add(file)
    await writePhotos(world.path, ['cut.png', 'whole.png'])
    await world.until(() => world.arrivals.length === 1)
    expect(world.names()).toEqual(['whole.png'])
    expect(world.view()?.waiting).toBe(1)
    world.cut.delete(file)
    await writePhotos(world.path, ['cut.png'], 9)
    await world.until(() => world.arrivals.length === 2)
    expect(world.names()).toEqual(['whole.png', 'cut.png'])
  })

  it('leaves an empty file waiting', async () => {
    const world = await watched([])
    await writeFile(join(world.path, 'reserved.png'), '')
    await world.until(() => world.view()?.waiting === 1)
    await rm(join(world.path, 'reserved.png'))
    await world.until(() => world.view()?.waiting === 0)
    expect(world.names()).toEqual([])
  })

  it('tells of many as one', async () => {
    const world = await watched([])
    await writePhotos(
      world.path,
      Array.from({ length: 300 }, (_, index) => `${index}.png`),
    )
    await world.until(() => world.arrivals.length > 0)
    expect(world.arrivals.map(({ photos }) => photos.length)).toEqual([300])
  })

  it('never brings in what the program made', async () => {
    const world = await watched([])
    await mkdir(join(world.path, 'outframe'))
    await writeFile(join(world.path, 'outframe', outputMarker), '')
    await writePhotos(world.path, ['outframe/result.png'])
    world.outputs.add(join(world.path, 'made.png'))
    await writePhotos(world.path, ['made.png', 'new.png'])
    await world.until(() => world.arrivals.length === 1)
    expect(world.names()).toEqual(['new.png'])
    expect(world.view()?.waiting).toBe(0)
  })

  it('says when it is a folder of results', async () => {
    const world = await watched([])
    await writeFile(join(world.path, outputMarker), '')
    await world.until(() => world.view()?.state === 'output')
    await rm(join(world.path, outputMarker))
    await world.until(() => world.view()?.state === 'watching')
  })

  it.skipIf(process.getuid?.() === 0)('says when it may not be read', async () => {
    const world = await watched([])
    await chmod(world.path, 0)
    onTestFinished(() => chmod(world.path, 0o755))
    await world.library.watchFolders.lookAgain()
    expect(world.view()?.state).toBe('unreadable')
  })

  it('leaves what is in another one that lies deeper to that one', async () => {
    const world = await watched([])
    const at = join(world.path, 'inner')
    const inner: WatchFolder = { id: 'f2', path: at, target: square, moreTargets: [], start: true }
    await mkdir(inner.path)
    await world.library.watchFolders.set([world.folder, inner])
    await writePhotos(world.path, ['inner/deep.png', 'shallow.png'])
    await world.until(() => world.arrivals.length === 2)
    const arrived = world.arrivals.map(({ folder, photos }) => [
      folder.id,
      photos.map((id) => world.library.photo(id)?.name),
    ])
    expect(arrived.sort()).toEqual([
      ['f1', ['shallow.png']],
      ['f2', ['deep.png']],
    ])
  })
})
