import { appendFile, chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Target } from '../../../core/geometry/types'
import { defaultTarget } from '../../../core/settings'
import type { WatchFolder, WatchView } from '../../../core/watch'
import type { Arrival } from '../../../main/library/arrivals/hot-folder'
import { type Library, openLibrary } from '../../../main/library/library'
import { outputMarker } from '../../../main/shared/output-marker'
import { ProbingHere, photoBytes, writePhotos } from './probing'
import { temporaryFolder } from './temporary'

const square: Target = { ...defaultTarget, ratio: { width: 1, height: 1 } }

/** A library that watches a folder, and what it tells. `until` resolves once something is so, looked at with all that is told. */
async function given(names: readonly string[] = ['old.png'], change: Partial<WatchFolder> = {}) {
  const path = await temporaryFolder()
  const stateDir = await temporaryFolder()
  await writePhotos(path, names)
  const folder: WatchFolder = { id: 'f1', path, target: null, start: false, ...change }
  const arrivals: Arrival[] = []
  const outputs = new Set<string>()
  const checks = new Set<() => void>()
  const tell = () => {
    for (const check of [...checks]) check()
  }
  const imaging = new ProbingHere()
  let isFailing = false
  const open = (): Library => {
    const opened = openLibrary({
      stateDir,
      imaging,
      arrivals: {
        settleMs: 60,
        isOutput: (file) => outputs.has(file),
        onChange: tell,
        onArrival: async (arrival) => {
          if (isFailing) throw new Error('The program ended.')
          arrivals.push(arrival)
          tell()
          return { started: 0, held: null }
        },
      },
    })
    opened.onPatch(tell)
    return opened
  }
  let library = open()
  onTestFinished(() => library.close())
  await library.watchFolders.set([folder])
  return {
    path,
    folder,
    arrivals,
    outputs,
    imaging,
    get library() {
      return library
    },
    failing: (to: boolean) => {
      isFailing = to
    },
    names: () => library.photos('all').map(({ name }) => name),
    view: () => library.watchFolders.views()[0],
    until: (isSo: () => boolean) =>
      new Promise<void>((resolve) => {
        const check = () => {
          if (!isSo()) return
          checks.delete(check)
          resolve()
        }
        checks.add(check)
        check()
      }),
    close: () => library.close(),
    reopen: async () => {
      await library.close()
      library = open()
      await library.watchFolders.set([folder])
    },
  }
}

const quiet: WatchView = { id: 'f1', state: 'watching', before: 0, waiting: 0, polled: false, last: null }

describe('a watched folder', () => {
  it('brings in what is new with its target, and not what was there', async () => {
    const world = await given(['old.png'], { target: square })
    expect(world.names()).toEqual([])
    expect(world.view()).toEqual({ ...quiet, before: 1 })
    await mkdir(join(world.path, 'day 1'))
    await writePhotos(world.path, ['day 1/new.png', 'notes.txt', '.hidden.png'])
    await world.until(() => world.arrivals.length === 1)
    expect(world.names()).toEqual(['new.png'])
    expect(world.library.photos('all')[0]).toMatchObject({ root: world.path, target: square, error: null })
    expect(world.arrivals[0]).toEqual({ folder: world.folder, photos: [world.library.photos('all')[0]?.id] })
    await world.until(() => world.view()?.last?.photos === 1)
    expect(world.view()).toMatchObject({ before: 1, waiting: 0 })
  })

  it('brings in what was there when it is asked to', async () => {
    const world = await given(['a.png', 'b.png'], { target: square })
    await world.library.watchFolders.takeExisting('f1')
    expect(world.names().sort()).toEqual(['a.png', 'b.png'])
    expect(world.library.photos('all').every(({ target }) => target !== null)).toBe(true)
    expect(world.view()).toMatchObject({ before: 0 })
    expect(world.arrivals).toEqual([])
  })

  it('knows what was there by its new name, too, and counts only what still is', async () => {
    const world = await given(['a.png', 'b.png', 'c.png'])
    await rename(join(world.path, 'a.png'), join(world.path, 'renamed.png'))
    await rm(join(world.path, 'b.png'))
    await world.until(() => world.view()?.before === 2)
    await world.library.watchFolders.takeExisting('f1')
    expect(world.names().sort()).toEqual(['c.png', 'renamed.png'])
    expect(world.view()?.before).toBe(0)
  })

  it('leaves what was there for later when it is gone', async () => {
    const world = await given(['a.png'])
    const aside = join(await temporaryFolder(), 'aside')
    await rename(world.path, aside)
    await world.library.watchFolders.takeExisting('f1')
    expect(world.names()).toEqual([])
    await rename(aside, world.path)
    await world.library.watchFolders.takeExisting('f1')
    expect(world.names()).toEqual(['a.png'])
  })

  it('tells of an arrival again that was not dealt with before the program ended', async () => {
    const world = await given([])
    world.failing(true)
    await writePhotos(world.path, ['new.png'])
    await world.until(() => world.names().length === 1)
    await world.close()
    world.failing(false)
    await world.reopen()
    await world.until(() => world.arrivals.length === 1)
    expect(world.arrivals[0]?.photos).toEqual(world.library.photos('all').map(({ id }) => id))
  })

  it('waits until a file is whole', async () => {
    const world = await given([])
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

  it('leaves an empty file waiting', async () => {
    const world = await given([])
    await writeFile(join(world.path, 'reserved.png'), '')
    await world.until(() => world.view()?.waiting === 1)
    await rm(join(world.path, 'reserved.png'))
    await world.until(() => world.view()?.waiting === 0)
    expect(world.names()).toEqual([])
  })

  it('tells of many as one', async () => {
    const world = await given([])
    await writePhotos(
      world.path,
      Array.from({ length: 300 }, (_, index) => `${index}.png`),
    )
    await world.until(() => world.arrivals.length > 0)
    expect(world.arrivals.map(({ photos }) => photos.length)).toEqual([300])
  })

  it('does not take a photo for new that was renamed, changed or taken off the library', async () => {
    const world = await given(['old.png'])
    await rename(join(world.path, 'old.png'), join(world.path, 'renamed.png'))
    await writePhotos(world.path, ['a.png'])
    await world.until(() => world.arrivals.length === 1)
    world.library.remove('all')
    await writePhotos(world.path, ['a.png'], 7)
    await writePhotos(world.path, ['b.png'])
    await world.until(() => world.arrivals.length === 2)
    expect(world.names()).toEqual(['b.png'])
  })

  it('never brings in what the program made', async () => {
    const world = await given([])
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
    const world = await given([])
    await writeFile(join(world.path, outputMarker), '')
    await world.until(() => world.view()?.state === 'output')
    await rm(join(world.path, outputMarker))
    await world.until(() => world.view()?.state === 'watching')
  })

  it('says when it is gone, and goes on when it is back', async () => {
    const world = await given(['old.png'])
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

  it.skipIf(process.getuid?.() === 0)('says when it may not be read', async () => {
    const world = await given([])
    await chmod(world.path, 0)
    onTestFinished(() => chmod(world.path, 0o755))
    await world.library.watchFolders.lookAgain()
    expect(world.view()?.state).toBe('unreadable')
  })

  it('notices at the next start what came while the program was closed, once', async () => {
    const world = await given(['old.png'])
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
    const world = await given(['old.png'])
    await world.library.watchFolders.set([])
    expect(world.library.watchFolders.views()).toEqual([])
    await writePhotos(world.path, ['between.png'])
    await world.library.watchFolders.set([world.folder])
    expect(world.view()).toEqual({ ...quiet, before: 2 })
  })

  it('leaves what is in another one that lies deeper to that one', async () => {
    const world = await given([])
    const inner: WatchFolder = { id: 'f2', path: join(world.path, 'inner'), target: square, start: true }
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

  it('notes once that something was started', async () => {
    const { library } = await given([])
    expect(library.watchFolders.claimStart('k')).toBe(true)
    expect(library.watchFolders.claimStart('k')).toBe(false)
  })
})
